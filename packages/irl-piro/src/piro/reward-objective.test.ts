import { startBackend } from '@minorant/compile';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';

import type { RowTensors } from '../transitions/row-tensors.js';
import { endMetrics, rewardByEnd } from './reward-objective.js';

const metrics = (rewards: number[], weights: number[], absorbing: number[]) => {
  const rows = { weights: tf.tensor1d(weights), absorbing: tf.tensor1d(absorbing) } as RowTensors;
  const { ended, endedWeight } = rewardByEnd(tf.tensor1d(rewards), rows);
  const policy = rewards.reduce((sum, reward, row) => sum + reward * weights[row]!, 0);
  return endMetrics({ policy, ended: ended.dataSync()[0]!, endedWeight: endedWeight.dataSync()[0]! });
};

describe('what living and the end of an episode pay', () => {
  beforeAll(async () => {
    await startBackend();
  });

  it('is the weighted mean of the rows of each kind', () => {
    const found = metrics([1, 4, -2, -3], [0.1, 0.3, 0.4, 0.2], [0, 0, 1, 1]);
    expect(found['reward/living']).toBeCloseTo((0.1 * 1 + 0.3 * 4) / 0.4, 5);
    expect(found['reward/absorbing']).toBeCloseTo((0.4 * -2 + 0.2 * -3) / 0.6, 5);
  });

  it('is not said where all rows are of one kind', () => {
    expect(metrics([1, 4], [0.5, 0.5], [0, 0])).toEqual({});
    expect(metrics([1, 4], [0.5, 0.5], [1, 1])).toEqual({});
  });
});
