import type { RewardOptimizer, Snapshot } from '@minorant/core';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, it } from 'vitest';

import { DriftingAlgorithm } from './fixtures/drifting-algorithm.js';
import { rewardOptimizerSuite } from './reward-optimizer-suite.js';
import { failedChecks } from './suite.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const failed = async (create: (seed: number) => RewardOptimizer) => [
  ...(await failedChecks(rewardOptimizerSuite, { create: (seed) => ({ algorithm: create(seed) }) })).keys(),
];
const seeds = 'gives the same bits for the same seed';
const goesOn = 'goes on from a snapshot as if it had never stopped';

it('catches algorithms that forget a part of theirs in snapshots, though their metrics do not show it', async () => {
  const without = (name: string) =>
    class extends DriftingAlgorithm {
      override snapshot(): Snapshot {
        const { values, parts } = super.snapshot();
        const { [name]: _, ...rest } = parts!;
        return { values: values!, parts: rest };
      }
    };
  expect(await failed((seed) => new DriftingAlgorithm(seed))).toEqual([]);
  for (const part of ['reward', 'policy'])
    expect(await failed((seed) => new (without(part))(seed)), part).toEqual([goesOn]);
});

it('catches an algorithm whose reward is drawn without its seed', async () => {
  class Unseeded extends DriftingAlgorithm {
    protected override drift(): number {
      return Math.random();
    }
  }
  expect(await failed((seed) => new Unseeded(seed))).toEqual([seeds, goesOn]);
});

it('catches an algorithm whose own snapshot is another at each time', async () => {
  class Dated extends DriftingAlgorithm {
    override snapshot(): Snapshot {
      const { values, parts } = super.snapshot();
      return { values: { ...values, at: performance.now() }, parts: parts! };
    }
  }
  expect(await failed((seed) => new Dated(seed))).toEqual([seeds, goesOn]);
});
