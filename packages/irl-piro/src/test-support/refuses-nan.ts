import type { RewardModel, RewardOptimizer } from '@minorant/core';
import * as tf from '@tensorflow/tfjs';
import { expect } from 'vitest';

/** Makes the reward of an algorithm NaN, expects its iteration to be refused and no tensor left behind, and disposes of it. */
export async function expectRefusesNaN(
  algorithm: RewardOptimizer & { readonly reward: RewardModel },
): Promise<void> {
  const [variable] = algorithm.reward.variables;
  tf.tidy(() => variable!.assign(tf.fill(variable!.shape, NaN)));
  const before = tf.memory().numTensors;
  await expect(algorithm.iterate()).rejects.toMatchObject({ code: 'MNR_IRL_NOT_FINITE' });
  expect(tf.memory().numTensors).toBe(before);
  algorithm.dispose();
}
