import * as tf from '@tensorflow/tfjs';
import type { RewardChange, TrustRegion } from '@minorant/core';
import { expect } from 'vitest';

import type { ConformanceSuite } from './suite.js';
import { comparable, expectFinite, expectNoLeak, numbers } from './tensors.js';
import { throughCheckpoint } from './through-checkpoint.js';

/** What the suite needs of a trust region. */
export interface TrustRegionSubject {
  /** Makes a fresh instance. */
  create(): TrustRegion | Promise<TrustRegion>;
}

const REFERENCE = [0.5, -1, 2, 0, 0.25];
const DIFFERENCE = [0.3, -0.2, 0.1, 0.4, -0.6];

/** Rewards that moved by `scale` times a fixed difference. */
function moved(scale: number, weights?: readonly number[]): RewardChange {
  return {
    current: tf.tensor1d(REFERENCE.map((value, i) => value + scale * DIFFERENCE[i]!)),
    reference: tf.tensor1d(REFERENCE),
    ...(weights && { weights: tf.tensor1d([...weights]) }),
  };
}

async function withRegion(
  subject: TrustRegionSubject,
  use: (region: TrustRegion) => void | Promise<void>,
): Promise<void> {
  const region = await subject.create();
  try {
    await use(region);
  } finally {
    region.dispose();
  }
}

const penalty = (region: TrustRegion, change: RewardChange): number => numbers(region.penalty(change))[0]!;
const measure = (region: TrustRegion, change: RewardChange): number => numbers(region.measure(change))[0]!;

