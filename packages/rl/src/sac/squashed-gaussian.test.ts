import * as tf from '@tensorflow/tfjs';
import { RandomStream } from '@minorant/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  sampleSquashedGaussian,
  squashedGaussianAction,
  squashedGaussianLogProbability,
} from './squashed-gaussian.js';

/** The density of a = tanh(u), u normal, written out: N(atanh a) / (1 - a^2). */
function density(a: number, mean: number, logStd: number): number {
  const z = (Math.atanh(a) - mean) / Math.exp(logStd);
  return Math.exp(-0.5 * z * z - logStd) / Math.sqrt(2 * Math.PI) / (1 - a * a);
}

const logProbability = (mean: number, logStd: number, a: number): number =>
  squashedGaussianLogProbability(tf.tensor2d([[mean, logStd]]), tf.tensor2d([[a]])).dataSync()[0]!;

describe('squashed Gaussian', () => {
  it('has the density of the change of variables', () => {
    const range = (limit: number) => fc.double({ min: -limit, max: limit, noNaN: true });
    fc.assert(
      fc.property(range(1.5), range(1), range(0.98), (mean, logStd, a) => {
        const expected = Math.log(density(a, mean, logStd));
        expect(Math.abs(logProbability(mean, logStd, a) - expected)).toBeLessThan(
          2e-3 * (1 + Math.abs(expected)),
        );
      }),
    );
  });

  it('integrates to one over (-1, 1)', () => {
    const width = 1 / 2000;
    const actions = Array.from({ length: 2 / width - 8 }, (_, i) => [-1 + (i + 4.5) * width]);
    const output = tf.tile(tf.tensor2d([[0.4, -0.5]]), [actions.length, 1]);
    const densities = tf.exp(squashedGaussianLogProbability(output, tf.tensor2d(actions)));
    expect(densities.sum().dataSync()[0]! * width).toBeCloseTo(1, 2);
  });

  it('samples with the log-probabilities of its samples, summed over dimensions', () => {
    const random = new RandomStream(1);
    const output = tf.tensor2d(random.fillNormal(new Float32Array(50 * 4)), [50, 4]).mul<tf.Tensor2D>(0.5);
    const noise = tf.tensor2d(random.fillNormal(new Float32Array(50 * 2)), [50, 2]);
    const { actions, logProbabilities } = sampleSquashedGaussian(output, noise);
    const parameters = output.arraySync();
    const sampled = actions.arraySync();
    logProbabilities.dataSync().forEach((value, i) => {
      const [m1, m2, s1, s2] = parameters[i] as [number, number, number, number];
      const [a1, a2] = sampled[i] as [number, number];
      if (Math.max(Math.abs(a1), Math.abs(a2)) > 0.99) return;
      expect(value).toBeCloseTo(Math.log(density(a1, m1, s1) * density(a2, m2, s2)), 2);
    });
  });

  it('keeps finite far out, where 1 - tanh(u)^2 is zero in float32', () => {
    const { logProbabilities } = sampleSquashedGaussian(tf.tensor2d([[30, 0]]), tf.tensor2d([[0]]));
    // log N(0; 0, 1) - log(1 - tanh(30)^2), and 1 - tanh(u)^2 tends to 4 exp(-2u).
    expect(logProbabilities.dataSync()[0]).toBeCloseTo(-0.5 * Math.log(2 * Math.PI) - Math.log(4) + 60, 3);
    expect(Number.isFinite(logProbability(0, 0, 1))).toBe(true);
  });

  it('acts in plain numbers as it does in tensors', () => {
    const { actions } = sampleSquashedGaussian(tf.tensor2d([[0.3, -0.2, -1, 5]]), tf.tensor2d([[0.7, -0.1]]));
    const draws = [0.7, -0.1];
    const row = squashedGaussianAction([0.3, -0.2, -1, 5], () => draws.shift()!);
    actions.dataSync().forEach((value, i) => expect(row[i]).toBeCloseTo(value, 5));
    expect([...squashedGaussianAction([0.3, -0.2, -1, 5])]).toEqual([Math.tanh(0.3), Math.tanh(-0.2)]);
  });
});
