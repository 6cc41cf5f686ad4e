import { RandomStream } from '@minorant/core';
import { describe, expect, it } from 'vitest';

import { bootstrapInterval } from './bootstrap-interval.js';
import { interquartileMean } from './interquartile-mean.js';
import { largestDrop } from './largest-drop.js';
import { meanAndDeviation } from './mean-and-deviation.js';
import { quantile } from './quantile.js';

describe('interquartileMean', () => {
  it.each([
    [[1, 2, 3, 4, 5, 6, 7], 4],
    [[3, 1, 2], 2],
    [[5], 5],
    [[1, 2, 3, 4, 100], 3],
  ])("cuts what SciPy 1.17.1's trim_mean(%j, 0.25) cuts", (scores, expected) => {
    expect(interquartileMean(scores)).toBeCloseTo(expected, 12);
  });

  it('is NaN for no scores', () => expect(interquartileMean([])).toBeNaN());
});

describe('bootstrapInterval', () => {
  // Three tasks of five runs each. rliable 1.2.0: get_interval_estimates(..., aggregate_iqm, reps=50000).
  const tasks = [
    [0.549, 0.545, 0.438, 0.383, 0.568],
    [0.715, 0.424, 0.892, 0.792, 0.926],
    [0.603, 0.646, 0.964, 0.529, 0.071],
  ];

  it("agrees with rliable's stratified bootstrap of the interquartile mean", () => {
    expect(interquartileMean(tasks.flat())).toBeCloseTo(0.59833333, 8);
    const { low, high } = bootstrapInterval(tasks, interquartileMean, {
      random: new RandomStream(1),
      repetitions: 20_000,
    });
    expect(low).toBeCloseTo(0.502, 2);
    expect(high).toBeCloseTo(0.703, 2);
  });

  it('draws within each task', () => {
    const interval = bootstrapInterval(
      [
        [1, 1],
        [5, 5, 5],
      ],
      (scores) => meanAndDeviation(scores).mean,
      {
        random: new RandomStream(1),
        repetitions: 100,
      },
    );
    expect(interval).toEqual({ low: 3.4, high: 3.4 });
  });
});

describe('quantile', () => {
  it.each([
    [0.025, 1.075],
    [0.3, 1.9],
    [0.975, 7.7],
  ])("of [1, 2, 4, 8] at %d is NumPy's", (share, expected) => {
    expect(quantile([1, 2, 4, 8], share)).toBeCloseTo(expected, 12);
  });
});

describe('largestDrop', () => {
  it('is the largest fall from a peak to anything after it', () => {
    expect(largestDrop([1, 5, 3, 6, 1, 2])).toBe(5);
    expect(largestDrop([1, 2, 3])).toBe(0);
    expect(largestDrop([])).toBe(0);
  });
});

describe('meanAndDeviation', () => {
  it('divides by the number of values', () => {
    expect(meanAndDeviation([2, 4, 4, 4, 5, 5, 7, 9])).toEqual({ mean: 5, std: 2 });
  });
});
