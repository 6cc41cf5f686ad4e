import type * as tf from '@tensorflow/tfjs';

import type { Graph } from '../trace/graph.js';
import type { TracedValue } from '../trace/traced-value.js';
import { binary, cast, where } from './arithmetic.js';
import { number } from './elementwise.js';
import { kernel, type KernelTranslation } from './kernel-translation.js';
import { normaliseAxes, reshape, sizeOf, transpose } from './shapes.js';

/** Gathering, scattering and one-hot rows. */
export const indexingKernels: readonly KernelTranslation[] = [
  kernel<tf.OneHotAttrs>('OneHot', 'Equal, Where', ({ graph, inputs: { indices }, attrs }) => {
    const type = attrs.dtype as 'float32' | 'int32' | 'bool';
    const column = reshape(graph, indices, [...indices.shape, 1]);
    const classes = graph.constant(
      Int32Array.from({ length: attrs.depth }, (_, i) => i),
      'int32',
      [attrs.depth],
    );
    const hit = binary(graph, 'Equal', cast(graph, column, 'int32'), classes, 'bool');
    if (attrs.onValue === 1 && attrs.offValue === 0) return cast(graph, hit, type);
    return where(graph, hit, graph.scalar(attrs.onValue, type), graph.scalar(attrs.offValue, type));
  }),
  kernel<tf.GatherV2Attrs>('GatherV2', 'Gather, GatherND', ({ graph, inputs: { x, indices }, attrs }) => {
    const [axis = 0] = normaliseAxes(attrs.axis, x.rank);
    const at = cast(graph, indices, 'int32');
    if (attrs.batchDims === 0) {
      const shape = [...x.shape.slice(0, axis), ...at.shape, ...x.shape.slice(axis + 1)];
      return graph.node('Gather', [x, at], { type: x.type, shape }, { attributes: { axis } });
    }
    return batchedGather(graph, x, at, axis, normaliseAxes(attrs.batchDims, at.rank)[0]!);
  }),
  kernel('GatherNd', 'GatherND', ({ graph, inputs: { params, indices } }) => {
    const depth = indices.shape.at(-1)!;
    const shape = [...indices.shape.slice(0, -1), ...params.shape.slice(depth)];
    return graph.node('GatherND', [params, cast(graph, indices, 'int64')], { type: params.type, shape });
  }),
  kernel<tf.ScatterNdAttrs>('ScatterNd', 'ScatterND', ({ graph, inputs: { indices, updates }, attrs }) =>
    scatterAdd(graph, attrs.shape, indices, updates),
  ),
  kernel('TensorScatterUpdate', 'ScatterND', ({ graph, inputs: { tensor, indices, updates } }) =>
    graph.node('ScatterND', [tensor, cast(graph, indices, 'int64'), updates], tensor),
  ),
  kernel<{ numSegments: number }>(
    'UnsortedSegmentSum',
    'ScatterND, Where',
    ({ graph, inputs: { x, segmentIds }, attrs }) => {
      const shape = [attrs.numSegments, ...x.shape.slice(segmentIds.rank)];
      const column = reshape(graph, segmentIds, [...segmentIds.shape, 1]);
      const known = segmentIds.constant?.random ? undefined : segmentIds.constant?.values;
      if (known?.every((id) => id >= 0 && id < attrs.numSegments)) return scatterAdd(graph, shape, column, x);
      // TensorFlow.js leaves rows of other segments out; ONNX counts negative ones from the end.
      const inside = (ids: TracedValue): TracedValue =>
        binary(
          graph,
          'And',
          binary(graph, 'GreaterOrEqual', ids, number(graph, 0, ids), 'bool'),
          binary(graph, 'Less', ids, number(graph, attrs.numSegments, ids), 'bool'),
          'bool',
        );
      const rows = reshape(graph, segmentIds, [
        ...segmentIds.shape,
        ...x.shape.slice(segmentIds.rank).map(() => 1),
      ]);
      const places = where(graph, inside(column), column, number(graph, 0, column));
      return scatterAdd(graph, shape, places, where(graph, inside(rows), x, number(graph, 0, x)));
    },
  ),
];

/** Zeros of a shape with rows added at indices, `[..., depth]`. */
function scatterAdd(
  graph: Graph,
  shape: readonly number[],
  indices: TracedValue,
  updates: TracedValue,
): TracedValue {
  const type = updates.type as 'float32' | 'int32';
  const empty = graph.constant(new Float32Array(sizeOf(shape)), type, shape);
  return graph.node(
    'ScatterND',
    [empty, cast(graph, indices, 'int64'), updates],
    { type, shape },
    { attributes: { reduction: 'add' } },
  );
}

/** Gathering along `axis` apart for each index of the first `batch` axes. */
function batchedGather(
  graph: Graph,
  x: TracedValue,
  indices: TracedValue,
  axis: number,
  batch: number,
): TracedValue {
  // The gathered axis first after the batch's; what stood between goes back before the indices afterwards.
  const axes = x.shape.map((_, i) => i);
  const between = axes.slice(batch, axis);
  const y = transpose(graph, x, [...axes.slice(0, batch), axis, ...between, ...axes.slice(axis + 1)]);
  const at = cast(graph, reshape(graph, indices, [...indices.shape, 1]), 'int64');
  const shape = [...indices.shape, ...y.shape.slice(batch + 1)];
  const z = graph.node('GatherND', [y, at], { type: x.type, shape }, { attributes: { batch_dims: batch } });
  const all = shape.map((_, i) => i);
  const rank = indices.rank;
  return transpose(graph, z, [
    ...all.slice(0, batch),
    ...all.slice(rank, rank + between.length),
    ...all.slice(batch, rank),
    ...all.slice(rank + between.length),
  ]);
}
