import { digest, type RewardOptimizer, type Stateful } from '@minorant/core';
import { expect } from 'vitest';

import type { ConformanceSuite } from './suite.js';
import { comparable, expectFinite, expectNoLeak } from './tensors.js';
import { throughCheckpoint } from './through-checkpoint.js';

/** An algorithm and what else of its run changes with it (random streams). */
export interface RewardOptimizerFixture {
  /** The algorithm, with its own streams. */
  readonly algorithm: RewardOptimizer;
  /** The random streams of its create context, saved and restored beside it as the pipeline does. */
  readonly random?: Stateful;
}

/** What the suite needs of a reward optimizer: one on a small problem, with options that make an iteration quick. */
export interface RewardOptimizerSubject {
  /** Makes a fresh instance. */
  create(seed: number): RewardOptimizerFixture | Promise<RewardOptimizerFixture>;
}

async function withAlgorithm(
  subject: RewardOptimizerSubject,
  use: (fixture: RewardOptimizerFixture) => Promise<void>,
): Promise<void> {
  const fixture = await subject.create(1);
  try {
    await use(fixture);
  } finally {
    fixture.algorithm.dispose();
  }
}

const run = async (
  algorithm: RewardOptimizer,
  iterations: number,
): Promise<Readonly<Record<string, number>>[]> => {
  const metrics: Readonly<Record<string, number>>[] = [];
  for (let i = 0; i < iterations; i++) metrics.push((await algorithm.iterate()).metrics);
  return metrics;
};

/** Everything that a number of iterations comes to: metrics alone can hide a reward or a policy that is another. */
const outcome = async (algorithm: RewardOptimizer, iterations: number) => ({
  metrics: await run(algorithm, iterations),
  reward: algorithm.reward && digest(await algorithm.reward.snapshot()),
  policy: algorithm.policy && digest(await algorithm.policy.policySnapshot()),
  algorithm: digest(await algorithm.snapshot()),
});

/** What every reward optimizer must do. */
export const rewardOptimizerSuite: ConformanceSuite<RewardOptimizerSubject> = {
  contract: 'reward-optimizer v1',
  checks: [
    {
      name: 'says which contract it implements, and has a reward or a policy to show',
      run: (subject) =>
        withAlgorithm(subject, ({ algorithm }) => {
          expect(algorithm.specificationVersion).toBe('v1');
          expect(algorithm.reward ?? algorithm.policy).toBeDefined();
          return Promise.resolve();
        }),
    },
    {
      name: 'iterates, with finite metrics in groups',
      run: (subject) =>
        withAlgorithm(subject, async ({ algorithm }) => {
          for (const metrics of await run(algorithm, 2)) {
            expect(Object.keys(metrics).length).toBeGreaterThan(0);
            for (const name of Object.keys(metrics)) expect(name).toMatch(/^[a-z_]+\/[a-z0-9_]+$/);
            expectFinite(Object.values(metrics), 'a metric');
          }
        }),
    },
    {
      name: 'gives the same bits for the same seed',
      run: (subject) =>
        withAlgorithm(subject, async (one) => {
          const expected = await outcome(one.algorithm, 2);
          await withAlgorithm(subject, async (two) => {
            expect(await outcome(two.algorithm, 2)).toEqual(expected);
          });
        }),
    },
    {
      name: 'goes on from a snapshot as if it had never stopped',
      run: (subject) =>
        withAlgorithm(subject, async (one) => {
          await run(one.algorithm, 2);
          const snapshot = await one.algorithm.snapshot();
          const random = await one.random?.snapshot();
          const saved = comparable(snapshot);
          const expected = await outcome(one.algorithm, 2);
          expect(comparable(snapshot), 'the snapshot after the algorithm went on').toEqual(saved);
          await withAlgorithm(subject, async (two) => {
            await two.algorithm.restore(await throughCheckpoint(snapshot));
            if (random) await two.random?.restore(random);
            expect(await outcome(two.algorithm, 2)).toEqual(expected);
          });
        }),
    },
    {
      name: 'ends an iteration that is aborted, be it the first one, and iterates again after it',
      run: (subject) =>
        withAlgorithm(subject, async ({ algorithm }) => {
          const abort = async (): Promise<void> => {
            const { metrics } = await algorithm.iterate({ signal: AbortSignal.abort() });
            expectFinite(Object.values(metrics), 'a metric');
          };
          await abort();
          await run(algorithm, 1);
          await expectNoLeak(abort);
          await run(algorithm, 1);
        }),
    },
    {
      name: 'leaves no tensor behind: not from one iteration to the next, not when disposed of',
      run: (subject) =>
        expectNoLeak(() =>
          withAlgorithm(subject, async ({ algorithm }) => {
            await run(algorithm, 1);
            await expectNoLeak(async () => {
              await run(algorithm, 1);
            });
          }),
        ),
    },
  ],
};
