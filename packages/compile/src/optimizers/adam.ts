import * as tf from '@tensorflow/tfjs';
import type { Snapshot, Stateful } from '@minorant/core';

import { errors } from '../errors.js';
import { clipByGlobalNorm } from './clip-by-global-norm.js';
import { restoreVariables } from './restore-variables.js';
import { snapshotVariables } from './snapshot-variables.js';

/** Options of {@link Adam}. */
export interface AdamOptions {
  /** Step size; it is kept in a variable, so that it can change without a new trace. */
  readonly learningRate: number;
  /** Decay of the mean of the gradients. @defaultValue 0.9 */
  readonly beta1?: number;
  /** Decay of the mean of their squares. @defaultValue 0.999 */
  readonly beta2?: number;
  /** Added to the root of the squares' mean. @defaultValue 1e-8 */
  readonly epsilon?: number;
  /** L2 penalty: this times the parameter is added to each gradient, as in PyTorch's `Adam`. @defaultValue 0 */
  readonly weightDecay?: number;
  /** Gradients are scaled so that the norm over all variables is at most this. @defaultValue no limit */
  readonly maxGradientNorm?: number;
}

/**
 * Adam (Kingma and Ba, 2015, Algorithm 1) in plain TensorFlow.js operations, in the arithmetic of PyTorch's `Adam`.
 * Everything that it remembers is in variables, so an update can be compiled, saved and resumed.
 *
 * @example
 * ```ts
 * import { Adam } from '@minorant/compile';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const x = tf.variable(tf.tensor1d([3, -2]));
 * const optimizer = new Adam([x], { learningRate: 0.1 });
 * const loss = optimizer.minimize(() => tf.sum(tf.square(x)));
 * ```
 */
export class Adam implements Stateful {
  /** What the optimizer moves. */
  readonly parameters: readonly tf.Variable[];
  /** Its own state: learning rate, powers of beta1 and beta2, then the decayed sums of each parameter's gradients
   * and of their squares: Adam's moments divided by `1 - beta1` and `1 - beta2`. */
  readonly variables: readonly tf.Variable[];
  readonly #options: Required<Omit<AdamOptions, 'maxGradientNorm'>> & { maxGradientNorm: number | undefined };
  readonly #learningRate: tf.Variable;
  readonly #beta1Power: tf.Variable;
  readonly #beta2Power: tf.Variable;
  readonly #firstMoments: readonly tf.Variable[];
  readonly #secondMoments: readonly tf.Variable[];

