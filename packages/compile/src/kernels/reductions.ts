import type * as tf from '@tensorflow/tfjs';

import type { OnnxType } from '../onnx/model.js';
import type { Graph } from '../trace/graph.js';
import type { TracedValue } from '../trace/traced-value.js';
import { binary, cast, unary } from './arithmetic.js';
import { kernel, type KernelTranslation } from './kernel-translation.js';
import { concat, normaliseAxes, reshape, slice } from './shapes.js';

interface AxisAttributes {
  readonly axis?: number | number[];
  readonly reductionIndices?: number | number[];
  readonly keepDims?: boolean;
}

/** Reductions, arg-reductions, cumulative sums and softmax. */
export const reductionKernels: readonly KernelTranslation[] = [
  kernel<AxisAttributes>('Sum', 'ReduceSum', ({ graph, inputs: { x }, attrs }) =>
    reduce(graph, 'ReduceSum', x.type === 'bool' ? cast(graph, x, 'int32') : x, attrs),
  ),
  kernel<AxisAttributes>('Prod', 'ReduceProd', ({ graph, inputs: { x }, attrs }) =>
    reduce(graph, 'ReduceProd', x.type === 'bool' ? cast(graph, x, 'int32') : x, attrs),
  ),
  kernel<AxisAttributes>('Mean', 'ReduceMean', ({ graph, inputs: { x }, attrs }) =>
    reduce(graph, 'ReduceMean', cast(graph, x, 'float32'), attrs),
  ),
  kernel<AxisAttributes>('Max', 'ReduceMax', ({ graph, inputs: { x }, attrs }) =>
    reduceThrough(graph, 'ReduceMax', x, attrs, 'int32'),
  ),
  kernel<AxisAttributes>('Min', 'ReduceMin', ({ graph, inputs: { x }, attrs }) =>
    reduceThrough(graph, 'ReduceMin', x, attrs, 'int32'),
  ),
  kernel<AxisAttributes>('All', 'ReduceMin', ({ graph, inputs: { x }, attrs }) =>
    reduceThrough(graph, 'ReduceMin', x, attrs, 'int32'),
  ),
  kernel<AxisAttributes>('Any', 'ReduceMax', ({ graph, inputs: { x }, attrs }) =>
    reduceThrough(graph, 'ReduceMax', x, attrs, 'int32'),
  ),
  kernel<AxisAttributes>('ArgMax', 'ArgMax', ({ graph, inputs: { x }, attrs }) =>
    argReduce(graph, 'ArgMax', x, attrs),
  ),
  kernel<AxisAttributes>('ArgMin', 'ArgMin', ({ graph, inputs: { x }, attrs }) =>
    argReduce(graph, 'ArgMin', x, attrs),
  ),
  kernel<tf.CumsumAttrs>('Cumsum', 'CumSum', ({ graph, inputs: { x }, attrs }) => {
    const axis = cast(graph, graph.scalar(normaliseAxes(attrs.axis, x.rank)[0]!, 'int32'), 'int32');
    const attributes = { exclusive: Number(attrs.exclusive), reverse: Number(attrs.reverse) };
    return graph.node('CumSum', [x, axis], x, { attributes });
  }),
  kernel<tf.CumprodAttrs>('Cumprod', 'Slice, Mul, Concat', ({ graph, inputs: { x }, attrs }) =>
    cumulativeProduct(graph, x, attrs),
  ),
  kernel<tf.SoftmaxAttrs>('Softmax', 'Softmax', ({ graph, inputs: { logits }, attrs }) =>
    softmax(graph, 'Softmax', logits, attrs.dim),
  ),
  kernel<tf.LogSoftmaxAttrs>('LogSoftmax', 'LogSoftmax', ({ graph, inputs: { logits }, attrs }) =>
    softmax(graph, 'LogSoftmax', logits, attrs.axis),
  ),
  kernel<{ k: number; sorted: boolean }>('TopK', 'TopK', ({ graph, inputs: { x }, attrs }) => {
    const shape = [...x.shape.slice(0, -1), attrs.k];
    const [values, indices] = graph.nodes(
      'TopK',
      [x, graph.integers([attrs.k])],
      [
        { type: x.type, shape },
        { type: 'int64', shape },
      ],
      { attributes: { axis: -1, sorted: 1 } },
    );
    return [values!, cast(graph, indices!, 'int32')];
  }),
];

