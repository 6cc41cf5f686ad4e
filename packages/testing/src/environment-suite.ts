import { RandomStream, type Environment, type Space, type SpaceValue } from '@minorant/core';
import { expect } from 'vitest';

import { contains, sample } from './space-values.js';
import type { ConformanceSuite } from './suite.js';
import { throughCheckpoint } from './through-checkpoint.js';

/** What the suite needs of an environment. */
export interface EnvironmentSubject {
  /** Makes a fresh instance. */
  create(): Environment<SpaceValue> | Promise<Environment<SpaceValue>>;
  /** Random steps of the longer checks. @defaultValue 200 */
  readonly steps?: number;
}

/** One step as plain data, for comparisons. */
interface Row {
  readonly observation: SpaceValue;
  readonly reward: number;
  readonly terminated: boolean;
  readonly truncated: boolean;
}

async function withEnvironment(
  subject: EnvironmentSubject,
  use: (environment: Environment<SpaceValue>) => void | Promise<void>,
): Promise<void> {
  const environment = await subject.create();
  try {
    await use(environment);
  } finally {
    environment.dispose();
  }
}

/** Steps with actions drawn by seed; resets without a seed when an episode ends. */
function walk(environment: Environment<SpaceValue>, actions: RandomStream, steps: number): Row[] {
  const rows: Row[] = [];
  for (let i = 0; i < steps; i++) {
    const { observation, reward, terminated, truncated } = environment.step(
      sample(environment.actionSpace, actions),
    );
    // A copy: an environment that reuses its arrays must not agree with itself by that.
    rows.push({ observation: structuredClone(observation), reward, terminated, truncated });
    if (terminated || truncated) environment.reset();
  }
  return rows;
}

function expectContained(space: Space, value: SpaceValue, what: string): void {
  expect(contains(space, value), `${what} within the ${space.kind} space`).toBe(true);
}

/** What every environment must do: Gymnasium's semantics, and a state that can be saved. */
export const environmentSuite: ConformanceSuite<EnvironmentSubject> = {
  contract: 'environment v1',
  checks: [
    {
      name: 'says which contract it implements, and its id',
      run: (subject) =>
        withEnvironment(subject, (environment) => {
          expect(environment.specificationVersion).toBe('v1');
          expect(environment.id).not.toBe('');
        }),
    },
    {
      name: 'gives observations of its space from reset and step, and finite rewards',
      run: (subject) =>
        withEnvironment(subject, (environment) => {
          expectContained(
            environment.observationSpace,
            environment.reset({ seed: 1 }).observation,
            'the first observation',
          );
          for (const row of walk(environment, new RandomStream(1), subject.steps ?? 200)) {
            expectContained(environment.observationSpace, row.observation, 'an observation');
            expect(Number.isFinite(row.reward), `reward ${row.reward}`).toBe(true);
            expect(typeof row.terminated).toBe('boolean');
            expect(typeof row.truncated).toBe('boolean');
          }
        }),
    },
    {
      name: 'repeats itself after the same seed, also in another instance',
      run: (subject) =>
        withEnvironment(subject, async (environment) => {
          const first = structuredClone(environment.reset({ seed: 7 }).observation);
          const rows = walk(environment, new RandomStream(2), subject.steps ?? 200);
          expect(environment.reset({ seed: 7 }).observation).toEqual(first);
          expect(walk(environment, new RandomStream(2), subject.steps ?? 200)).toEqual(rows);
          const other = await subject.create();
          expect(other.reset({ seed: 7 }).observation).toEqual(first);
          expect(walk(other, new RandomStream(2), subject.steps ?? 200)).toEqual(rows);
          other.dispose();
        }),
    },
    {
      name: 'never changes an observation that it has given, nor an action that it was given',
      run: (subject) =>
        withEnvironment(subject, (environment) => {
          const kept: { readonly value: SpaceValue; readonly copy: SpaceValue }[] = [];
          const keep = (value: SpaceValue): SpaceValue => {
            kept.push({ value, copy: structuredClone(value) });
            return value;
          };
          const actions = new RandomStream(3);
          keep(environment.reset({ seed: 3 }).observation);
          for (let t = 0; t < 5; t++) {
            const action = keep(sample(environment.actionSpace, actions));
            const { observation, terminated, truncated } = environment.step(action);
            keep(observation);
            if (terminated || truncated) keep(environment.reset().observation);
          }
          for (const { value, copy } of kept) expect(value).toEqual(copy);
        }),
    },
    {
      name: 'starts by seed, where its starts differ at all',
      run: (subject) =>
        withEnvironment(subject, (environment) => {
          const start = (seed?: number): string =>
            JSON.stringify(environment.reset(seed === undefined ? {} : { seed }).observation);
          const different = (starts: readonly string[]): number => new Set(starts).size;
          start(1);
          const seeds = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
          if (different(seeds.map(() => start())) === 1) return;
          expect(different(seeds.map(start)), 'different starts of ten seeds').toBeGreaterThan(1);
        }),
    },
    {
      name: 'comes back from a snapshot bit for bit, also in another instance',
      run: (subject) =>
        withEnvironment(subject, async (environment) => {
          environment.reset({ seed: 5 });
          walk(environment, new RandomStream(4), 17);
          const snapshot = environment.snapshot();
          const rows = walk(environment, new RandomStream(5), subject.steps ?? 200);
          environment.restore(snapshot);
          expect(walk(environment, new RandomStream(5), subject.steps ?? 200)).toEqual(rows);
          const other = await subject.create();
          other.reset({ seed: 99 });
          other.restore(await throughCheckpoint(snapshot));
          expect(walk(other, new RandomStream(5), subject.steps ?? 200)).toEqual(rows);
          other.dispose();
        }),
    },
    {
      name: 'truncates at its time limit, if it has one, and not before, also after a snapshot',
      run: (subject) =>
        withEnvironment(subject, async (environment) => {
          const limit = environment.maxEpisodeSteps;
          if (limit === undefined || limit > 5000) return;
          environment.reset({ seed: 11 });
          const actions = new RandomStream(6);
          for (let t = 1; t < limit; t++) {
            const { terminated, truncated } = environment.step(sample(environment.actionSpace, actions));
            if (terminated) return;
            expect(truncated, `truncated after step ${t} of ${limit}`).toBe(false);
          }
          const snapshot = environment.snapshot();
          const action = sample(environment.actionSpace, actions);
          await withEnvironment(subject, (other) => {
            other.reset({ seed: 12 });
            other.restore(snapshot);
            for (const [which, one] of [
              ['the environment', environment],
              ['one that was restored a step before', other],
            ] as const) {
              const { terminated, truncated } = one.step(action);
              if (!terminated) expect(truncated, `${which} truncated after step ${limit}`).toBe(true);
            }
          });
        }),
    },
    {
      name: 'refuses an action that its space does not hold',
      run: (subject) =>
        withEnvironment(subject, (environment) => {
          environment.reset({ seed: 1 });
          const wrong: SpaceValue = environment.actionSpace.kind === 'box' ? new Float64Array(97) : -12345;
          expect(() => environment.step(wrong), 'a step with a wrong action').toThrow();
        }),
    },
  ],
};
