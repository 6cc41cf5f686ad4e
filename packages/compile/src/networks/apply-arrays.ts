import type { MlpLayout } from './mlp-layout.js';

/** The activations that {@link applyArrays} knows. */
export interface MlpActivations {
  readonly hidden: 'relu' | 'tanh';
  readonly output: 'linear' | 'relu' | 'tanh' | 'sigmoid' | 'softplus';
  /** Whether hidden layers are normalised before their activation. */
  readonly layerNorm?: boolean;
}

/** Added to the variance of a layer that is normalised, as in PyTorch. */
export const LAYER_NORM_EPSILON = 1e-5;

/** Rows of intermediate results, by length: a call needs two at a time. */
const scratch = new Map<number, [Float64Array, Float64Array]>();
/** The places of the inputs that are not zero. */
let active = new Int32Array(0);

/**
 * A perceptron on one row in plain numbers: for acting, where tensors would cost more than the arithmetic. After relu
 * about half of the numbers are zero; their weights are not read.
 *
 * @param parameters - holds the network's parameters from `offset` on
 * @param row - `[inputs]`
 * @param output - `[outputs]`, written to
 */
export function applyArrays(
  layout: MlpLayout,
  activations: MlpActivations,
  parameters: Float32Array,
  offset: number,
  row: ArrayLike<number>,
  output: Float32Array,
): void {
  let input = row;
  let turn = 0;
  const last = layout.layers.length - 1;
  for (let layer = 0; layer <= last; layer++) {
    const { inputs, outputs, weights, biases } = layout.layers[layer]!;
    const sums = rowOf(outputs)[turn]!;
    turn = 1 - turn;
    for (let o = 0; o < outputs; o++) sums[o] = parameters[offset + biases + o]!;
    addProducts(sums, input, inputs, outputs, parameters, offset + weights);
    if (activations.layerNorm && layer < last) normalise(sums, outputs);
    activate(sums, outputs, layer < last ? activations.hidden : activations.output);
    input = sums;
  }
  for (let o = 0; o < output.length; o++) output[o] = input[o]!;
}

/** Adds `input [inputs]` times the matrix at `begin`, `[inputs, outputs]`, four rows at a time. */
function addProducts(
  sums: Float64Array,
  input: ArrayLike<number>,
  inputs: number,
  outputs: number,
  parameters: Float32Array,
  begin: number,
): void {
  if (active.length < inputs) active = new Int32Array(inputs);
  let count = 0;
  for (let i = 0; i < inputs; i++) if (input[i] !== 0) active[count++] = i;
  let k = 0;
  for (; k + 3 < count; k += 4) {
    const i0 = active[k]!;
    const i1 = active[k + 1]!;
    const i2 = active[k + 2]!;
    const i3 = active[k + 3]!;
    const x0 = input[i0]!;
    const x1 = input[i1]!;
    const x2 = input[i2]!;
    const x3 = input[i3]!;
    const w0 = begin + i0 * outputs;
    const w1 = begin + i1 * outputs;
    const w2 = begin + i2 * outputs;
    const w3 = begin + i3 * outputs;
    for (let o = 0; o < outputs; o++)
      sums[o]! +=
        x0 * parameters[w0 + o]! +
        x1 * parameters[w1 + o]! +
        x2 * parameters[w2 + o]! +
        x3 * parameters[w3 + o]!;
  }
  for (; k < count; k++) {
    const x = input[active[k]!]!;
    const w = begin + active[k]! * outputs;
    for (let o = 0; o < outputs; o++) sums[o]! += x * parameters[w + o]!;
  }
}

function normalise(values: Float64Array, size: number): void {
  let mean = 0;
  for (let i = 0; i < size; i++) mean += values[i]! / size;
  let variance = 0;
  for (let i = 0; i < size; i++) variance += (values[i]! - mean) ** 2 / size;
  const scale = 1 / Math.sqrt(variance + LAYER_NORM_EPSILON);
  for (let i = 0; i < size; i++) values[i] = (values[i]! - mean) * scale;
}

function activate(values: Float64Array, size: number, activation: MlpActivations['output']): void {
  switch (activation) {
    case 'linear':
      return;
    case 'relu':
      for (let i = 0; i < size; i++) if (values[i]! < 0) values[i] = 0;
      return;
    case 'tanh':
      for (let i = 0; i < size; i++) values[i] = Math.tanh(values[i]!);
      return;
    case 'sigmoid':
      for (let i = 0; i < size; i++) values[i] = 1 / (1 + Math.exp(-values[i]!));
      return;
    case 'softplus':
      for (let i = 0; i < size; i++)
        values[i] = Math.max(values[i]!, 0) + Math.log1p(Math.exp(-Math.abs(values[i]!)));
  }
}

function rowOf(size: number): [Float64Array, Float64Array] {
  let rows = scratch.get(size);
  if (!rows) {
    rows = [new Float64Array(size), new Float64Array(size)];
    scratch.set(size, rows);
  }
  return rows;
}
