import * as tf from '@tensorflow/tfjs';
import type { RewardChange, Snapshot, TrustRegion, TrustRegionDecision } from '@minorant/core';

/** A quadratic penalty with a fixed coefficient, and a stop once the change passes a limit: enough to test trainers. */
export class PlainRegion implements TrustRegion {
  readonly specificationVersion = 'v1';
  readonly variables: readonly tf.Variable[] = [];
  readonly coefficient: number;
  readonly #limit: number;
  readonly adapted: number[] = [];

  constructor({ coefficient = 0, limit = Infinity }: { coefficient?: number; limit?: number } = {}) {
    this.coefficient = coefficient;
    this.#limit = limit;
  }

  penalty(change: RewardChange): tf.Scalar {
    return tf.mul(this.coefficient, this.#meanSquare(change));
  }

  measure(change: RewardChange): tf.Scalar {
    return tf.sqrt(this.#meanSquare(change));
  }

  decide(measured: number): TrustRegionDecision {
    return measured > this.#limit ? 'stop' : 'continue';
  }

  adapt(measured: number): void {
    this.adapted.push(measured);
  }

  snapshot(): Snapshot {
    return {};
  }

  restore(): void {
    // Nothing changes.
  }

  dispose(): void {
    // Nothing to free.
  }

  #meanSquare({ current, reference, weights }: RewardChange): tf.Scalar {
    return tf.sum(tf.mul(tf.squaredDifference(current, reference), weights ?? 1 / current.size));
  }
}
