import { startBackend } from '@minorant/compile';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';

import { AdaGrad } from './ada-grad.js';

describe('AdaGrad', () => {
  beforeAll(async () => {
    await startBackend();
  });

  it('takes the steps that the formula gives, by hand', () => {
    const x = tf.variable(tf.tensor1d([1, -2, 3]));
    const optimizer = new AdaGrad([x], { learningRate: 0.5, weightDecay: 0.1 });
    const scales = [2, 0.01, 0];
    const expected = [1, -2, 3];
    const sums = [0, 0, 0];
    for (let step = 0; step < 3; step++) {
      const loss = optimizer.minimize(() => tf.sum(tf.mul(tf.tensor1d(scales), tf.square(x))));
      expect(loss.dataSync()[0]).toBeCloseTo(
        expected.reduce((sum, value, i) => sum + scales[i]! * value * value, 0),
        4,
      );
      loss.dispose();
      expected.forEach((value, i) => {
        const gradient = 2 * scales[i]! * value + 0.1 * value;
        sums[i]! += gradient * gradient;
        expected[i] = value - (0.5 * gradient) / (Math.sqrt(sums[i]!) + 1e-10);
      });
    }
    [...x.dataSync()].forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 5));
    optimizer.dispose();
    x.dispose();
  });

  it('does not move what has no gradient, and remembers its sums', () => {
    const before = tf.memory().numTensors;
    const x = tf.tidy(() => tf.variable(tf.tensor1d([1, 4])));
    const loss = (): tf.Tensor => tf.square(tf.slice(x, 0, 1)).sum();
    const one = new AdaGrad([x], { learningRate: 0.1 });
    one.minimize(loss).dispose();
    const saved = one.snapshot();
    const start = x.dataSync().slice();
    one.minimize(loss).dispose();
    const expected = [...x.dataSync()];
    expect(expected[1]).toBe(4);
    tf.tidy(() => x.assign(tf.tensor1d(start)));
    const two = new AdaGrad([x], { learningRate: 0.1 });
    two.restore(saved);
    two.minimize(loss).dispose();
    expect([...x.dataSync()]).toEqual(expected);
    one.dispose();
    two.dispose();
    x.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});
