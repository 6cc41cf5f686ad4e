import { RandomStream } from '@minorant/core';
import { describe, expect, it } from 'vitest';

import { bestOfNCurve, fitOverOptimisation, type CandidatePool } from './best-of-n.js';

describe('bestOfNCurve', () => {
  it('is the mean over all ways to draw n candidates', () => {
    const pool: CandidatePool = { proxy: [3, 1, 2, 5, 4], gold: [10, 20, 30, 40, 50] };
    for (const point of bestOfNCurve([pool], [1, 2, 3, 5])) {
      const drawn: number[][] = [];
      for (let set = 0; set < 32; set++) {
        const chosen = [0, 1, 2, 3, 4].filter((i) => (set >> i) & 1);
        if (chosen.length === point.n) drawn.push(chosen);
      }
      const best = drawn.map((set) => set.reduce((a, b) => (pool.proxy[b]! > pool.proxy[a]! ? b : a)));
      const mean = (scores: readonly number[]): number =>
        best.reduce((sum, i) => sum + scores[i]!, 0) / best.length;
      expect(point.gold).toBeCloseTo(mean(pool.gold), 10);
      expect(point.proxy).toBeCloseTo(mean(pool.proxy), 10);
      expect(point.kl).toBeCloseTo(Math.log(point.n) - (point.n - 1) / point.n, 12);
    }
  });

  it('takes any of several candidates that the proxy cannot tell apart, whatever their order', () => {
    const gold = (pool: CandidatePool, n: number): number => bestOfNCurve([pool], [n])[0]!.gold;
    expect(gold({ proxy: [1, 1], gold: [0, 1] }, 2)).toBeCloseTo(0.5, 12);
    expect(gold({ proxy: [1, 1], gold: [1, 0] }, 2)).toBeCloseTo(0.5, 12);
    // Of the three pairs, two hold a 2 and a 1: (6 + 4 + (6 + 4) / 2) / 3.
    expect(gold({ proxy: [2, 1, 2], gold: [6, 9, 4] }, 2)).toBeCloseTo(5, 12);
    expect(gold({ proxy: [1, 2, 2], gold: [9, 4, 6] }, 2)).toBeCloseTo(5, 12);
  });

  it('refuses a pool with too few candidates', () => {
    expect(() => bestOfNCurve([{ proxy: [1, 2], gold: [1, 2] }], [3])).toThrow(
      expect.objectContaining({ code: 'MNR_PREFERENCES_POOL' }),
    );
  });

  it('rises with a proxy that knows something and falls with one that is wrong at the top', () => {
    const random = new RandomStream(1);
    const pools = Array.from({ length: 200 }, (): CandidatePool => {
      const gold = Array.from({ length: 64 }, () => random.normal());
      return { gold, proxy: gold.map((value) => (value > 1.5 ? -9 : value) + 0.1 * random.normal()) };
    });
    const curve = bestOfNCurve(pools, [1, 2, 4, 8, 16, 32, 64]);
    expect(curve[3]!.gold).toBeGreaterThan(curve[0]!.gold + 0.5);
    const honest = bestOfNCurve(
      pools.map(({ gold }) => ({ gold, proxy: gold })),
      [1, 64],
    );
    expect(honest[1]!.gold).toBeGreaterThan(curve[6]!.gold + 0.5);
  });
});

describe('fitOverOptimisation', () => {
  it('finds the curve that the points were made from', () => {
    const points = [1, 2, 4, 8, 16, 32].map((n) => {
      const kl = Math.log(n) - (n - 1) / n;
      const d = Math.sqrt(kl);
      return { n, kl, proxy: 0, gold: 0.3 + d * (1.2 - 0.45 * d) };
    });
    const { alpha, beta, peak, residual } = fitOverOptimisation(points);
    expect(alpha).toBeCloseTo(1.2, 8);
    expect(beta).toBeCloseTo(0.45, 8);
    expect(peak).toBeCloseTo((1.2 / 0.9) ** 2, 8);
    expect(residual).toBeLessThan(1e-8);
    const missing = expect.objectContaining({ code: 'MNR_PREFERENCES_BEST_OF_ONE' }) as Error;
    expect(() => fitOverOptimisation(points.slice(1))).toThrow(missing);
  });
});
