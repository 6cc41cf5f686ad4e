import * as tf from '@tensorflow/tfjs';
import { RandomStream, type RewardChange, type TrustRegion } from '@minorant/core';
import { beforeAll, describe, expect, it } from 'vitest';

import {
  AdaptiveL2,
  EarlyStop,
  FixedL2,
  LinearBound,
  LineSearch,
  NoTrustRegion,
  QuadraticBound,
  trustRegions,
} from './index.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const make: Record<string, () => TrustRegion> = {
  'adaptive-l2': () => new AdaptiveL2({ target: 0.5 }),
  'fixed-l2': () => new FixedL2({ coefficient: 3 }),
  'quadratic-bound': () => new QuadraticBound({ discount: 0.5, temperature: 1 }),
  'linear-bound': () => new LinearBound({ discount: 0.5 }),
  'early-stop': () => new EarlyStop({ target: 0.4 }),
  'line-search': () => new LineSearch(),
  none: () => new NoTrustRegion(),
};

/** Rewards, old rewards and weights of a batch; the last row is padding (weight zero) that changed most. */
function batch(): { current: number[]; reference: number[]; weights: number[] } {
  const random = new RandomStream(3);
  const current = Array.from({ length: 6 }, () => random.normal());
  const reference = Array.from({ length: 6 }, () => random.normal());
  current[5] = 100;
  return { current, reference, weights: [0.3, 0.1, 0.2, 0.25, 0.15, 0] };
}

function withChange<T>(
  rows: { current: number[]; reference: number[]; weights?: number[] },
  use: (change: RewardChange) => T,
): T {
  const current = tf.tensor1d(rows.current);
  const reference = tf.tensor1d(rows.reference);
  const weights = rows.weights && tf.tensor1d(rows.weights);
  try {
    return use({ current, reference, ...(weights && { weights }) });
  } finally {
    tf.dispose([current, reference, ...(weights ? [weights] : [])]);
  }
}

const number = (f: () => tf.Scalar): number => tf.tidy(() => f().dataSync()[0]!);

/** Gradient of the penalty, taken as part of an objective that depends on the rewards in any case. */
function gradient(region: TrustRegion, rows: Parameters<typeof withChange>[0]): number[] {
  return withChange(rows, (change) =>
    tf.tidy(() => {
      const objective = (current: tf.Tensor): tf.Tensor =>
        current.sum().add(region.penalty({ ...change, current: current as tf.Tensor1D }));
      return [...tf.grad(objective)(change.current).dataSync()].map((slope) => slope - 1);
    }),
  );
}

describe.each(Object.keys(make))('%s', (id) => {
  it('has the gradient that finite differences give', () => {
    const region = make[id]!();
    const rows = batch();
    const analytic = gradient(region, rows);
    const step = 1e-2;
    for (let i = 0; i < 6; i++) {
      const value = (shift: number): number =>
        withChange({ ...rows, current: rows.current.map((r, j) => (i === j ? r + shift : r)) }, (change) =>
          number(() => region.penalty(change)),
        );
      expect(analytic[i]).toBeCloseTo((value(step) - value(-step)) / (2 * step), 1);
    }
    region.dispose();
  });

  it('has penalty and gradient zero where nothing has changed', () => {
    const region = make[id]!();
    const rows = { current: [1, -2, 0], reference: [1, -2, 0] };
    expect(gradient(region, rows)).toEqual([0, 0, 0]);
    expect(withChange(rows, (change) => number(() => region.penalty(change)))).toBe(0);
    expect(withChange(rows, (change) => number(() => region.measure(change)))).toBe(0);
    region.dispose();
  });

  it('goes on from a snapshot with the same coefficient, and refuses what is no change', async () => {
    const region = make[id]!();
    region.adapt(10);
    const other = make[id]!();
    await other.restore(JSON.parse(JSON.stringify(await region.snapshot())) as object);
    expect(other.coefficient).toBe(region.coefficient);
    const value = (r: TrustRegion): number =>
      withChange(batch(), (change) => number(() => r.penalty(change)));
    expect(value(other)).toBe(value(region));
    expect(() => region.decide(NaN)).toThrow(/NaN/);
    expect(() => region.adapt(Infinity)).toThrow(/Infinity/);
    region.dispose();
    other.dispose();
  });

  it('leaks no tensors', () => {
    const before = tf.memory().numTensors;
    const region = make[id]!();
    withChange(batch(), (change) => {
      number(() => region.penalty(change));
      number(() => region.measure(change));
    });
    gradient(region, batch());
    region.adapt(5);
    region.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('is registered under its id', () => {
    expect(trustRegions.map((component) => component.id)).toContain(id);
  });
});

describe('values', () => {
  const rows = { current: [1, 2, 9], reference: [0, 4, 0], weights: [0.75, 0.25, 0] };
  const penalty = (region: TrustRegion): number => {
    const value = withChange(rows, (change) => number(() => region.penalty(change)));
    region.dispose();
    return value;
  };

  it('penalise the weighted mean squared change, or the largest change of a row that counts', () => {
    expect(penalty(new FixedL2({ coefficient: 2 }))).toBeCloseTo(2 * (0.75 * 1 + 0.25 * 4));
    expect(penalty(new AdaptiveL2({ target: 0.2 }))).toBeCloseTo(5 * 1.75);
    expect(
      penalty(new QuadraticBound({ discount: 0.9, temperature: 0.5, occupancy: 'discounted' })),
    ).toBeCloseTo(4 / (2 * 0.5 * 0.001), 0);
    expect(penalty(new LinearBound({ discount: 0.9, occupancy: 'discounted' }))).toBeCloseTo(2 * 20, 3);
    expect(penalty(new LinearBound({ coefficient: 7 }))).toBeCloseTo(14);
  });

  it('moves the adaptive coefficient as Eq. 11 has it, within its bounds', () => {
    const region = new AdaptiveL2({ target: 0.1, x: 2, y: 3, minimumCoefficient: 4, maximumCoefficient: 50 });
    const seen = [0.21, 0.21, 0.19, 0.051, 0.04, 0.04, 0.04].map((measured) => {
      region.adapt(measured);
      return Number(region.coefficient.toFixed(6));
    });
    expect(seen).toEqual([30, 50, 50, 50, 16.666667, 5.555556, 4]);
    expect(region.variables[0]!.dataSync()[0]).toBeCloseTo(4);
    region.dispose();
  });

  it('stops, backtracks or goes on by the measured change', () => {
    const stop = new EarlyStop({ target: 0.1, penalty: false });
    expect([stop.decide(0.1), stop.decide(0.11), stop.coefficient]).toEqual(['continue', 'stop', 0]);
    const search = new LineSearch({ target: 0.1 });
    expect([search.decide(0.1), search.decide(0.11)]).toEqual(['continue', 'backtrack']);
    const soft = new EarlyStop({ target: 0.08 });
    expect(soft.coefficient).toBeCloseTo(10);
    for (const region of [stop, search, soft]) region.dispose();
  });

  it('refuses options that make no sense', () => {
    expect(() => new AdaptiveL2({ x: 1 })).toThrow();
    expect(() => new AdaptiveL2({ minimumCoefficient: 2, maximumCoefficient: 1 })).toThrow(
      /maximumCoefficient/,
    );
    expect(() => new EarlyStop({ target: 0 })).toThrow();
  });
});
