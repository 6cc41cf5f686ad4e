import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, it } from 'vitest';

import { ActionReward } from './action-reward.js';
import { expectNoLeak } from './tensors.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

function rewards(scale: number, actions: number[][]): number[] {
  return tf.tidy(() => {
    const rows = tf.tensor2d(actions);
    return [...new ActionReward(scale).predict({ observations: rows, actions: rows }).dataSync()];
  });
}

it('pays for the sum of an action, and tells discrete actions apart', () => {
  expect(rewards(1, [[0.5], [-2]])).toEqual([0.5, -2]);
  const oneHot = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ];
  expect(rewards(-2, oneHot)).toEqual([-2, -4, -6]);
});

it('leaves no tensor behind', () =>
  expectNoLeak(() => {
    const actions = tf.ones<tf.Rank.R2>([2, 1]);
    tf.dispose([actions, new ActionReward(1).predict({ observations: actions, actions })]);
  }));
