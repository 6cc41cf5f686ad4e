import * as tf from '@tensorflow/tfjs';
import type { Snapshot, Stateful } from '@minorant/core';

/** Options of {@link AdaGrad}. */
export interface AdaGradOptions {
  readonly learningRate: number;
  /** L2 penalty: this times the parameter is added to each gradient. @defaultValue 0 */
  readonly weightDecay?: number;
}

const EPSILON = 1e-10;

/**
 * AdaGrad (Duchi, Hazan and Singer, JMLR 2011, Section 1.1, diagonal form) in the arithmetic of PyTorch's `Adagrad`: each
 * parameter's step is divided by the root of the sum of its squared gradients, so that a rare feature moves as far when
 * it turns up as a frequent one. Its state is in variables, so that an update can be compiled, saved and resumed.
 */
export class AdaGrad implements Stateful {
  readonly parameters: readonly tf.Variable[];
  /** Sums of squared gradients, one variable for each parameter. */
  readonly variables: readonly tf.Variable[];
  readonly #options: Required<AdaGradOptions>;

  constructor(parameters: readonly tf.Variable[], { learningRate, weightDecay = 0 }: AdaGradOptions) {
    this.parameters = parameters;
    this.#options = { learningRate, weightDecay };
    this.variables = parameters.map((parameter) =>
      tf.tidy(() => tf.variable(tf.zerosLike(parameter), false)),
    );
  }

  /** Moves the parameters one step and gives the loss from before the step. */
  minimize(loss: () => tf.Tensor): tf.Scalar {
    const { learningRate, weightDecay } = this.#options;
    return tf.tidy(() => {
      const { value, grads } = tf.variableGrads(loss as () => tf.Scalar, [...this.parameters]);
      this.parameters.forEach((parameter, i) => {
        const sum = this.variables[i]!;
        const gradient = tf.add(grads[parameter.name]!, tf.mul(parameter, weightDecay));
        sum.assign(tf.add(sum, tf.square(gradient)));
        const scaled = tf.div(gradient, tf.add(tf.sqrt(sum), EPSILON));
        parameter.assign(tf.sub(parameter, tf.mul(learningRate, scaled)));
      });
      return value;
    });
  }

  snapshot(): Snapshot {
    return {
      tensors: Object.fromEntries(
        this.variables.map((variable, i) => [
          String(i),
          {
            dtype: 'float32',
            shape: [...variable.shape],
            data: variable.dataSync<'float32'>().slice(),
          } as const,
        ]),
      ),
    };
  }

  restore(snapshot: Snapshot): void {
    this.variables.forEach((variable, i) => {
      const { data } = snapshot.tensors![String(i)]!;
      tf.tidy(() => variable.assign(tf.tensor(Float32Array.from(data as Float32Array), variable.shape)));
    });
  }

  /** Disposes of the optimizer's own state; the parameters are not its own. */
  dispose(): void {
    for (const variable of this.variables) variable.dispose();
  }
}
