import * as tf from '@tensorflow/tfjs';
import type { RewardBatch, RewardModel, Snapshot } from '@minorant/core';

/** SQIL's constant reward: 1 for transitions of the expert, 0 for all others. It has nothing to learn. */
export class DemonstrationReward implements RewardModel {
  readonly specificationVersion = 'v1';
  readonly inputs = {
    ...{ observation: false, action: false, nextObservation: false, absorbing: false },
    demonstration: true,
  };
  readonly variables = [];

  forward({ observations, demonstration }: RewardBatch): tf.Tensor1D {
    return demonstration ? tf.mul(demonstration, 1) : tf.zeros([observations.shape[0]]);
  }

  predict(batch: RewardBatch): tf.Tensor1D {
    return this.forward(batch);
  }

  clone(): DemonstrationReward {
    return new DemonstrationReward();
  }

  copyFrom(): void {
    // Every one is the same.
  }

  snapshot(): Snapshot {
    return {};
  }

  restore(): void {
    // It has no state.
  }

  dispose(): void {
    // It owns nothing.
  }
}
