import type * as tf from '@tensorflow/tfjs';

import { allocateElements, type TensorType } from '../trace/element-array.js';
import type { Graph } from '../trace/graph.js';
import type { TracedValue } from '../trace/traced-value.js';
import { binary, cast, unary, where } from './arithmetic.js';
import { kernel, type KernelTranslation } from './kernel-translation.js';

/** Kernels that are one ONNX operator of one input. */
const direct: Readonly<Record<string, string>> = {
  Abs: 'Abs',
  Acos: 'Acos',
  Acosh: 'Acosh',
  Asin: 'Asin',
  Asinh: 'Asinh',
  Atan: 'Atan',
  Atanh: 'Atanh',
  Ceil: 'Ceil',
  Cos: 'Cos',
  Cosh: 'Cosh',
  Elu: 'Elu',
  Erf: 'Erf',
  Floor: 'Floor',
  Log: 'Log',
  Neg: 'Neg',
  Reciprocal: 'Reciprocal',
  Relu: 'Relu',
  Round: 'Round',
  Selu: 'Selu',
  Sigmoid: 'Sigmoid',
  Sign: 'Sign',
  Sin: 'Sin',
  Sinh: 'Sinh',
  Softplus: 'Softplus',
  Sqrt: 'Sqrt',
  Tan: 'Tan',
  Tanh: 'Tanh',
};

/** Element-wise kernels of one tensor. */
export const elementwiseKernels: readonly KernelTranslation[] = [
  ...Object.entries(direct).map(([name, op]) =>
    kernel(name, op, ({ graph, inputs: { x } }) => unary(graph, op, x)),
  ),
  kernel('OnesLike', '(constant)', ({ graph, inputs: { x } }) => filled(graph, x, 1)),
  kernel('ZerosLike', '(constant)', ({ graph, inputs: { x } }) => filled(graph, x, 0)),
  kernel('Identity', '(none)', ({ inputs: { x } }) => x),
  kernel<tf.CastAttrs>('Cast', 'Cast', ({ graph, inputs: { x }, attrs }) => {
    const to = attrs.dtype as 'float32' | 'int32' | 'bool';
    return cast(graph, x, to);
  }),
  // tfjs gives real numbers here, whatever the input's type.
  kernel('Exp', 'Exp', ({ graph, inputs: { x } }) => unary(graph, 'Exp', cast(graph, x, 'float32'))),
  kernel('Square', 'Mul', ({ graph, inputs: { x } }) => binary(graph, 'Mul', x, x)),
  kernel('Rsqrt', 'Reciprocal, Sqrt', ({ graph, inputs: { x } }) =>
    unary(graph, 'Reciprocal', unary(graph, 'Sqrt', x)),
  ),
  kernel('Expm1', 'Tanh, Exp, Where', ({ graph, inputs: { x } }) => expm1(graph, x)),
  kernel('Log1p', 'Log, Where', ({ graph, inputs: { x } }) => log1p(graph, x)),
  kernel<{ alpha: number }>(
    'Step',
    'HardSigmoid, or Greater, Cast, Where',
    ({ graph, inputs: { x }, attrs }) => {
      // The gradient of relu asks where its input is positive. Its output tells that too, and then nothing else reads the
      // input, so that ONNX Runtime can join the activation to the product before it.
      const source = graph.recordedOn('Relu', x) ?? x;
      // A sigmoid of straight lines, this steep, is a step for every number that float32 holds at full precision.
      if (attrs.alpha === 0 && x.type === 'float32')
        return unary(graph, 'HardSigmoid', source, { alpha: { float: 3e38 }, beta: { float: 0 } });
      const positive = binary(graph, 'Greater', source, number(graph, 0, x), 'bool');
      if (attrs.alpha === 0) return cast(graph, positive, x.type);
      return where(graph, positive, number(graph, 1, x), number(graph, attrs.alpha, x));
    },
  ),
  kernel('Relu6', 'Clip', ({ graph, inputs: { x } }) => clip(graph, x, 0, 6)),
  kernel<tf.ClipByValueAttrs>('ClipByValue', 'Clip', ({ graph, inputs: { x }, attrs }) =>
    clip(graph, x, attrs.clipValueMin, attrs.clipValueMax),
  ),
  kernel<tf.LeakyReluAttrs>('LeakyRelu', 'LeakyRelu', ({ graph, inputs: { x }, attrs }) =>
    unary(graph, 'LeakyRelu', cast(graph, x, 'float32'), { alpha: { float: attrs.alpha } }),
  ),
  kernel('Prelu', 'Less, Mul, Where', ({ graph, inputs: { x, alpha } }) => prelu(graph, x, alpha)),
  kernel('EluGrad', 'GreaterOrEqual, Add, Mul, Where', ({ graph, inputs: { dy, y } }) => {
    const positive = binary(graph, 'GreaterOrEqual', y, number(graph, 0, y), 'bool');
    const curved = binary(graph, 'Mul', dy, binary(graph, 'Add', y, number(graph, 1, y)));
    return where(graph, positive, dy, curved);
  }),
  kernel('LogicalNot', 'Not', ({ graph, inputs: { x } }) =>
    unary(graph, 'Not', cast(graph, x, 'bool'), {}, 'bool'),
  ),
  kernel('IsNan', 'IsNaN', ({ graph, inputs: { x } }) => unary(graph, 'IsNaN', x, {}, 'bool')),
  kernel('IsInf', 'IsInf', ({ graph, inputs: { x } }) => unary(graph, 'IsInf', x, {}, 'bool')),
  kernel('IsFinite', 'IsNaN, IsInf, Or, Not', ({ graph, inputs: { x } }) => {
    const nan = unary(graph, 'IsNaN', x, {}, 'bool');
    const infinite = unary(graph, 'IsInf', x, {}, 'bool');
    return unary(graph, 'Not', binary(graph, 'Or', nan, infinite, 'bool'), {}, 'bool');
  }),
];

