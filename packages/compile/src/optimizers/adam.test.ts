import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';

import { Adam, type AdamOptions } from './adam.js';

/** Adam as its paper's Algorithm 1 writes it, in double precision. */
function reference(
  start: number[],
  gradient: (x: number[]) => number[],
  steps: number,
  options: AdamOptions,
) {
  const { learningRate, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay = 0 } = options;
  const x = [...start];
  const m = x.map(() => 0);
  const v = x.map(() => 0);
  for (let t = 1; t <= steps; t++) {
    let g = gradient(x);
    if (options.maxGradientNorm !== undefined) {
      const norm = Math.hypot(...g);
      g = g.map((gi) => gi * Math.min(1, options.maxGradientNorm! / (norm + 1e-6)));
    }
    g.forEach((raw, i) => {
      const gi = raw + weightDecay * x[i]!;
      m[i] = beta1 * m[i]! + (1 - beta1) * gi;
      v[i] = beta2 * v[i]! + (1 - beta2) * gi * gi;
      const mHat = m[i] / (1 - beta1 ** t);
      const vHat = v[i] / (1 - beta2 ** t);
      x[i]! -= (learningRate * mHat) / (Math.sqrt(vHat) + epsilon);
    });
  }
  return x;
}

const start = [3, -2, 0.5];
/** The gradient of the sum of x^4 / 4 + x. */
const gradient = (x: number[]) => x.map((v) => v ** 3 + 1);
const loss = (x: tf.Tensor) => tf.sum(tf.add(tf.div(tf.pow(x, 4), 4), x));

function run(optimizer: Adam, x: tf.Tensor, steps: number) {
  for (let i = 0; i < steps; i++) optimizer.minimize(() => loss(x)).dispose();
}

describe('Adam', () => {
  it.each<AdamOptions>([
    { learningRate: 0.05 },
    { learningRate: 0.1, beta1: 0.5, beta2: 0.9, epsilon: 1e-3 },
    { learningRate: 0.05, weightDecay: 0.1 },
    { learningRate: 0.05, maxGradientNorm: 0.7 },
  ])('moves as the paper says: %o', (options) => {
    const x = tf.variable(tf.tensor1d(start));
    const optimizer = new Adam([x], options);
    run(optimizer, x, 20);
    const expected = reference(start, gradient, 20, options);
    x.dataSync().forEach((v, i) => expect(v).toBeCloseTo(expected[i]!, 4));
    optimizer.dispose();
    x.dispose();
  });

  it('goes on from a snapshot bit for bit, also into a fresh optimizer', () => {
    const x = tf.variable(tf.tensor1d(start));
    const optimizer = new Adam([x], { learningRate: 0.05 });
    run(optimizer, x, 5);
    const saved = optimizer.snapshot();
    const middle = x.dataSync().slice();
    run(optimizer, x, 5);
    const expected = x.dataSync().slice();
    const y = tf.variable(tf.tensor1d(middle));
    const fresh = new Adam([y], { learningRate: 1 });
    fresh.restore(saved);
    run(fresh, y, 5);
    expect(y.dataSync()).toEqual(expected);
    expect(() => new Adam([x, y], { learningRate: 1 }).restore(saved)).toThrow(/MNR_|has shape/);
  });

  it('takes a new learning rate between steps', () => {
    const x = tf.variable(tf.tensor1d(start));
    const optimizer = new Adam([x], { learningRate: 0.05 });
    optimizer.learningRate = 0;
    run(optimizer, x, 1);
    expect([...x.dataSync()]).toEqual(start);
    expect(() => (optimizer.learningRate = -1)).toThrow(/at least 0/);
  });

  it('refuses a loss that leaves a parameter out', () => {
    const x = tf.variable(tf.scalar(1));
    const unused = tf.variable(tf.scalar(1));
    const optimizer = new Adam([x, unused], { learningRate: 0.05 });
    expect(() => optimizer.minimize(() => tf.square(x))).toThrow(/does not depend on/);
    // Also the only one, where TensorFlow.js itself finds nothing to differentiate.
    const one = new Adam([unused], { learningRate: 0.05 });
    expect(() => one.minimize(() => tf.square(x))).toThrow(
      expect.objectContaining({ code: 'MNR_COMPILE_NO_GRADIENT' }),
    );
  });

  it('leaves no tensor behind', () => {
    const x = tf.variable(tf.tensor1d(start));
    const before = tf.memory().numTensors;
    const optimizer = new Adam([x], { learningRate: 0.05, maxGradientNorm: 1, weightDecay: 0.1 });
    run(optimizer, x, 3);
    optimizer.restore(optimizer.snapshot());
    optimizer.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});
