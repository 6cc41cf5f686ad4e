import * as tf from '@tensorflow/tfjs';

import type { TracedValue } from '../trace/traced-value.js';
import { kernel, type KernelTranslation } from './kernel-translation.js';
import { concat, normaliseAxes, reshape, slice, split, transpose } from './shapes.js';

/** Kernels that arrange elements anew without computing with them. */
export const structureKernels: readonly KernelTranslation[] = [
  kernel<tf.ReshapeAttrs>('Reshape', 'Reshape', ({ graph, inputs: { x }, attrs }) =>
    reshape(graph, x, tf.util.inferFromImplicitShape([...attrs.shape], x.size)),
  ),
  kernel<tf.ExpandDimsAttrs>('ExpandDims', 'Reshape', ({ graph, inputs: { input }, attrs }) => {
    const shape = [...input.shape];
    shape.splice(attrs.dim < 0 ? input.rank + 1 + attrs.dim : attrs.dim, 0, 1);
    return reshape(graph, input, shape);
  }),
  kernel<tf.TransposeAttrs>('Transpose', 'Transpose', ({ graph, inputs: { x }, attrs }) =>
    transpose(graph, x, attrs.perm),
  ),
  kernel<tf.SliceAttrs>('Slice', 'Slice', ({ graph, inputs: { x }, attrs }) => {
    const [begin, size] = tf.slice_util.parseSliceParams(shaped(x), attrs.begin, attrs.size);
    return slice(
      graph,
      x,
      begin!,
      begin!.map((b, axis) => b + size![axis]!),
      size!,
    );
  }),
  kernel<tf.StridedSliceAttrs>('StridedSlice', 'Slice, Reshape', ({ graph, inputs: { x }, attrs }) => {
    const { begin, strides, finalShape, finalShapeSparse } = tf.slice_util.sliceInfo(
      [...x.shape],
      attrs.begin,
      attrs.end,
      attrs.strides,
      attrs.beginMask,
      attrs.endMask,
      attrs.ellipsisMask,
      attrs.newAxisMask,
      attrs.shrinkAxisMask,
    );
    if (finalShapeSparse.includes(0)) return graph.constant(new Float32Array(0), x.type, finalShape);
    const ends = begin.map((b, axis) => {
      const stride = strides[axis]!;
      const end = b + stride * (finalShapeSparse[axis]! - 1) + Math.sign(stride);
      // ONNX reads -1 as the last element; before the first one is a number below every index.
      return end < 0 ? -(2 ** 31) : end;
    });
    return reshape(graph, slice(graph, x, begin, ends, finalShapeSparse, undefined, strides), finalShape);
  }),
  kernel<tf.ConcatAttrs>('Concat', 'Concat', ({ graph, list, attrs }) =>
    concat(graph, list, normaliseAxes(attrs.axis, list[0]!.rank)[0]!),
  ),
  kernel<tf.SplitVAttrs>('SplitV', 'Split', ({ graph, inputs: { x }, attrs }) => {
    const [axis = 0] = normaliseAxes(attrs.axis, x.rank);
    const sizes = tf.backend_util.prepareSplitSize(shaped(x), attrs.numOrSizeSplits, axis);
    return split(graph, x, sizes, axis);
  }),
  kernel<tf.PackAttrs>('Pack', 'Reshape, Concat', ({ graph, list, attrs }) => {
    const first = list[0]!;
    const axis = attrs.axis < 0 ? attrs.axis + first.rank + 1 : attrs.axis;
    const shape = [...first.shape.slice(0, axis), 1, ...first.shape.slice(axis)];
    return concat(
      graph,
      list.map((value) => reshape(graph, value, shape)),
      axis,
    );
  }),
  kernel<tf.UnpackAttrs>('Unpack', 'Split, Reshape', ({ graph, inputs: { value }, attrs }) => {
    const [axis = 0] = normaliseAxes(attrs.axis, value.rank);
    const count = value.shape[axis]!;
    const shape = value.shape.filter((_, i) => i !== axis);
    return split(graph, value, new Array<number>(count).fill(1), axis).map((part) =>
      reshape(graph, part, shape),
    );
  }),
  kernel<tf.TileAttrs>('Tile', 'Expand, Tile', ({ graph, inputs: { x }, attrs }) => {
    const shape = x.shape.map((size, axis) => size * attrs.reps[axis]!);
    if (x.shape.every((size, axis) => size === 1 || attrs.reps[axis] === 1)) return graph.broadcast(x, shape);
    return graph.node('Tile', [x, graph.integers(attrs.reps)], { type: x.type, shape });
  }),
  kernel<tf.BroadCastToAttrs>('BroadcastTo', 'Expand', ({ graph, inputs: { x }, attrs }) =>
    graph.broadcast(x, attrs.shape),
  ),
  kernel<tf.ReverseAttrs>('Reverse', 'Slice', ({ graph, inputs: { x }, attrs }) => {
    const axes = normaliseAxes(attrs.dims, x.rank);
    if (axes.length === 0) return x;
    const all = (value: number) => axes.map(() => value);
    return slice(graph, x, all(-1), all(-(2 ** 31)), x.shape, axes, all(-1));
  }),
  kernel<tf.PadV2Attrs>('PadV2', 'Pad', ({ graph, inputs: { x }, attrs }) => {
    const shape = x.shape.map((size, axis) => size + attrs.paddings[axis]![0] + attrs.paddings[axis]![1]);
    const pads = [...attrs.paddings.map(([before]) => before), ...attrs.paddings.map(([, after]) => after)];
    if (pads.every((pad) => pad === 0)) return x;
    const value = graph.scalar(attrs.constantValue, x.type as 'float32' | 'int32' | 'bool');
    return graph.node('Pad', [x, graph.integers(pads), value], { type: x.type, shape });
  }),
  kernel<tf.MirrorPadAttrs>('MirrorPad', 'Gather', ({ graph, inputs: { x }, attrs }) => {
    const edge = attrs.mode === 'reflect' ? 1 : 0;
    return attrs.paddings.reduce((y, [before, after], axis) => {
      if (before === 0 && after === 0) return y;
      const size = x.shape[axis]!;
      const indices = Int32Array.from({ length: before + size + after }, (_, i) => {
        const at = i - before;
        if (at < 0) return -at - 1 + edge;
        return at < size ? at : 2 * size - at - 1 - edge;
      });
      const shape = y.shape.map((d, i) => (i === axis ? indices.length : d));
      const at = graph.constant(indices, 'int32', [indices.length]);
      return graph.node('Gather', [y, at], { type: y.type, shape }, { attributes: { axis } });
    }, x);
  }),
  kernel<tf.DepthToSpaceAttrs>('DepthToSpace', 'Reshape, Transpose', ({ graph, inputs: { x }, attrs }) => {
    // Only channels last: the plain JavaScript backend knows no other layout either.
    const n = attrs.blockSize;
    const [batch, height, width, depth] = x.shape as [number, number, number, number];
    const channels = depth / (n * n);
    const blocks = reshape(graph, x, [batch, height, width, n, n, channels]);
    const shape = [batch, height * n, width * n, channels];
    return reshape(graph, transpose(graph, blocks, [0, 1, 3, 2, 4, 5]), shape);
  }),
  kernel<tf.SpaceToBatchNDAttrs>(
    'SpaceToBatchND',
    'Pad, Reshape, Transpose',
    ({ graph, inputs: { x }, attrs }) => {
      const { blockShape } = attrs;
      const count = blockShape.length;
      const paddings = x.shape.map((_, axis) => attrs.paddings[axis - 1] ?? [0, 0]);
      const padded = x.shape.map((size, axis) => size + paddings[axis]![0]! + paddings[axis]![1]!);
      const pads = [...paddings.map((p) => p[0]!), ...paddings.map((p) => p[1]!)];
      const y = pads.every((pad) => pad === 0)
        ? x
        : graph.node('Pad', [x, graph.integers(pads)], { type: x.type, shape: padded });
      const rest = padded.slice(1 + count);
      const inner = blockShape.flatMap((block, i) => [padded[i + 1]! / block, block]);
      const blocks = reshape(graph, y, [padded[0]!, ...inner, ...rest]);
      const perm = [
        ...blockShape.map((_, i) => 2 + 2 * i),
        0,
        ...blockShape.map((_, i) => 1 + 2 * i),
        ...rest.map((_, i) => 1 + 2 * count + i),
      ];
      return reshape(graph, transpose(graph, blocks, perm), [
        blockShape.reduce((a, b) => a * b, padded[0]!),
        ...blockShape.map((block, i) => padded[i + 1]! / block),
        ...rest,
      ]);
    },
  ),
  kernel<tf.BatchToSpaceNDAttrs>(
    'BatchToSpaceND',
    'Reshape, Transpose, Slice',
    ({ graph, inputs: { x }, attrs }) => {
      const { blockShape, crops } = attrs;
      const count = blockShape.length;
      const batch = blockShape.reduce((a, b) => a / b, x.shape[0]!);
      const rest = x.shape.slice(1 + count);
      const blocks = reshape(graph, x, [...blockShape, batch, ...x.shape.slice(1)]);
      const perm = [
        count,
        ...blockShape.flatMap((_, i) => [count + 1 + i, i]),
        ...rest.map((_, i) => 2 * count + 1 + i),
      ];
      const sizes = blockShape.map((block, i) => block * x.shape[i + 1]!);
      const whole = reshape(graph, transpose(graph, blocks, perm), [batch, ...sizes, ...rest]);
      const begin = [0, ...crops.map((crop) => crop[0]!), ...rest.map(() => 0)];
      const end = [batch, ...crops.map((crop, i) => sizes[i]! - crop[1]!), ...rest];
      return slice(
        graph,
        whole,
        begin,
        end,
        end.map((e, axis) => e - begin[axis]!),
      );
    },
  ),
];

/** What TensorFlow.js's helpers ask of a tensor: its shape. */
function shaped(x: TracedValue): tf.Tensor {
  const facts: unknown = { shape: [...x.shape], rank: x.rank };
  return facts as tf.Tensor;
}
