import { onnxTypes, type OnnxType } from '../onnx/model.js';
import type { Graph } from '../trace/graph.js';
import type { TracedValue } from '../trace/traced-value.js';
import { broadcastShape, partAt, reshape, sameShape } from './shapes.js';

/** Element types that ONNX Runtime's CPU kernels lack for some operators: the operator, and the type to go through. */
const detours: Readonly<Record<string, Partial<Record<OnnxType, OnnxType>>>> = {
  Add: { bool: 'int32' },
  Sub: { bool: 'int32' },
  Mul: { bool: 'int32' },
  Div: { bool: 'int32' },
  Pow: { bool: 'int32' },
  Min: { bool: 'int32' },
  Max: { bool: 'int32' },
  Neg: { bool: 'int32' },
  Abs: { bool: 'int32' },
  Sign: { bool: 'int32' },
  Relu: { bool: 'float32', int32: 'float64' },
  Less: { bool: 'int32' },
  LessOrEqual: { bool: 'int32' },
  Greater: { bool: 'int32' },
  GreaterOrEqual: { bool: 'int32' },
  MatMul: { bool: 'int32' },
};

/** Operators of real numbers only; integers go through `float32` and are cut back to integers, as a typed array does. */
const realOnly = new Set(
  ['Exp Log Sqrt Sin Cos Tan Asin Acos Atan Sinh Cosh Tanh Asinh Acosh Atanh Erf Sigmoid Softplus Elu Selu']
    .concat(['LeakyRelu Floor Ceil Round Reciprocal IsNaN IsInf'])
    .join(' ')
    .split(' '),
);

/** The value in another element type. */
export function cast(graph: Graph, x: TracedValue, type: OnnxType): TracedValue {
  if (x.type === type) return x;
  if (x.origin.kind === 'broadcast') return graph.broadcast(cast(graph, x.origin.source, type), x.shape);
  return graph.node('Cast', [x], { type, shape: x.shape }, { attributes: { to: onnxTypes[type] } });
}

/** An element-wise operator of one input, in the input's type unless another result type is given. */
export function unary(
  graph: Graph,
  op: string,
  x: TracedValue,
  attributes: Readonly<Record<string, { float: number }>> = {},
  result?: OnnxType,
): TracedValue {
  // What is repeated is computed once.
  if (x.origin.kind === 'broadcast')
    return graph.broadcast(unary(graph, op, x.origin.source, attributes, result), x.shape);
  if (x.origin.kind === 'joined')
    return graph.joined(
      x.origin.parts.map((part) => unary(graph, op, part, attributes, result)),
      x.shape,
    );
  const through = detours[op]?.[x.type] ?? (realOnly.has(op) && x.type !== 'float64' ? 'float32' : x.type);
  const y = graph.node(
    op,
    [cast(graph, x, through)],
    { type: result ?? through, shape: x.shape },
    { attributes },
  );
  return result ? y : cast(graph, y, x.type);
}

/** An element-wise operator of two inputs with broadcasting, in the first one's type unless another result type is given. */
export function binary(
  graph: Graph,
  op: string,
  a: TracedValue,
  b: TracedValue,
  result?: OnnxType,
): TracedValue {
  const shape = broadcastShape(a.shape, b.shape);
  const simple = simplified(graph, op, a, b, shape);
  if (simple) return simple;
  const pieces = binaryOfParts(graph, op, a, b, shape, result);
  if (pieces) return pieces;
  const scaled = op === 'Mul' ? scaledTwice(graph, a, b) : undefined;
  if (scaled) return graph.broadcast(scaled, shape);
  const through = detours[op]?.[a.type] ?? a.type;
  const { x, y, shape: reached } = operands(graph, a, b);
  const z = graph.node(op, [cast(graph, x, through), cast(graph, y, through)], {
    type: result ?? through,
    shape: reached,
  });
  const factor = op === 'Mul' ? (factorOf(x) ?? factorOf(y)) : undefined;
  if (factor !== undefined) graph.noteScaling(z, factor, factorOf(x) === undefined ? x : y);
  return graph.broadcast(result ? z : cast(graph, z, a.type), shape);
}

/** A number known while tracing. */
function factorOf(value: TracedValue): number | undefined {
  const { constant } = value;
  return constant && !constant.random && value.size === 1 && value.type === 'float32'
    ? constant.uniform
    : undefined;
}

/** Smaller numbers lose digits in float32. */
const smallestNormal = 2 ** -126;

