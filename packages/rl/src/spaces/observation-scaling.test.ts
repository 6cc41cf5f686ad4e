import * as tf from '@tensorflow/tfjs';
import { RandomStream } from '@minorant/core';
import { describe, expect, it } from 'vitest';

import { ObservationScaling } from './observation-scaling.js';

describe('ObservationScaling', () => {
  it('scales tensors and rows alike, and clips', () => {
    const mean = Float32Array.of(1, 2);
    const std = Float32Array.of(2, 0.5);
    const scaling = new ObservationScaling({ kind: 'fixed', observationSize: 2, mean, std, clip: 3 });
    expect([...scaling.applyRow([5, 1.5])]).toEqual([2, -1]);
    expect([...scaling.applyRow([9, -9])]).toEqual([3, -3]);
    expect(
      scaling
        .apply(
          tf.tensor2d([
            [5, 1.5],
            [9, -9],
          ]),
        )
        .arraySync(),
    ).toEqual([
      [2, -1],
      [3, -3],
    ]);
    scaling.observe([100, 100]);
    scaling.commit();
    expect([...scaling.applyRow([5, 1.5])]).toEqual([2, -1]);
    scaling.dispose();
  });

  it('leaves observations alone without normalisation', () => {
    const scaling = new ObservationScaling({ kind: 'none', observationSize: 1 });
    expect([...scaling.applyRow([1e6])]).toEqual([1e6]);
    scaling.dispose();
  });

  it('runs: the moments of everything observed, whatever their size', () => {
    const random = new RandomStream(2);
    const values = Array.from({ length: 500 }, () => 1e4 + 3 * random.normal());
    const scaling = new ObservationScaling({ kind: 'running', observationSize: 1 });
    for (const value of values) scaling.observe([value]);
    scaling.commit();
    const mean = values.reduce((a, b) => a + b) / values.length;
    const std = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
    expect(scaling.applyRow([mean + 2 * std])[0]).toBeCloseTo(2, 2);
    expect(scaling.apply(tf.tensor2d([[mean + 2 * std]])).dataSync()[0]).toBeCloseTo(2, 2);

    const other = new ObservationScaling({ kind: 'running', observationSize: 1 });
    other.restore(scaling.snapshot());
    for (const one of [scaling, other]) one.observe([1e4 + 50]);
    expect(other.snapshot()).toEqual(scaling.snapshot());
    const misfit = new ObservationScaling({ kind: 'running', observationSize: 1, clip: 5 });
    expect(() => misfit.restore(scaling.snapshot())).toThrow(/running with a clip of 10.*clip of 5/);
    for (const one of [scaling, other, misfit]) one.dispose();
  });
});
