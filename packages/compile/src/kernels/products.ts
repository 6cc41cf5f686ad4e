import type * as tf from '@tensorflow/tfjs';

import type { Graph } from '../trace/graph.js';
import type { TracedValue } from '../trace/traced-value.js';
import { binary, cast, unary } from './arithmetic.js';
import { clip, prelu } from './elementwise.js';
import { kernel, type KernelTranslation } from './kernel-translation.js';
import { broadcastShape, reshape, sizeOf, transpose } from './shapes.js';

type Activation = 'linear' | 'relu' | 'prelu' | 'elu' | 'relu6' | 'leakyrelu' | 'sigmoid';

/** What fused kernels do after their product. */
export interface FusedAttributes {
  readonly activation: Activation;
  readonly leakyreluAlpha?: number;
}

/** Matrix products and contractions. */
export const productKernels: readonly KernelTranslation[] = [
  kernel<tf.BatchMatMulAttrs>(
    'BatchMatMul',
    'Gemm, MatMul, Transpose',
    ({ graph, inputs: { a, b }, attrs }) => matMul(graph, a, b, attrs.transposeA, attrs.transposeB),
  ),
  kernel<tf.BatchMatMulAttrs & FusedAttributes>(
    '_FusedMatMul',
    'Gemm, MatMul, Add, activation',
    ({ graph, inputs: { a, b, bias, preluActivationWeights }, attrs }) => {
      const product = matMul(graph, a, b, attrs.transposeA, attrs.transposeB);
      return finish(graph, product, bias, preluActivationWeights, attrs);
    },
  ),
  kernel<tf.EinsumAttrs>('Einsum', 'Einsum', ({ graph, list, attrs }) => {
    const equation = attrs.equation.replace(/\s/g, '');
    const [from = '', to = ''] = equation.split('->');
    const sizes = new Map<string, number>();
    from
      .split(',')
      .forEach((labels, operand) =>
        Array.from(labels).forEach((label, axis) => sizes.set(label, list[operand]!.shape[axis]!)),
      );
    const shape = Array.from(to).map((label) => sizes.get(label)!);
    const reals = list.map((value) => cast(graph, value, 'float32'));
    return graph.node('Einsum', reals, { type: 'float32', shape }, { attributes: { equation } });
  }),
];

/** A product of matrices, or of stacks of them whose leading axes broadcast. */
export function matMul(
  graph: Graph,
  a: TracedValue,
  b: TracedValue,
  transposeA: boolean,
  transposeB: boolean,
): TracedValue {
  const [rowsA, columnsA] = a.shape.slice(-2) as [number, number];
  const [rowsB, columnsB] = b.shape.slice(-2) as [number, number];
  const rows = transposeA ? columnsA : rowsA;
  const inner = transposeA ? rowsA : columnsA;
  const columns = transposeB ? rowsB : columnsB;
  const batch = broadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
  const shape = [...batch, rows, columns];
  if (a.type === 'float32' && sizeOf(batch) === 1 && inner > 0 && sizeOf(shape) > 0) {
    const left = reshape(graph, a, [rowsA, columnsA]);
    const right = reshape(graph, b, [rowsB, columnsB]);
    return reshape(graph, gemm(graph, left, right, transposeA, transposeB), shape);
  }
  const left = transposeA ? transpose(graph, a, lastTwoSwapped(a.rank)) : a;
  const right = transposeB ? transpose(graph, b, lastTwoSwapped(b.rank)) : b;
  return binaryProduct(graph, left, right, shape);
}

function gemm(graph: Graph, a: TracedValue, b: TracedValue, transA: boolean, transB: boolean): TracedValue {
  const shape = [a.shape[transA ? 1 : 0]!, b.shape[transB ? 0 : 1]!];
  const attributes = { transA: Number(transA), transB: Number(transB) };
  return graph.node('Gemm', [a, b], { type: 'float32', shape }, { attributes });
}

function binaryProduct(graph: Graph, a: TracedValue, b: TracedValue, shape: number[]): TracedValue {
  if (a.type !== 'bool') return graph.node('MatMul', [a, b], { type: a.type, shape });
  const integers = graph.node('MatMul', [cast(graph, a, 'int32'), cast(graph, b, 'int32')], {
    type: 'int32',
    shape,
  });
  return cast(graph, integers, 'bool');
}

function lastTwoSwapped(rank: number): number[] {
  const axes = Array.from({ length: rank }, (_, i) => i);
  return [...axes.slice(0, -2), rank - 1, rank - 2];
}

/** Bias and activation of a fused kernel. */
export function finish(
  graph: Graph,
  product: TracedValue,
  bias: TracedValue | undefined,
  alpha: TracedValue | undefined,
  attrs: FusedAttributes,
): TracedValue {
  const x = bias ? binary(graph, 'Add', product, bias) : product;
  switch (attrs.activation) {
    case 'linear':
      return x;
    case 'relu':
      return unary(graph, 'Relu', x);
    case 'elu':
      return unary(graph, 'Elu', x);
    case 'sigmoid':
      return unary(graph, 'Sigmoid', x);
    case 'relu6':
      return clip(graph, x, 0, 6);
    case 'leakyrelu':
      return unary(graph, 'LeakyRelu', x, { alpha: { float: attrs.leakyreluAlpha ?? 0.2 } });
    case 'prelu':
      return prelu(graph, x, alpha!);
  }
}