/** Two multiplications by constant numbers, one after the other, as one, where float32 holds their product. */
function scaledTwice(graph: Graph, a: TracedValue, b: TracedValue): TracedValue | undefined {
  for (const [number, value] of [
    [a, b],
    [b, a],
  ] as const) {
    const factor = factorOf(reduced(graph, number));
    const before = graph.scaling(value);
    if (factor === undefined || !before) continue;
    const product = factor * before.factor;
    const size = Math.abs(Math.fround(product));
    if (product === 0 || (size >= smallestNormal && size < Infinity))
      return binary(graph, 'Mul', before.of, graph.scalar(product));
  }
  return undefined;
}

/** An operator on values of which one is joined: part by part, if the other one can be had in the same parts. */
function binaryOfParts(
  graph: Graph,
  op: string,
  a: TracedValue,
  b: TracedValue,
  shape: readonly number[],
  result: OnnxType | undefined,
): TracedValue | undefined {
  const joined = [a, b].find(({ origin }) => origin.kind === 'joined');
  if (joined?.origin.kind !== 'joined' || !sameShape(joined.shape, shape)) return undefined;
  const { parts } = joined.origin;
  const [left, right] = [a, b].map((value) => partsLike(graph, value, joined, parts));
  if (!left || !right) return undefined;
  return graph.joined(
    parts.map((_, i) => binary(graph, op, left[i]!, right[i]!, result)),
    shape,
  );
}

/** A value in the parts of a joined one: its own parts, or one number for all of them. */
function partsLike(
  graph: Graph,
  value: TracedValue,
  joined: TracedValue,
  parts: readonly TracedValue[],
): readonly TracedValue[] | undefined {
  if (value === joined) return parts;
  const small = reduced(graph, value);
  if (small.size === 1) {
    const number = reshape(graph, small, []);
    return parts.map(() => number);
  }
  if (!sameShape(value.shape, joined.shape)) return undefined;
  let offset = 0;
  const found = parts.map((part) => {
    const place = partAt(graph, value, offset, part.shape);
    offset += part.size;
    return place;
  });
  return found.every((part) => part !== undefined) ? found : undefined;
}

/** `condition ? a : b` with broadcasting. */
export function where(graph: Graph, condition: TracedValue, a: TracedValue, b: TracedValue): TracedValue {
  const shape = broadcastShape(condition.shape, broadcastShape(a.shape, b.shape));
  const { uniform, random } = condition.constant ?? {};
  if (uniform !== undefined && !random) return graph.broadcast(uniform === 0 ? b : a, shape);
  const [c, x, y] = [condition, a, b].map((value) => reduced(graph, value)) as [
    TracedValue,
    TracedValue,
    TracedValue,
  ];
  const reached = broadcastShape(c.shape, broadcastShape(x.shape, y.shape));
  // ONNX Runtime selects numbers only.
  const through = a.type === 'bool' ? 'int32' : a.type;
  const z = graph.node('Where', [cast(graph, c, 'bool'), cast(graph, x, through), cast(graph, y, through)], {
    type: through,
    shape: reached,
  });
  return graph.broadcast(cast(graph, z, a.type), shape);
}

/** Both operands without the repetition that the operator makes by itself. */
function operands(graph: Graph, a: TracedValue, b: TracedValue) {
  const x = reduced(graph, a);
  const y = reduced(graph, b);
  return { x, y, shape: broadcastShape(x.shape, y.shape) };
}

/** A value without repetition: the source of a broadcast, or one number for a constant of equal ones. */
function reduced(graph: Graph, value: TracedValue): TracedValue {
  if (value.origin.kind === 'broadcast') return reduced(graph, value.origin.source);
  const uniform = value.constant?.random ? undefined : value.constant?.uniform;
  if (uniform === undefined || value.rank === 0) return value;
  return graph.scalar(uniform, value.type as 'float32' | 'int32' | 'bool');
}

/** Operations that change nothing: adding zero, multiplying or dividing by one. */
function simplified(
  graph: Graph,
  op: string,
  a: TracedValue,
  b: TracedValue,
  shape: readonly number[],
): TracedValue | undefined {
  const neutral =
    op === 'Add' || op === 'Sub' ? 0 : op === 'Mul' || op === 'Div' || op === 'Pow' ? 1 : undefined;
  if (neutral === undefined || a.type === 'bool') return undefined;
  if (b.constant?.uniform === neutral && !b.constant.random) return graph.broadcast(a, shape);
  const commutes = op === 'Add' || op === 'Mul';
  if (commutes && a.constant?.uniform === neutral && !a.constant.random && sameShape(b.shape, shape))
    return b;
  return undefined;
}