/** A constant of the shape and type of a value. */
function filled(graph: Graph, x: TracedValue, value: number): TracedValue {
  const elements = allocateElements(x.type as TensorType, x.size).fill(value);
  return graph.constant(elements, x.type, x.shape);
}

/** A number in the element type of another value. */
export function number(graph: Graph, value: number, like: TracedValue): TracedValue {
  return graph.scalar(value, like.type as 'float32' | 'int32' | 'bool');
}

/** Bounded on both sides. */
export function clip(graph: Graph, x: TracedValue, minimum: number, maximum: number): TracedValue {
  if (x.origin.kind === 'broadcast')
    return graph.broadcast(clip(graph, x.origin.source, minimum, maximum), x.shape);
  if (x.type === 'bool') return cast(graph, clip(graph, cast(graph, x, 'int32'), minimum, maximum), 'bool');
  return graph.node('Clip', [x, number(graph, minimum, x), number(graph, maximum, x)], x);
}

/** `x` where positive, `alpha * x` elsewhere. */
export function prelu(graph: Graph, x: TracedValue, alpha: TracedValue): TracedValue {
  const real = cast(graph, x, 'float32');
  const negative = binary(graph, 'Less', real, number(graph, 0, real), 'bool');
  return where(graph, negative, binary(graph, 'Mul', real, cast(graph, alpha, 'float32')), real);
}

/** `exp(x) - 1` without cancellation near zero: `2t / (1 - t)` with `t = tanh(x / 2)` there. */
function expm1(graph: Graph, x: TracedValue): TracedValue {
  const f = cast(graph, x, 'float32');
  const t = unary(graph, 'Tanh', binary(graph, 'Mul', f, graph.scalar(0.5)));
  const near = binary(
    graph,
    'Div',
    binary(graph, 'Mul', t, graph.scalar(2)),
    binary(graph, 'Sub', graph.scalar(1), t),
  );
  const far = binary(graph, 'Sub', unary(graph, 'Exp', f), graph.scalar(1));
  const isNear = binary(graph, 'Less', unary(graph, 'Abs', f), graph.scalar(1), 'bool');
  return cast(graph, where(graph, isNear, near, far), x.type);
}

/** `log(1 + x)` without cancellation near zero: `log(u) * x / (u - 1)` with `u = 1 + x` as rounded (Kahan's form). */
function log1p(graph: Graph, x: TracedValue): TracedValue {
  const f = cast(graph, x, 'float32');
  const one = graph.scalar(1);
  const u = binary(graph, 'Add', f, one);
  const rounded = binary(graph, 'Sub', u, one);
  const isZero = binary(graph, 'Equal', rounded, graph.scalar(0), 'bool');
  const ratio = binary(graph, 'Div', f, where(graph, isZero, one, rounded));
  // At infinity the ratio is not a number, and the logarithm alone is right.
  const infinite = unary(graph, 'IsInf', f, {}, 'bool');
  const corrected = binary(graph, 'Mul', unary(graph, 'Log', u), where(graph, infinite, one, ratio));
  return cast(graph, where(graph, isZero, f, corrected), x.type);
}
