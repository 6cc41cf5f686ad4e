import * as tf from '@tensorflow/tfjs';
import { Adam } from '@minorant/compile';
import type { Snapshot, Stateful } from '@minorant/core';

/** How an {@link EntropyCoefficient} starts and learns. */
interface EntropyCoefficientOptions {
  /** A fixed value, or where the learnt one starts. */
  readonly value: number;
  readonly automatic: boolean;
  readonly targetEntropy: number;
  readonly learningRate: number;
}

/**
 * alpha, the weight of the entropy in the objective: a fixed number, or learnt so that the policy's entropy stays near
 * a target (Haarnoja et al. 2018b, Section 5).
 */
export class EntropyCoefficient implements Stateful {
  readonly automatic: boolean;
  readonly #options: EntropyCoefficientOptions;
  /** log alpha, so that alpha stays positive. */
  readonly #log: tf.Variable;
  readonly #optimizer: Adam | undefined;

  constructor(options: EntropyCoefficientOptions) {
    this.automatic = options.automatic;
    this.#options = options;
    this.#log = tf.tidy(() => tf.variable(tf.scalar(Math.log(options.value)), options.automatic));
    this.#optimizer = options.automatic
      ? new Adam([this.#log], { learningRate: options.learningRate })
      : undefined;
  }

  /** alpha, a scalar. */
  value(): tf.Scalar {
    return tf.exp(this.#log as tf.Tensor as tf.Scalar);
  }

  /**
   * One step on `J(alpha) = E[-log alpha * (log pi(a|s) + target)]`.
   *
   * @param meanLogProbability - E[log pi(a|s)] over the batch, a scalar that is not differentiated
   */
  update(meanLogProbability: tf.Scalar): tf.Scalar {
    if (!this.#optimizer) return tf.scalar(0);
    return this.#optimizer.minimize(() =>
      tf.neg(tf.mul(this.#log, tf.add(meanLogProbability, this.#options.targetEntropy))),
    );
  }

  /** Sets the step size of a learnt coefficient. */
  setLearningRate(learningRate: number): void {
    if (this.#optimizer) this.#optimizer.learningRate = learningRate;
  }

  /** Multiplies the value that a fixed coefficient was made with; zero is the smallest number whose logarithm is finite. */
  scale(factor: number): void {
    if (this.automatic) return;
    const value = Math.max(factor * this.#options.value, Number.MIN_VALUE);
    tf.tidy(() => this.#log.assign(tf.scalar(Math.log(value))));
  }

  snapshot(): Snapshot {
    return {
      tensors: { log: { dtype: 'float32', shape: [], data: this.#log.dataSync<'float32'>().slice() } },
      parts: this.#optimizer ? { optimizer: this.#optimizer.snapshot() } : {},
    };
  }

  restore(snapshot: Snapshot): void {
    tf.tidy(() => this.#log.assign(tf.scalar(snapshot.tensors!['log']!.data[0] as number)));
    this.#optimizer?.restore(snapshot.parts!['optimizer']!);
  }

  dispose(): void {
    this.#log.dispose();
    this.#optimizer?.dispose();
  }
}