/** What every trust region must do. */
export const trustRegionSuite: ConformanceSuite<TrustRegionSubject> = {
  contract: 'trust-region v1',
  checks: [
    {
      name: 'says which contract it implements',
      run: (subject) =>
        withRegion(subject, (region) => {
          expect(region.specificationVersion).toBe('v1');
        }),
    },
    {
      name: 'neither penalises nor measures a reward that has not moved',
      run: (subject) =>
        withRegion(subject, (region) => {
          expect(penalty(region, moved(0))).toBeCloseTo(0, 6);
          expect(measure(region, moved(0))).toBeCloseTo(0, 6);
        }),
    },
    {
      name: 'gives finite scalars, zero or more, that do not fall as the change grows',
      run: (subject) =>
        withRegion(subject, (region) => {
          for (const of of [penalty, measure]) {
            const values = [0, 0.1, 1, 10].map((scale) => of(region, moved(scale)));
            expectFinite(values, 'the values');
            values.reduce((smaller, larger) => {
              expect(larger).toBeGreaterThanOrEqual(smaller);
              return larger;
            }, 0);
          }
          expect(region.penalty(moved(1)).shape).toEqual([]);
          expect(region.measure(moved(1)).shape).toEqual([]);
          expect(measure(region, moved(1)), 'the measure of a change').toBeGreaterThan(0);
        }),
    },
    {
      name: 'has finite gradients everywhere, also where nothing has moved',
      run: (subject) =>
        withRegion(subject, (region) => {
          for (const scale of [0, 1e-4, 1]) {
            const { current, reference } = moved(scale);
            // The second term makes the gradient of a constant penalty zero instead of undefined.
            const gradient = tf.grad((x) =>
              tf.add(region.penalty({ current: x as tf.Tensor1D, reference }), tf.mul(0, tf.sum(x))),
            )(current);
            expectFinite(numbers(gradient), `the gradient at scale ${scale}`);
          }
        }),
    },
    {
      name: 'holds the reward back by its penalty, if it has one',
      run: (subject) =>
        withRegion(subject, (region) => {
          const slopes = [0.1, 1, 10].map((scale) => {
            const { current, reference } = moved(scale);
            const paid = (x: tf.Tensor): tf.Scalar =>
              tf.add(region.penalty({ current: x as tf.Tensor1D, reference }), tf.mul(0, tf.sum(x)));
            return numbers(tf.grad(paid)(current)).reduce((sum, slope, i) => sum + slope * DIFFERENCE[i]!, 0);
          });
          const paid = penalty(region, moved(10));
          if (region.coefficient > 0) expect(paid, 'the penalty of a large change').toBeGreaterThan(0);
          // A penalty of numbers that were read out of their tensors has no gradient: it would hold nothing back.
          if (paid > 0) expect(Math.max(...slopes), 'its slope away from the reference').toBeGreaterThan(0);
        }),
    },
    {
      name: 'ignores rows without weight, and takes equal weights as none',
      run: (subject) =>
        withRegion(subject, (region) => {
          const padded: RewardChange = {
            current: tf.tensor1d([...numbers(moved(1).current), 100]),
            reference: tf.tensor1d([...REFERENCE, 0]),
            weights: tf.tensor1d([...REFERENCE.map(() => 1 / REFERENCE.length), 0]),
          };
          const equal = moved(
            1,
            REFERENCE.map(() => 1 / REFERENCE.length),
          );
          for (const of of [penalty, measure]) {
            const plain = of(region, moved(1));
            expect(of(region, equal)).toBeCloseTo(plain, 5);
            expect(of(region, padded)).toBeCloseTo(plain, 5);
          }
        }),
    },
    {
      name: 'takes a row given twice as one of twice the weight, in its gradient too',
      run: (subject) =>
        withRegion(subject, (region) => {
          const [reference, difference] = [tf.tensor1d(REFERENCE), tf.tensor1d(DIFFERENCE)];
          /** The penalty, and its derivative by how far everything has moved, of so many copies of the rows. */
          const slope = (copies: number): [number, number] => {
            const tiled = (rows: tf.Tensor1D): tf.Tensor1D => tf.tile(rows, [copies]);
            const { value, grad } = tf.valueAndGrad((scale) => {
              const current = tf.add<tf.Tensor1D>(tiled(reference), tf.mul(scale, tiled(difference)));
              // Something of `scale`, also where there is no penalty at all.
              return tf.add(region.penalty({ current, reference: tiled(reference) }), tf.mul(0, scale));
            })(tf.scalar(1));
            return [numbers(value)[0]!, numbers(grad)[0]!];
          };
          const once = slope(1);
          slope(3).forEach((value, i) =>
            expect(
              Math.abs(value - once[i]!),
              i === 0 ? 'change of the penalty' : 'change of its gradient',
            ).toBeLessThanOrEqual(1e-4 * Math.abs(once[i]!)),
          );
        }),
    },
    {
      name: 'decides with one of the three words, and lets a reward that has not moved go on',
      run: (subject) =>
        withRegion(subject, (region) => {
          for (const change of [0.01, 1, 100]) {
            expect(['continue', 'stop', 'backtrack']).toContain(region.decide(change));
          }
          expect(region.decide(0)).toBe('continue');
        }),
    },
    {
      name: 'shows its coefficient, and changes it only in adapt',
      run: (subject) =>
        withRegion(subject, (region) => {
          const before = region.coefficient;
          expect(before).toBeGreaterThanOrEqual(0);
          region.penalty(moved(1));
          region.measure(moved(1));
          region.decide(5);
          expect(region.coefficient).toBe(before);
          for (let i = 0; i < 50; i++) region.adapt(100);
          expectFinite([region.coefficient], 'the coefficient after large changes');
          expect(region.coefficient).toBeGreaterThanOrEqual(before);
          for (let i = 0; i < 50; i++) region.adapt(0);
          expectFinite([region.coefficient], 'the coefficient after no change');
          expect(region.coefficient).toBeGreaterThanOrEqual(0);
        }),
    },
    {
      name: 'keeps its coefficient in its variables, where a compiled step sees it change',
      run: (subject) =>
        withRegion(subject, (region) => {
          const kept = (): number[] => region.variables.flatMap(numbers);
          for (const change of [100, 0]) {
            const [before, coefficient] = [kept(), region.coefficient];
            for (let i = 0; i < 50; i++) region.adapt(change);
            if (region.coefficient === coefficient) continue;
            expect(kept(), 'the variables after the coefficient has changed').not.toEqual(before);
          }
        }),
    },
    {
      name: 'comes back from a snapshot with the same penalties',
      run: (subject) =>
        withRegion(subject, async (region) => {
          for (let i = 0; i < 3; i++) region.adapt(100);
          const snapshot = await region.snapshot();
          const saved = comparable(snapshot);
          const other = await subject.create();
          await other.restore(await throughCheckpoint(snapshot));
          expect(other.coefficient).toBe(region.coefficient);
          for (const target of [region, other]) target.adapt(0);
          expect(comparable(snapshot), 'the snapshot after the region changed').toEqual(saved);
          expect(other.coefficient).toBe(region.coefficient);
          expect(penalty(other, moved(1))).toBe(penalty(region, moved(1)));
          other.dispose();
        }),
    },
    {
      name: 'leaves no tensor behind when disposed of',
      run: async (subject) => {
        const change = moved(1);
        await expectNoLeak(async () => {
          const region = await subject.create();
          // Intermediate tensors are the caller's to dispose of, who is always in a tidy or a compiled function.
          tf.tidy(() => {
            region.penalty(change);
            region.measure(change);
          });
          region.adapt(10);
          region.dispose();
        });
      },
    },
  ],
};