  /** @throws MNR_COMPILE_INVALID_OPTION when a number is out of its range. */
  constructor(parameters: readonly tf.Variable[], options: AdamOptions) {
    const { learningRate, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay = 0 } = options;
    check('learningRate', learningRate, learningRate >= 0, 'at least 0');
    check('beta1', beta1, beta1 >= 0 && beta1 < 1, 'in [0, 1)');
    check('beta2', beta2, beta2 >= 0 && beta2 < 1, 'in [0, 1)');
    check('epsilon', epsilon, epsilon >= 0, 'at least 0');
    check('weightDecay', weightDecay, weightDecay >= 0, 'at least 0');
    const maxGradientNorm = options.maxGradientNorm;
    if (maxGradientNorm !== undefined)
      check('maxGradientNorm', maxGradientNorm, maxGradientNorm > 0, 'above 0');
    this.parameters = parameters;
    this.#options = { learningRate, beta1, beta2, epsilon, weightDecay, maxGradientNorm };
    this.#learningRate = state(tf.scalar(learningRate));
    this.#beta1Power = state(tf.scalar(1));
    this.#beta2Power = state(tf.scalar(1));
    this.#firstMoments = parameters.map((p) => state(tf.zerosLike(p)));
    this.#secondMoments = parameters.map((p) => state(tf.zerosLike(p)));
    this.variables = [
      ...[this.#learningRate, this.#beta1Power, this.#beta2Power],
      ...this.#firstMoments,
      ...this.#secondMoments,
    ];
  }

  /** The learning rate of the next update; may be set between updates, also of compiled ones. */
  get learningRate(): number {
    return this.#learningRate.dataSync()[0]!;
  }

  set learningRate(value: number) {
    check('learningRate', value, value >= 0, 'at least 0');
    tf.tidy(() => this.#learningRate.assign(tf.scalar(value)));
  }

  /**
   * Computes the loss and its gradients, moves the parameters one step and gives the loss from before the step.
   *
   * @throws MNR_COMPILE_NO_GRADIENT when the loss does not depend on one of the parameters.
   */
  minimize(loss: () => tf.Tensor): tf.Scalar {
    return tf.tidy(() => {
      const { value, grads } = this.#gradients(loss);
      this.applyGradients(
        this.parameters.map((p) => {
          const gradient = grads[p.name];
          if (!gradient) throw errors.MNR_COMPILE_NO_GRADIENT({ variable: p.name, shape: p.shape });
          return gradient;
        }),
      );
      return value;
    });
  }

  #gradients(loss: () => tf.Tensor): ReturnType<typeof tf.variableGrads> {
    try {
      return tf.variableGrads(loss as () => tf.Scalar, [...this.parameters]);
    } catch (error) {
      // What TensorFlow.js says where the loss depends on none of them.
      const [p] = this.parameters;
      if (!p || !(error instanceof Error) || !error.message.startsWith('Cannot find a connection'))
        throw error;
      throw errors.MNR_COMPILE_NO_GRADIENT({ variable: p.name, shape: p.shape });
    }
  }

  /** Moves the parameters one step along given gradients, one for each parameter, of its shape. */
  applyGradients(gradients: readonly tf.Tensor[]): void {
    const { beta1, beta2, epsilon, weightDecay, maxGradientNorm } = this.#options;
    tf.tidy(() => {
      const clipped =
        maxGradientNorm === undefined ? gradients : clipByGlobalNorm(gradients, maxGradientNorm);
      this.#beta1Power.assign(tf.mul(this.#beta1Power, beta1));
      this.#beta2Power.assign(tf.mul(this.#beta2Power, beta2));
      // The moments are kept without their factors 1 - beta, and everything scalar is taken out of the vectors:
      // lr m' / (sqrt(v') + epsilon) = rate * M / (sqrt(V) + scaledEpsilon), M = m / (1 - beta1), V = v / (1 - beta2).
      const correction = tf.sqrt(tf.div(tf.sub(1, this.#beta2Power), 1 - beta2));
      const rate = tf.div(
        tf.mul(tf.mul(this.#learningRate, 1 - beta1), correction),
        tf.sub(1, this.#beta1Power),
      );
      const scaledEpsilon = tf.mul(correction, epsilon);
      this.parameters.forEach((p, i) => {
        const g = weightDecay === 0 ? clipped[i]! : tf.add(clipped[i]!, tf.mul(p, weightDecay));
        const m = this.#firstMoments[i]!;
        const v = this.#secondMoments[i]!;
        m.assign(tf.add(tf.mul(m, beta1), g));
        v.assign(tf.add(tf.mul(v, beta2), tf.square(g)));
        p.assign(tf.sub(p, tf.mul(rate, tf.div(m, tf.add(tf.sqrt(v), scaledEpsilon)))));
      });
    });
  }

  snapshot(): Snapshot {
    return snapshotVariables(this.variables);
  }

  /** @throws MNR_COMPILE_SHAPE_MISMATCH when the snapshot is of an optimizer of other parameters. */
  restore(snapshot: Snapshot): void {
    restoreVariables(this.variables, snapshot, 'The snapshot of an Adam optimizer');
  }

  /** Disposes of the optimizer's own state; the parameters are not its own. */
  dispose(): void {
    this.variables.forEach((variable) => variable.dispose());
  }
}

function state(initial: tf.Tensor): tf.Variable {
  const variable = tf.variable(initial, false);
  initial.dispose();
  return variable;
}

function check(option: string, value: number, valid: boolean, expected: string): void {
  if (!valid)
    throw errors.MNR_COMPILE_INVALID_OPTION({
      option: `'${option}' of Adam`,
      value: String(value),
      expected: `a number ${expected}`,
    });
}
