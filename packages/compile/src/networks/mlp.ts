import * as tf from '@tensorflow/tfjs';
import type { RandomStream, Snapshot, Stateful } from '@minorant/core';

import { errors } from '../errors.js';
import { peekElements } from '../compile/variable-storage.js';
import { applyArrays, LAYER_NORM_EPSILON } from './apply-arrays.js';
import { checkMlpOptions } from './check-mlp-options.js';
import { mlpLayout, type MlpLayout } from './mlp-layout.js';

/** Options of {@link Mlp}. */
export interface MlpOptions {
  /** Size of a row of the input. */
  readonly inputs: number;
  /** Sizes of the hidden layers, first to last; may be empty. */
  readonly hidden: readonly number[];
  /** Size of a row of the output. */
  readonly outputs: number;
  /** After each hidden layer. */
  readonly activation: 'relu' | 'tanh';
  /** After the last layer. @defaultValue `'linear'` */
  readonly outputActivation?: 'linear' | 'tanh' | 'sigmoid' | 'softplus';
  /**
   * Whether the sums of each hidden layer are brought to mean 0 and variance 1 over the layer before the activation
   * (Ba et al. 2016, arXiv 1607.06450, without learnt gains and offsets: the next layer has its own).
   *
   * @defaultValue false
   */
  readonly layerNorm?: boolean;
  /** What the initial parameters are drawn from. */
  readonly random: RandomStream;
  /** For messages. @defaultValue `'mlp'` */
  readonly name?: string;
  /**
   * How many networks of this shape lie in one stack, of one parameter matrix (twin critics, ensembles).
   * Without it there is one network and no leading axis.
   */
  readonly count?: number;
}

/**
 * A multilayer perceptron, or a stack of them, whose parameters are one flat variable: an optimizer then works on one
 * vector, whatever the number of layers.
 *
 * Weights and biases start uniform in `(-1/sqrt(inputs), 1/sqrt(inputs))` of their layer, as PyTorch's `nn.Linear`.
 *
 * @example
 * ```ts
 * import { RandomStream } from '@minorant/core';
 * import { Mlp } from '@minorant/compile';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const critics = new Mlp({
 *   inputs: 14, hidden: [256, 256], outputs: 1, activation: 'relu', count: 2, random: new RandomStream(1),
 * });
 * const values = critics.apply(tf.zeros([32, 14])); // [2, 32, 1]
 * ```
 */
export class Mlp implements Stateful {
  /** Name of the variable, for checkpoints and messages. */
  readonly name: string;
  /** Width of an input row. */
  readonly inputs: number;
  /** Width of an output row. */
  readonly outputs: number;
  /** All weights and biases: `[P]`, or `[count, P]` when stacked. */
  readonly parameters: tf.Variable;
  /** Where each layer's weights and biases lie in a row of {@link parameters}. */
  readonly layout: MlpLayout;
  readonly #options: MlpOptions;

  /** @throws MNR_COMPILE_INVALID_OPTION when a size is not a positive integer. */
  constructor(options: MlpOptions) {
    checkMlpOptions(options);
    this.#options = options;
    this.name = options.name ?? 'mlp';
    this.inputs = options.inputs;
    this.outputs = options.outputs;
    this.layout = mlpLayout(options);
    const rows = options.count ?? 1;
    const shape = options.count === undefined ? [this.layout.size] : [rows, this.layout.size];
    const values = initialParameters(this.layout, rows, options.random);
    this.parameters = tf.tidy(() => tf.variable(tf.tensor(values, shape, 'float32')));
  }

