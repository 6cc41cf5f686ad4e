import type { Mlp } from '@minorant/compile';

/**
 * A multilayer perceptron (relu between layers, linear output) evaluated on one row in plain numbers: for acting,
 * where the overhead of tensors would cost more than the arithmetic. Agrees with `Mlp.apply` to rounding.
 *
 * @param parameters - the network's flat vector
 * @param layout - where its layers lie in it
 * @returns the output row; a new array
 */
export function forwardRow(parameters: Float32Array, layout: Mlp['layout'], row: Float32Array): Float32Array {
  let input = row;
  const last = layout.layers.length - 1;
  layout.layers.forEach(({ inputs, outputs, weights, biases }, layer) => {
    const output = parameters.slice(biases, biases + outputs);
    for (let i = 0; i < inputs; i++) {
      const x = input[i]!;
      if (x === 0) continue;
      const from = weights + i * outputs;
      for (let o = 0; o < outputs; o++) output[o]! += x * parameters[from + o]!;
    }
    if (layer < last) for (let o = 0; o < outputs; o++) if (output[o]! < 0) output[o] = 0;
    input = output;
  });
  return input;
}
