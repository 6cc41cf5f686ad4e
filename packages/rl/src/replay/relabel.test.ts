import * as tf from '@tensorflow/tfjs';
import type { RewardBatch, RewardModel } from '@minorant/core';
import { describe, expect, it } from 'vitest';

import { relabel } from './relabel.js';
import type { TransitionBatch } from './transition.js';

/** r = 2 s + a + 4 s' on live rows, -3 in the absorbing state. */
const model = (absorbing: boolean, lastTransition = false): RewardModel => {
  const predict = ({
    observations,
    actions,
    nextObservations,
    absorbing: flag,
  }: RewardBatch): tf.Tensor1D => {
    const sum = tf.addN([tf.mul(2, observations), actions!, tf.mul(4, nextObservations!)]).reshape([-1]);
    return absorbing ? tf.sub(sum, tf.mul(3, flag!)) : (sum as tf.Tensor1D);
  };
  return {
    specificationVersion: 'v1',
    inputs: { observation: true, action: true, nextObservation: true, absorbing, lastTransition },
    variables: [],
    predict,
    forward: () => {
      throw new Error('a policy is trained on predict');
    },
    clone: () => model(absorbing, lastTransition),
    copyFrom: () => undefined,
    snapshot: () => ({}),
    restore: () => undefined,
    dispose: () => undefined,
  };
};

const batch: TransitionBatch = {
  observations: tf.tensor2d([[1], [2]]),
  actions: tf.tensor2d([[10], [20]]),
  rewards: tf.tensor1d([7, 8]),
  nextObservations: tf.tensor2d([[100], [200]]),
  terminated: tf.tensor1d([0, 1]),
  demonstration: tf.tensor1d([0, 0]),
};

describe('relabel', () => {
  it("gives the environment's own rewards as they are", () => {
    expect([...relabel('environment', batch, 0.9).dataSync()]).toEqual([7, 8]);
  });

  it("gives the model's rewards of aligned (s, a, s')", () => {
    expect([...relabel(model(false), batch, 0.9).dataSync()]).toEqual([2 + 10 + 400, 4 + 20 + 800]);
  });

  it('adds what staying in the absorbing state for ever is worth to terminal transitions only', () => {
    const [live, terminal] = relabel(model(true), batch, 0.9).dataSync();
    expect(live).toBe(412);
    let worth = 0;
    for (let t = 1; t < 500; t++) worth += 0.9 ** t * -3;
    expect(terminal).toBeCloseTo(824 + worth, 3);
  });

  it('lets the end be worth what its own transition says, where the model reads that', () => {
    const [live, terminal] = relabel(model(true, true), batch, 0.9).dataSync();
    expect(live).toBe(412);
    // For ever s = 2 and s' = 200 without an action: 2 s + 4 s' - 3 = 801.
    expect(terminal).toBeCloseTo(824 + (0.9 / (1 - 0.9)) * 801, 1);
  });
});
