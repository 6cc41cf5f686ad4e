import type { RewardBatch, RewardModel, Snapshot } from '@minorant/core';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, it } from 'vitest';

import { LinearReward } from './fixtures/linear-reward.js';
import { rewardModelSuite } from './reward-model-suite.js';
import { failedChecks } from './suite.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const failed = async (create: (seed: number) => RewardModel) => [
  ...(await failedChecks(rewardModelSuite, { create, observationSize: 3, actionSize: 2 })).keys(),
];

/** A policy is trained on a multiple of what is learnt, by a number that is no variable. */
class Scaled extends LinearReward {
  scale: number;
  constructor(seed: number) {
    super(seed);
    this.scale = seed + 0.5;
  }
  override predict(batch: RewardBatch): tf.Tensor1D {
    return tf.tidy(() => tf.mul(this.scale, this.forward(batch)));
  }
  override copyFrom(other: RewardModel): void {
    super.copyFrom(other);
    this.scale = (other as RewardModel & { readonly scale: number }).scale;
  }
  override snapshot(): Snapshot {
    return { ...super.snapshot(), values: { scale: this.scale } };
  }
  override restore(snapshot: Snapshot): void {
    super.restore(snapshot);
    this.scale = snapshot.values!['scale'] as number;
  }
}

it('passes a reward that a policy sees scaled, and catches where the scale is lost', async () => {
  class LostInClone extends Scaled {
    override clone(): RewardModel {
      return Object.assign(super.clone(), { scale: 1 });
    }
  }
  class LostInCopy extends Scaled {
    override copyFrom(other: RewardModel): void {
      const { scale } = this;
      super.copyFrom(other);
      this.scale = scale;
    }
  }
  class LostInSnapshot extends Scaled {
    override restore(snapshot: Snapshot): void {
      super.restore({ ...snapshot, values: { scale: 1 } });
    }
  }
  expect(await failed((seed) => new Scaled(seed))).toEqual([]);
  expect(await failed((seed) => new LostInClone(seed))).toEqual([expect.stringContaining('clones into')]);
  expect(await failed((seed) => new LostInCopy(seed))).toEqual([
    'takes over everything of another model in copyFrom',
  ]);
  expect(await failed((seed) => new LostInSnapshot(seed))).toEqual([
    expect.stringContaining('comes back from a snapshot'),
  ]);
});

it('catches a predict that looks at its batch, at inputs that are not declared, at no input, or ignores the seed', async () => {
  class Centred extends LinearReward {
    override predict(batch: RewardBatch): tf.Tensor1D {
      return tf.tidy(() => {
        const rewards = this.forward(batch);
        return tf.sub(rewards, tf.mean(rewards));
      });
    }
  }
  class Undeclared extends LinearReward {
    override predict(batch: RewardBatch): tf.Tensor1D {
      return tf.tidy(() => tf.add(this.forward(batch), batch.actions ? tf.sum(batch.actions, 1) : 0));
    }
  }
  class Constant extends LinearReward {
    override predict({ observations }: RewardBatch): tf.Tensor1D {
      return tf.ones([observations.shape[0]]);
    }
  }
  let made = 0;
  class Counted extends Scaled {
    override scale = ++made;
  }
  expect(await failed((seed) => new Centred(seed))).toEqual(['treats rows independently of each other']);
  expect(await failed((seed) => new Undeclared(seed))).toEqual(['reads only the inputs that it declares']);
  expect(await failed((seed) => new Constant(seed))).toEqual(['depends on its inputs']);
  expect(await failed((seed) => new Counted(seed))).toEqual(['is the same for the same seed']);
});