  /**
   * The outputs for a batch: `[B, inputs]` to `[B, outputs]`. When stacked, every network sees the same batch, or its
   * own where the batch is `[count, B, inputs]`; the result is `[count, B, outputs]`. Differentiable in batch and
   * parameters.
   *
   * @param parameters - evaluated with these values instead of the network's own, in the shape of {@link parameters}.
   */
  apply(x: tf.Tensor, parameters: tf.Tensor = this.parameters): tf.Tensor {
    const { count } = this.#options;
    return tf.tidy(() => {
      if (count === undefined) return this.#applyOne(x, parameters);
      const rows = count === 1 ? [tf.reshape(parameters, [this.layout.size])] : tf.unstack(parameters);
      const batches = x.rank === 3 ? (count === 1 ? [tf.squeeze(x, [0])] : tf.unstack(x)) : rows.map(() => x);
      return tf.stack(rows.map((row, i) => this.#applyOne(batches[i]!, row)));
    });
  }

  #applyOne(x: tf.Tensor, parameters: tf.Tensor): tf.Tensor {
    const { activation, outputActivation = 'linear', layerNorm = false } = this.#options;
    const { layers } = this.layout;
    // One split instead of slices: its gradient is one concatenation.
    const parts = tf.split(
      parameters,
      layers.flatMap(({ inputs, outputs }) => [inputs * outputs, outputs]),
    );
    let y = x;
    layers.forEach(({ inputs, outputs }, index) => {
      const weights = tf.reshape(parts[2 * index]!, [inputs, outputs]);
      y = tf.add(tf.matMul(y, weights), parts[2 * index + 1]!);
      if (index === layers.length - 1) y = activate(y, outputActivation);
      else y = activate(layerNorm ? normalise(y) : y, activation);
    });
    return y;
  }

  /**
   * The outputs for one row in plain numbers, without tensors: for acting. Agrees with {@link apply} to rounding. Of a
   * stack, the network `index` is evaluated.
   *
   * Where the variables live on the plain JavaScript backend (as they do once a compiled function uses them) the
   * parameters are read in place; other backends copy them at each call.
   *
   * @param row - `[inputs]`
   * @param output - `[outputs]`, written to and returned; a new array if none is given
   */
  applyArrays(row: ArrayLike<number>, output = new Float32Array(this.outputs), index = 0): Float32Array {
    const { activation, outputActivation = 'linear', layerNorm = false } = this.#options;
    const values = peekElements(this.parameters) as Float32Array;
    const activations = { hidden: activation, output: outputActivation, layerNorm };
    applyArrays(this.layout, activations, values, index * this.layout.size, row, output);
    return output;
  }

  /** An independent network with the same numbers. */
  clone(): Mlp {
    const copy = new Mlp(this.#options);
    copy.copyFrom(this);
    return copy;
  }

  /**
   * Takes over the parameters of a network of the same shape.
   *
   * @throws MNR_COMPILE_SHAPE_MISMATCH when the parameters have another shape.
   */
  copyFrom(other: Mlp): void {
    this.#checkShape(other.parameters.shape, `The parameter vector of '${other.name}'`);
    const values = other.parameters.dataSync<'float32'>().slice();
    this.#assign(values);
  }

  snapshot(): Snapshot {
    const data = this.parameters.dataSync<'float32'>().slice();
    return {
      tensors: { parameters: { dtype: 'float32', shape: [...this.parameters.shape], data } },
    };
  }

  /** @throws MNR_COMPILE_SHAPE_MISMATCH when the snapshot holds parameters of another shape, or none. */
  restore(snapshot: Snapshot): void {
    const saved = snapshot.tensors?.['parameters'];
    this.#checkShape(saved?.shape ?? [], `The snapshot of '${this.name}'`);
    this.#assign(Float32Array.from(saved!.data as Float32Array));
  }

  /** Frees tensors and other memory that the garbage collector does not see; not to be used afterwards. */
  dispose(): void {
    this.parameters.dispose();
  }

  #assign(values: Float32Array): void {
    tf.tidy(() => this.parameters.assign(tf.tensor(values, this.parameters.shape, 'float32')));
  }

  #checkShape(got: readonly number[], what: string): void {
    const expected = this.parameters.shape;
    if (got.length !== expected.length || got.some((size, axis) => size !== expected[axis]))
      throw errors.MNR_COMPILE_SHAPE_MISMATCH({ what, got, expected: `[${expected.join(', ')}]` });
  }
}

/** Rows to mean 0 and variance 1. */
function normalise(x: tf.Tensor): tf.Tensor {
  const centred = tf.sub(x, tf.mean(x, -1, true));
  const variance = tf.mean(tf.square(centred), -1, true);
  return tf.mul(centred, tf.rsqrt(tf.add(variance, LAYER_NORM_EPSILON)));
}

function activate(x: tf.Tensor, activation: 'linear' | 'relu' | 'tanh' | 'sigmoid' | 'softplus'): tf.Tensor {
  return activation === 'linear' ? x : tf[activation](x);
}

function initialParameters(layout: MlpLayout, rows: number, random: RandomStream): Float32Array {
  const values = new Float32Array(rows * layout.size);
  for (let row = 0; row < rows; row++)
    for (const { inputs, outputs, weights } of layout.layers) {
      const bound = 1 / Math.sqrt(inputs);
      const begin = row * layout.size + weights;
      // The biases follow the weights.
      for (let i = 0; i < (inputs + 1) * outputs; i++) values[begin + i] = bound * (2 * random.uniform() - 1);
    }
  return values;
}
