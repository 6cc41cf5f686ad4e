import * as tf from '@tensorflow/tfjs';

import type { Graph } from '../trace/graph.js';
import type { TracedValue } from '../trace/traced-value.js';
import { kernel, type KernelTranslation } from './kernel-translation.js';
import { finish, type FusedAttributes } from './products.js';
import { reshape, slice, transpose } from './shapes.js';

type Geometry = tf.backend_util.Conv2DInfo;

interface ConvolutionAttributes {
  readonly strides: [number, number] | number;
  readonly pad: 'valid' | 'same' | number | tf.backend_util.ExplicitPadding;
  readonly dataFormat?: 'NHWC' | 'NCHW';
  readonly dilations?: [number, number] | number;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/** Two-dimensional convolutions (one-dimensional ones are made of them by TensorFlow.js), and their gradients. */
export const convolutionKernels: readonly KernelTranslation[] = [
  kernel<ConvolutionAttributes>('Conv2D', 'Conv, Transpose', ({ graph, inputs: { x, filter }, attrs }) => {
    const geometry = geometryOf(x.shape, filter.shape, attrs, false);
    return convolve(graph, x, filter, geometry);
  }),
  kernel<ConvolutionAttributes & FusedAttributes>(
    'FusedConv2D',
    'Conv, Transpose, Add, activation',
    ({ graph, inputs: { x, filter, bias, preluActivationWeights }, attrs }) => {
      const geometry = geometryOf(x.shape, filter.shape, attrs, false);
      return finish(graph, convolve(graph, x, filter, geometry), bias, preluActivationWeights, attrs);
    },
  ),
  kernel<ConvolutionAttributes & { inputShape: [number, number, number, number] }>(
    'Conv2DBackpropInput',
    'ConvTranspose, Transpose',
    ({ graph, inputs: { dy, filter }, attrs }) => {
      const geometry = geometryOf(attrs.inputShape, filter.shape, attrs, false);
      const weights = transpose(graph, filter, [3, 2, 0, 1]);
      return fromChannelsFirst(
        graph,
        convolveTransposed(graph, toChannelsFirst(graph, dy, geometry), weights, geometry, 1),
        geometry,
      );
    },
  ),
  kernel<ConvolutionAttributes & { filterShape: [number, number, number, number] }>(
    'Conv2DBackpropFilter',
    'Conv, Transpose, Slice',
    ({ graph, inputs: { x, dy }, attrs }) => {
      const geometry = geometryOf(x.shape, attrs.filterShape, attrs, false);
      // Channels act as the batch: the gradient is the correlation of input and output gradient.
      const input = transpose(graph, toChannelsFirst(graph, x, geometry), [1, 0, 2, 3]);
      const gradient = transpose(graph, toChannelsFirst(graph, dy, geometry), [1, 0, 2, 3]);
      const correlated = correlate(graph, input, gradient, geometry, 1);
      return transpose(graph, correlated, [2, 3, 0, 1]);
    },
  ),
  kernel<ConvolutionAttributes>(
    'DepthwiseConv2dNative',
    'Conv, Transpose',
    ({ graph, inputs: { x, filter }, attrs }) => depthwise(graph, x, filter, attrs),
  ),
  kernel<ConvolutionAttributes & FusedAttributes>(
    'FusedDepthwiseConv2D',
    'Conv, Transpose, Add, activation',
    ({ graph, inputs: { x, filter, bias, preluActivationWeights }, attrs }) =>
      finish(graph, depthwise(graph, x, filter, attrs), bias, preluActivationWeights, attrs),
  ),
  kernel<ConvolutionAttributes & { inputShape: [number, number, number, number] }>(
    'DepthwiseConv2dNativeBackpropInput',
    'ConvTranspose, Transpose',
    ({ graph, inputs: { dy, filter }, attrs }) => {
      const geometry = geometryOf(attrs.inputShape, filter.shape, attrs, true);
      const weights = depthwiseWeights(graph, filter);
      const gradient = toChannelsFirst(graph, dy, geometry);
      return fromChannelsFirst(
        graph,
        convolveTransposed(graph, gradient, weights, geometry, geometry.inChannels),
        geometry,
      );
    },
  ),
  kernel<ConvolutionAttributes & { filterShape: [number, number, number, number] }>(
    'DepthwiseConv2dNativeBackpropFilter',
    'Conv, Transpose, Slice',
    ({ graph, inputs: { x, dy }, attrs }) => {
      const geometry = geometryOf(x.shape, attrs.filterShape, attrs, true);
      const { batchSize, inChannels, outChannels, outHeight, outWidth, filterHeight, filterWidth } = geometry;
      const multiplier = outChannels / inChannels;
      // One group for each input channel, with the batch as its channels: [1, C * N, H, W].
      const channels = transpose(graph, toChannelsFirst(graph, x, geometry), [1, 0, 2, 3]);
      const input = reshape(graph, channels, [
        1,
        inChannels * batchSize,
        geometry.inHeight,
        geometry.inWidth,
      ]);
      const gradient = reshape(graph, transpose(graph, toChannelsFirst(graph, dy, geometry), [1, 0, 2, 3]), [
        outChannels,
        batchSize,
        outHeight,
        outWidth,
      ]);
      const correlated = correlate(graph, input, gradient, geometry, inChannels);
      const filters = reshape(graph, correlated, [inChannels, multiplier, filterHeight, filterWidth]);
      return transpose(graph, filters, [2, 3, 0, 1]);
    },
  ),
];

/** Sizes and paddings as TensorFlow.js computes them. */
function geometryOf(
  inputShape: readonly number[],
  filterShape: readonly number[],
  attrs: ConvolutionAttributes,
  depthwiseFilter: boolean,
): Geometry {
  const format = attrs.dataFormat ?? 'NHWC';
  return tf.backend_util.computeConv2DInfo(
    inputShape as [number, number, number, number],
    filterShape as [number, number, number, number],
    attrs.strides,
    attrs.dilations ?? 1,
    attrs.pad,
    attrs.dimRoundingMode,
    depthwiseFilter,
    tf.backend_util.convertConv2DDataFormat(format),
  );
}

/** `[N, H, W, C]` to `[N, C, H, W]`, unless it is so already. */
export function toChannelsFirst(graph: Graph, x: TracedValue, geometry: Geometry): TracedValue {
  return geometry.dataFormat === 'channelsLast' ? transpose(graph, x, [0, 3, 1, 2]) : x;
}

/** Back to the layout that the caller uses. */
export function fromChannelsFirst(graph: Graph, x: TracedValue, geometry: Geometry): TracedValue {
  return geometry.dataFormat === 'channelsLast' ? transpose(graph, x, [0, 2, 3, 1]) : x;
}

/**
 * The window's attributes as ONNX names them. The padding below and beside is what the output size needs: with a number
 * for a padding, TensorFlow.js computes both output sizes from the window's height.
 */
export function windowAttributes(geometry: Geometry) {
  const { top, left } = geometry.padInfo;
  const { strideHeight, strideWidth, dilationHeight, dilationWidth } = geometry;
  const after = (
    out: number,
    stride: number,
    window: number,
    dilation: number,
    size: number,
    before: number,
  ) => Math.max(0, (out - 1) * stride + (window - 1) * dilation + 1 - size - before);
  const { outHeight, outWidth, filterHeight, filterWidth, inHeight, inWidth } = geometry;
  const bottom = after(outHeight, strideHeight, filterHeight, dilationHeight, inHeight, top);
  const right = after(outWidth, strideWidth, filterWidth, dilationWidth, inWidth, left);
  return {
    strides: [strideHeight, strideWidth],
    dilations: [dilationHeight, dilationWidth],
    pads: [top, left, bottom, right],
  };
}

/** A window operator, cut to the output size that TensorFlow.js computes. */
export function slide(
  graph: Graph,
  op: string,
  inputs: readonly TracedValue[],
  channels: number,
  geometry: Geometry,
  attributes: Readonly<Record<string, number | readonly number[]>>,
): TracedValue {
  const { batchSize, inHeight, inWidth, outHeight, outWidth, filterHeight, filterWidth } = geometry;
  const { strides, dilations, pads } = windowAttributes(geometry);
  const [top, left, bottom, right] = pads as [number, number, number, number];
  const out = (size: number, pad: number, window: number, dilation: number, stride: number) =>
    Math.floor((size + pad - (window - 1) * dilation - 1) / stride) + 1;
  const height = out(inHeight, top + bottom, filterHeight, dilations[0]!, strides[0]!);
  const width = out(inWidth, left + right, filterWidth, dilations[1]!, strides[1]!);
  const y = graph.node(
    op,
    inputs,
    { type: 'float32', shape: [batchSize, channels, height, width] },
    { attributes: { strides, pads, ...attributes } },
  );
  const shape = [batchSize, channels, outHeight, outWidth];
  return slice(graph, y, [0, 0, 0, 0], shape, shape);
}

function convolve(graph: Graph, x: TracedValue, filter: TracedValue, geometry: Geometry): TracedValue {
  const weights = transpose(graph, filter, [3, 2, 0, 1]);
  const { dilations } = windowAttributes(geometry);
  const input = toChannelsFirst(graph, x, geometry);
  const y = slide(graph, 'Conv', [input, weights], geometry.outChannels, geometry, { dilations });
  return fromChannelsFirst(graph, y, geometry);
}

function depthwise(
  graph: Graph,
  x: TracedValue,
  filter: TracedValue,
  attrs: ConvolutionAttributes,
): TracedValue {
  const geometry = geometryOf(x.shape, filter.shape, attrs, true);
  const { dilations } = windowAttributes(geometry);
  const inputs = [toChannelsFirst(graph, x, geometry), depthwiseWeights(graph, filter)];
  const attributes = { dilations, group: geometry.inChannels };
  const y = slide(graph, 'Conv', inputs, geometry.outChannels, geometry, attributes);
  return fromChannelsFirst(graph, y, geometry);
}

/** `[H, W, C, M]` to `[C * M, 1, H, W]`. */
function depthwiseWeights(graph: Graph, filter: TracedValue): TracedValue {
  const [height, width, channels, multiplier] = filter.shape as [number, number, number, number];
  return reshape(graph, transpose(graph, filter, [2, 3, 0, 1]), [channels * multiplier, 1, height, width]);
}

/** The gradient of a convolution for its input, channels first. */
export function convolveTransposed(
  graph: Graph,
  dy: TracedValue,
  weights: TracedValue,
  geometry: Geometry,
  group: number,
): TracedValue {
  const { batchSize, inChannels, inHeight, inWidth } = geometry;
  const { strides, dilations, pads } = windowAttributes(geometry);
  const covered = (out: number, stride: number, filter: number, dilation: number) =>
    (out - 1) * stride + (filter - 1) * dilation + 1;
  const height = covered(geometry.outHeight, strides[0]!, geometry.filterHeight, geometry.dilationHeight);
  const width = covered(geometry.outWidth, strides[1]!, geometry.filterWidth, geometry.dilationWidth);
  // The whole extent is made, then padding is cut off; rows that no window reached are added as zeros.
  const whole = graph.node(
    'ConvTranspose',
    [dy, weights],
    { type: 'float32', shape: [batchSize, inChannels, height, width] },
    { attributes: { strides, dilations, group } },
  );
  const [top, left] = pads as [number, number];
  const below = inHeight + top - height;
  const beside = inWidth + left - width;
  const extended =
    below > 0 || beside > 0
      ? graph.node(
          'Pad',
          [whole, graph.integers([0, 0, 0, 0, 0, 0, Math.max(0, below), Math.max(0, beside)])],
          {
            type: 'float32',
            shape: [batchSize, inChannels, height + Math.max(0, below), width + Math.max(0, beside)],
          },
        )
      : whole;
  return slice(
    graph,
    extended,
    [0, 0, top, left],
    [batchSize, inChannels, top + inHeight, left + inWidth],
    [batchSize, inChannels, inHeight, inWidth],
  );
}

/** The gradient of a convolution for its filter: `input [C, N, H, W]` against `dy [O, N, H', W']`. */
function correlate(
  graph: Graph,
  input: TracedValue,
  dy: TracedValue,
  geometry: Geometry,
  group: number,
): TracedValue {
  const { strides, dilations, pads } = windowAttributes(geometry);
  const { filterHeight, filterWidth } = geometry;
  const extent = (
    size: number,
    before: number,
    after: number,
    out: number,
    stride: number,
    dilation: number,
  ) => Math.floor((size + before + after - ((out - 1) * stride + 1)) / dilation) + 1;
  const [top, left, bottom, right] = pads as [number, number, number, number];
  const height = extent(geometry.inHeight, top, bottom, geometry.outHeight, strides[0]!, dilations[0]!);
  const width = extent(geometry.inWidth, left, right, geometry.outWidth, strides[1]!, dilations[1]!);
  const rows = input.shape[0]!;
  const columns = dy.shape[0]!;
  const whole = graph.node(
    'Conv',
    [input, dy],
    { type: 'float32', shape: [rows, columns, height, width] },
    // The roles of stride and dilation are exchanged.
    { attributes: { strides: dilations, dilations: strides, pads, group } },
  );
  return slice(
    graph,
    whole,
    [0, 0, 0, 0],
    [rows, columns, filterHeight, filterWidth],
    [rows, columns, filterHeight, filterWidth],
  );
}
