import type { RewardBatch, RewardModel, Snapshot } from '@minorant/core';
import * as tf from '@tensorflow/tfjs';

/**
 * A reward of the action alone, for tests: `scale` times the sum of its numbers, each weighted by its place from 1 on,
 * so that one-hot rows of discrete actions are told apart too.
 */
export class ActionReward implements RewardModel {
  readonly specificationVersion = 'v1';
  readonly inputs = { observation: false, action: true, nextObservation: false, absorbing: false };
  readonly variables: readonly tf.Variable[] = [];

  constructor(readonly scale: number) {}

  forward({ actions }: RewardBatch): tf.Tensor1D {
    return tf.tidy(() => {
      const places = tf.range(1, actions!.shape[1] + 1);
      return tf.mul<tf.Tensor1D>(this.scale, tf.sum(tf.mul(actions!, places), 1));
    });
  }

  predict(batch: RewardBatch): tf.Tensor1D {
    return this.forward(batch);
  }

  clone(): ActionReward {
    return new ActionReward(this.scale);
  }

  copyFrom(): void {
    // There is nothing to learn.
  }

  snapshot(): Snapshot {
    return {};
  }

  restore(): void {
    // Nothing was saved.
  }

  dispose(): void {
    // Nothing to free.
  }
}
