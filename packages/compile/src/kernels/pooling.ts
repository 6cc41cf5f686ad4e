import * as tf from '@tensorflow/tfjs';

import type { Graph } from '../trace/graph.js';
import type { TracedValue } from '../trace/traced-value.js';
import { binary, cast, unary } from './arithmetic.js';
import {
  convolveTransposed,
  fromChannelsFirst,
  slide,
  toChannelsFirst,
  windowAttributes,
} from './convolution.js';
import { kernel, type KernelTranslation } from './kernel-translation.js';
import { reshape, sizeOf } from './shapes.js';

type Geometry = tf.backend_util.Conv2DInfo;

interface PoolAttributes {
  readonly filterSize: [number, number] | number;
  readonly strides: [number, number] | number;
  readonly pad: 'valid' | 'same' | number;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/** Pooling with gradients, batch normalisation and resizing. */
export const poolingKernels: readonly KernelTranslation[] = [
  kernel<PoolAttributes>('MaxPool', 'MaxPool, Transpose', ({ graph, inputs: { x }, attrs }) => {
    const geometry = poolGeometry(x, attrs);
    return fromChannelsFirst(
      graph,
      maxPool(graph, toChannelsFirst(graph, x, geometry), geometry)[0]!,
      geometry,
    );
  }),
  kernel<PoolAttributes>(
    'MaxPoolGrad',
    'MaxPool, ScatterElements, Transpose',
    ({ graph, inputs: { dy, input }, attrs }) => {
      const geometry = poolGeometry(input, attrs);
      const x = toChannelsFirst(graph, input, geometry);
      const [, places] = maxPool(graph, x, geometry);
      const gradient = toChannelsFirst(graph, dy, geometry);
      const zeros = graph.constant(new Float32Array(x.size), 'float32', [x.size]);
      const scattered = graph.node(
        'ScatterElements',
        [zeros, reshape(graph, places!, [gradient.size]), reshape(graph, gradient, [gradient.size])],
        zeros,
        { attributes: { axis: 0, reduction: 'add' } },
      );
      return fromChannelsFirst(graph, reshape(graph, scattered, x.shape), geometry);
    },
  ),
  kernel<PoolAttributes>('AvgPool', 'AveragePool, Transpose', ({ graph, inputs: { x }, attrs }) => {
    const geometry = poolGeometry(x, attrs);
    const attributes = { kernel_shape: windowSize(geometry), count_include_pad: 0 };
    const input = toChannelsFirst(graph, x, geometry);
    const y = slide(graph, 'AveragePool', [input], geometry.inChannels, geometry, attributes);
    return fromChannelsFirst(graph, y, geometry);
  }),
  kernel<PoolAttributes>(
    'AvgPoolGrad',
    'ConvTranspose, Transpose',
    ({ graph, inputs: { dy, input }, attrs }) => {
      const geometry = poolGeometry(input, attrs);
      const { inChannels, filterHeight, filterWidth } = geometry;
      // As in TensorFlow.js, each window spreads its gradient evenly over its whole size.
      const shape = [inChannels, 1, filterHeight, filterWidth];
      const share = new Float32Array(sizeOf(shape)).fill(1 / (filterHeight * filterWidth));
      const weights = graph.constant(share, 'float32', shape);
      const gradient = toChannelsFirst(graph, dy, geometry);
      return fromChannelsFirst(
        graph,
        convolveTransposed(graph, gradient, weights, geometry, inChannels),
        geometry,
      );
    },
  ),
  kernel<tf.FusedBatchNormAttrs>(
    'FusedBatchNorm',
    'Sub, Mul, Add, Sqrt, Reciprocal',
    ({ graph, inputs: { x, scale, offset, mean, variance }, attrs }) => {
      const spread = binary(graph, 'Add', variance, graph.scalar(attrs.varianceEpsilon));
      const inverse = unary(graph, 'Reciprocal', unary(graph, 'Sqrt', spread));
      const factor = scale ? binary(graph, 'Mul', inverse, scale) : inverse;
      const y = binary(graph, 'Mul', binary(graph, 'Sub', x, mean), factor);
      return offset ? binary(graph, 'Add', y, offset) : y;
    },
  ),
  kernel<tf.ResizeNearestNeighborAttrs>(
    'ResizeNearestNeighbor',
    'Resize, Transpose',
    ({ graph, inputs: { images }, attrs }) => resize(graph, images, attrs, 'nearest'),
  ),
  kernel<tf.ResizeBilinearAttrs>(
    'ResizeBilinear',
    'Resize, Transpose',
    ({ graph, inputs: { images }, attrs }) => resize(graph, images, attrs, 'linear'),
  ),
];

function poolGeometry(x: TracedValue, attrs: PoolAttributes): Geometry {
  return tf.backend_util.computePool2DInfo(
    x.shape as [number, number, number, number],
    attrs.filterSize,
    attrs.strides,
    1,
    attrs.pad,
    attrs.dimRoundingMode,
  );
}

function windowSize(geometry: Geometry): number[] {
  return [geometry.filterHeight, geometry.filterWidth];
}

function pooledShape(geometry: Geometry): number[] {
  return [geometry.batchSize, geometry.inChannels, geometry.outHeight, geometry.outWidth];
}

/** The maxima and their places in the flat input. */
function maxPool(graph: Graph, x: TracedValue, geometry: Geometry): readonly TracedValue[] {
  const { strides, pads } = windowAttributes(geometry);
  const shape = pooledShape(geometry);
  return graph.nodes(
    'MaxPool',
    [x],
    [
      { type: 'float32', shape },
      { type: 'int64', shape },
    ],
    { attributes: { kernel_shape: windowSize(geometry), strides, pads } },
  );
}

function resize(
  graph: Graph,
  images: TracedValue,
  attrs: tf.ResizeBilinearAttrs,
  mode: 'nearest' | 'linear',
): TracedValue {
  const [batch, , , channels] = images.shape as [number, number, number, number];
  const shape = [batch, channels, ...attrs.size];
  const x = transpose4(graph, cast(graph, images, 'float32'), [0, 3, 1, 2]);
  const coordinates = attrs.alignCorners
    ? 'align_corners'
    : attrs.halfPixelCenters
      ? 'half_pixel'
      : 'asymmetric';
  // TensorFlow.js takes the floor of the centre's place, which is half a pixel more than ONNX's.
  const rounding = attrs.alignCorners || attrs.halfPixelCenters ? 'round_prefer_ceil' : 'floor';
  const attributes =
    mode === 'nearest'
      ? { mode, coordinate_transformation_mode: coordinates, nearest_mode: rounding }
      : { mode, coordinate_transformation_mode: coordinates };
  const y = graph.node(
    'Resize',
    [x, '', '', graph.integers(shape)],
    { type: 'float32', shape },
    { attributes },
  );
  return transpose4(graph, y, [0, 2, 3, 1]);
}

function transpose4(graph: Graph, x: TracedValue, perm: number[]): TracedValue {
  const shape = perm.map((axis) => x.shape[axis]!);
  return graph.node('Transpose', [x], { type: x.type, shape }, { attributes: { perm } });
}
