import type { Graph } from '../trace/graph.js';
import type { TracedValue } from '../trace/traced-value.js';
import { binary, cast, unary, where } from './arithmetic.js';
import { number } from './elementwise.js';
import { kernel, type KernelTranslation } from './kernel-translation.js';

const arithmetic: Readonly<Record<string, string>> = {
  Add: 'Add',
  Sub: 'Sub',
  Multiply: 'Mul',
  RealDiv: 'Div',
  Pow: 'Pow',
  Minimum: 'Min',
  Maximum: 'Max',
};

const comparisons: Readonly<Record<string, string>> = {
  Equal: 'Equal',
  Greater: 'Greater',
  GreaterEqual: 'GreaterOrEqual',
  Less: 'Less',
  LessEqual: 'LessOrEqual',
};

const logical: Readonly<Record<string, string>> = { LogicalAnd: 'And', LogicalOr: 'Or' };

/** Element-wise kernels of two tensors, and selection. */
export const binaryKernels: readonly KernelTranslation[] = [
  ...Object.entries(arithmetic).map(([name, op]) =>
    kernel(name, op, ({ graph, inputs: { a, b } }) => binary(graph, op, a, b)),
  ),
  ...Object.entries(comparisons).map(([name, op]) =>
    kernel(name, op, ({ graph, inputs: { a, b } }) => binary(graph, op, a, b, 'bool')),
  ),
  ...Object.entries(logical).map(([name, op]) =>
    kernel(name, op, ({ graph, inputs: { a, b } }) =>
      binary(graph, op, cast(graph, a, 'bool'), cast(graph, b, 'bool'), 'bool'),
    ),
  ),
  kernel('NotEqual', 'Equal, Not', ({ graph, inputs: { a, b } }) =>
    unary(graph, 'Not', binary(graph, 'Equal', a, b, 'bool'), {}, 'bool'),
  ),
  kernel('AddN', 'Add', ({ graph, list }) => list.reduce((sum, value) => binary(graph, 'Add', sum, value))),
  kernel('BitwiseAnd', 'BitwiseAnd', ({ graph, inputs: { a, b } }) => binary(graph, 'BitwiseAnd', a, b)),
  kernel('SquaredDifference', 'Sub, Mul', ({ graph, inputs: { a, b } }) => {
    const difference = binary(graph, 'Sub', a, b);
    return binary(graph, 'Mul', difference, difference);
  }),
  kernel('FloorDiv', 'Div, Floor', ({ graph, inputs: { a, b } }) => {
    // Double precision holds every quotient of 32-bit integers well enough for its floor.
    const quotient = binary(graph, 'Div', cast(graph, a, 'float64'), cast(graph, b, 'float64'));
    return cast(graph, unary(graph, 'Floor', quotient), 'int32');
  }),
  kernel('Mod', 'Mod, Add, Where', ({ graph, inputs: { a, b } }) => mod(graph, a, b)),
  kernel('Atan2', 'Atan, Where', ({ graph, inputs: { a, b } }) =>
    cast(graph, atan2(graph, cast(graph, a, 'float32'), cast(graph, b, 'float32')), a.type),
  ),
  kernel('Select', 'Where', ({ graph, inputs: { condition, t, e } }) => {
    // A condition of one axis selects whole rows.
    const rows = condition.rank === 1 && t.rank > 1;
    const c = rows
      ? graph.node(
          'Reshape',
          [condition, graph.integers([condition.size, ...t.shape.slice(1).map(() => 1)])],
          { type: 'bool', shape: [condition.size, ...t.shape.slice(1).map(() => 1)] },
        )
      : condition;
    return where(graph, c, t, e);
  }),
];

/** The remainder with the sign of the divisor. */
function mod(graph: Graph, a: TracedValue, b: TracedValue): TracedValue {
  const remainder = fmod(graph, a, b);
  const zero = number(graph, 0, a);
  const negative = (x: TracedValue) => binary(graph, 'Less', x, zero, 'bool');
  const differ = binary(graph, 'Xor', negative(a), negative(b), 'bool');
  return where(graph, differ, fmod(graph, binary(graph, 'Add', remainder, b), b), remainder);
}

function fmod(graph: Graph, a: TracedValue, b: TracedValue): TracedValue {
  const shape = binary(graph, 'Add', a, b).shape;
  return graph.node('Mod', [a, b], { type: a.type, shape }, { attributes: { fmod: 1 } });
}

/** The angle of the point (b, a), in all four quadrants and on the axes. */
function atan2(graph: Graph, a: TracedValue, b: TracedValue): TracedValue {
  const zero = graph.scalar(0);
  const is = (op: string, x: TracedValue) => binary(graph, op, x, zero, 'bool');
  const onAxis = is('Equal', b);
  const right = unary(graph, 'Atan', binary(graph, 'Div', a, where(graph, onAxis, graph.scalar(1), b)));
  const half = where(graph, is('Less', a), graph.scalar(-Math.PI), graph.scalar(Math.PI));
  const left = binary(graph, 'Add', right, half);
  const quarter = binary(graph, 'Mul', unary(graph, 'Sign', a), graph.scalar(Math.PI / 2));
  return where(graph, onAxis, quarter, where(graph, is('Less', b), left, right));
}