/** A reduction over axes. */
export function reduce(graph: Graph, op: string, x: TracedValue, attrs: AxisAttributes): TracedValue {
  const axes = normaliseAxes(attrs.axis ?? attrs.reductionIndices, x.rank);
  if (axes.length === 0) return x;
  const keep = attrs.keepDims === true;
  const shape = keep
    ? x.shape.map((size, axis) => (axes.includes(axis) ? 1 : size))
    : x.shape.filter((_, axis) => !axes.includes(axis));
  if (axes.every((axis) => x.shape[axis] === 1)) return reshape(graph, x, shape);
  if (op === 'ReduceSum' && x.type === 'float32' && x.rank === 2 && axes.join() === '0' && x.shape[1]! > 1) {
    // Sums of columns as a product with a row of ones: ONNX Runtime's reduction takes ten times as long.
    const [rows, columns] = x.shape as [number, number];
    const ones = graph.constant(new Float32Array(rows).fill(1), 'float32', [1, rows]);
    const sums = graph.node('Gemm', [ones, x], { type: 'float32', shape: [1, columns] });
    return reshape(graph, sums, shape);
  }
  return graph.node(
    op,
    [x, graph.integers(axes)],
    { type: x.type, shape },
    { attributes: { keepdims: Number(keep) } },
  );
}

/** A reduction that has no kernel for truth values. */
function reduceThrough(
  graph: Graph,
  op: string,
  x: TracedValue,
  attrs: AxisAttributes,
  through: OnnxType,
): TracedValue {
  if (x.type !== 'bool') return reduce(graph, op, x, attrs);
  return cast(graph, reduce(graph, op, cast(graph, x, through), attrs), 'bool');
}

function argReduce(graph: Graph, op: string, x: TracedValue, attrs: AxisAttributes): TracedValue {
  const [axis = 0] = normaliseAxes(attrs.axis, x.rank);
  const shape = x.shape.filter((_, i) => i !== axis);
  const numbers = x.type === 'bool' ? cast(graph, x, 'int32') : x;
  const index = graph.node(op, [numbers], { type: 'int64', shape }, { attributes: { axis, keepdims: 0 } });
  return cast(graph, index, 'int32');
}

function softmax(graph: Graph, op: string, logits: TracedValue, axis: number): TracedValue {
  const [a = 0] = normaliseAxes(axis, logits.rank);
  const real = cast(graph, logits, 'float32');
  // A row shorter than two has nothing to normalise against; the operator itself handles it.
  return graph.node(op, [real], { type: 'float32', shape: logits.shape }, { attributes: { axis: a } });
}

/** ONNX has no cumulative product: one product for each position of the axis. */
function cumulativeProduct(graph: Graph, x: TracedValue, attrs: tf.CumprodAttrs): TracedValue {
  const [axis = 0] = normaliseAxes(attrs.axis, x.rank);
  const length = x.shape[axis]!;
  const partShape = x.shape.map((size, i) => (i === axis ? 1 : size));
  const part = (i: number) => slice(graph, x, [i], [i + 1], partShape, [axis]);
  const order = Array.from({ length }, (_, i) => (attrs.reverse ? length - 1 - i : i));
  const products: TracedValue[] = [];
  let product: TracedValue | undefined;
  for (const i of order) {
    const before = product ?? unary(graph, 'Identity', graph.scalar(1, x.type as 'float32' | 'int32'));
    product = product ? binary(graph, 'Mul', product, part(i)) : part(i);
    products[i] = attrs.exclusive ? graph.broadcast(before, partShape) : product;
  }
  return concat(graph, products, axis);
}
