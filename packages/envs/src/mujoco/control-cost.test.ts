import { describe, expect, it } from 'vitest';

import { controlCost } from './control-cost.js';
import { pairwiseSum } from './pairwise-sum.js';

describe('NumPy rounding', () => {
  it('adds eight numbers in pairs and long arrays in halves', () => {
    // 1e16 swallows a 1 that is added to it alone, so that the order shows. numpy.sum gives 4.
    const eight = Float64Array.of(1e16, 1, 1, 1, 1, 1, 1, -1e16);
    expect(pairwiseSum(eight)).toBe(4);
    const long = Float64Array.from({ length: 1000 }, (_, i) => 1 / (i + 1));
    // numpy.sum(1 / numpy.arange(1.0, 1001.0)) with NumPy 1.26.4 and 2.4.6
    expect(pairwiseSum(long)).toBe(7.485470860550345);
  });

  it('rounds single-precision actions as float32 arrays and others as doubles', () => {
    const single = Float64Array.of(0.1, 0.7, -1.3).map(Math.fround);
    const sum = Math.fround(
      Math.fround(Math.fround(single[0]! ** 2) + Math.fround(single[1]! ** 2)) + Math.fround(single[2]! ** 2),
    );
    expect(controlCost(single, 0.1, 1)).toBe(0.1 * sum);
    expect(controlCost(single, 0.1, 2)).toBe(Math.fround(Math.fround(0.1) * sum));
    expect(controlCost(Float64Array.of(0.1, 0.7, -1.3), 0.1, 2)).toBe(0.1 * (0.1 ** 2 + 0.7 ** 2 + 1.3 ** 2));
  });
});
