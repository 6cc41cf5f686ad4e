import type { Episode, PreferenceGatherer, PreferenceQuery, Stateful } from '@minorant/core';
import { expect } from 'vitest';

import type { ConformanceSuite } from './suite.js';
import { comparable } from './tensors.js';
import { throughCheckpoint } from './through-checkpoint.js';

/** A preference gatherer in the world it was made for. */
export interface PreferenceGathererFixture {
  /** The gatherer, with its own streams. */
  readonly gatherer: PreferenceGatherer;
  /** The random streams of its create context, saved and restored beside it as the pipeline does. */
  readonly random?: Stateful;
}

/** What the suite needs of a preference gatherer. One that asks people is given somebody who answers. */
export interface PreferenceGathererSubject {
  /** Makes a fresh instance. */
  create(seed: number): PreferenceGathererFixture | Promise<PreferenceGathererFixture>;
  /** At least two queries that it can answer. @defaultValue pairs of segments whose true rewards differ, and one triple */
  readonly queries?: readonly PreferenceQuery[];
}

type Answers = Awaited<ReturnType<PreferenceGatherer['gather']>>;

function segment(rewards: readonly number[]): PreferenceQuery['candidates'][number] {
  const { length } = rewards;
  const episode: Episode = {
    ...{ length, observationSize: 1, actionSize: 1, rewards: Float64Array.from(rewards) },
    observations: Float64Array.from({ length: length + 1 }, (_, i) => Math.sin(i + rewards[0]!)),
    actions: Float64Array.from(rewards, (reward) => Math.cos(reward)),
    ...{ terminations: new Uint8Array(length), truncations: new Uint8Array(length) },
  };
  return { kind: 'segment', segment: episode };
}

const SEGMENTS: readonly PreferenceQuery[] = [
  { candidates: [segment([3, 1, 2]), segment([0, 1, 0])] },
  { candidates: [segment([-1, 0, 1]), segment([2, 2, 2])] },
  { candidates: [segment([1, 1, 1]), segment([5, 0, 0]), segment([0, 0, 4])] },
  { candidates: [segment([0.5, 1, 0]), segment([0.5, 0, 1])] },
];

async function withGatherer(
  subject: PreferenceGathererSubject,
  use: (fixture: PreferenceGathererFixture, queries: readonly PreferenceQuery[]) => Promise<void>,
  seed = 1,
): Promise<void> {
  const fixture = await subject.create(seed);
  try {
    await use(fixture, subject.queries ?? SEGMENTS);
  } finally {
    await fixture.gatherer.dispose();
  }
}

function expectAnswers(answers: Answers, queries: readonly PreferenceQuery[]): void {
  expect(answers, 'one answer for each query').toHaveLength(queries.length);
  for (const [i, answer] of answers.entries()) {
    if (answer === null) continue;
    expect(answer, `probabilities of query ${i}`).toHaveLength(queries[i]!.candidates.length);
    for (const probability of answer) {
      expect(probability).toBeGreaterThanOrEqual(0);
      expect(probability).toBeLessThanOrEqual(1);
    }
    const sum = answer.reduce((total, probability) => total + probability, 0);
    expect(sum, `the sum of the probabilities of query ${i}`).toBeCloseTo(1, 6);
  }
}

/** What every preference gatherer must do. */
export const preferenceGathererSuite: ConformanceSuite<PreferenceGathererSubject> = {
  contract: 'preference-gatherer v1',
  checks: [
    {
      name: 'says which contract it implements',
      run: (subject) =>
        withGatherer(subject, ({ gatherer }) => {
          expect(gatherer.specificationVersion).toBe('v1');
          return Promise.resolve();
        }),
    },
    {
      name: 'answers each query in order: a probability for each candidate, or null',
      run: (subject) =>
        withGatherer(subject, async ({ gatherer }, queries) => {
          expectAnswers(await gatherer.gather(queries), queries);
          const backwards = [...queries].reverse();
          expectAnswers(await gatherer.gather(backwards), backwards);
          expect(await gatherer.gather([]), 'answers to no query').toEqual([]);
        }),
    },
    {
      name: 'does not skip everything that it is asked',
      run: (subject) =>
        withGatherer(subject, async ({ gatherer }, queries) => {
          const answers = await gatherer.gather(queries);
          expect(
            answers.some((answer) => answer !== null),
            'an answer',
          ).toBe(true);
        }),
    },
    {
      name: 'leaves its queries as they are',
      run: (subject) =>
        withGatherer(subject, async ({ gatherer }, queries) => {
          const before = structuredClone(queries);
          await gatherer.gather(queries);
          expect(queries).toEqual(before);
        }),
    },
    {
      name: 'gives the same answers for the same seed',
      run: (subject) =>
        withGatherer(subject, async (one, queries) => {
          await withGatherer(subject, async (two) => {
            const many = Array.from({ length: 5 }, () => queries).flat();
            expect(await two.gatherer.gather(many)).toEqual(await one.gatherer.gather(many));
          });
        }),
    },
    {
      name: 'goes on from a snapshot as if it had never stopped',
      run: (subject) =>
        withGatherer(subject, async (one, queries) => {
          await one.gatherer.gather(queries.slice(0, 1));
          const snapshot = await one.gatherer.snapshot();
          const saved = comparable(snapshot);
          const random = await one.random?.snapshot();
          const many = Array.from({ length: 5 }, () => queries).flat();
          const expected = await one.gatherer.gather(many);
          expect(comparable(snapshot), 'the snapshot after the gatherer went on').toEqual(saved);
          await withGatherer(
            subject,
            async (two) => {
              await two.gatherer.restore(await throughCheckpoint(snapshot));
              if (random) await two.random?.restore(random);
              expect(await two.gatherer.gather(many)).toEqual(expected);
            },
            one.random ? 2 : 1,
          );
        }),
    },
    {
      name: 'does not wait on when its signal is aborted',
      run: (subject) =>
        withGatherer(subject, async ({ gatherer }, queries) => {
          const asked = gatherer.gather(queries, { signal: AbortSignal.abort() });
          const settled = asked.then(
            () => true,
            () => true,
          );
          const late = new Promise<boolean>((resolve) => setTimeout(resolve, 2000, false));
          expect(await Promise.race([settled, late]), 'settled within two seconds').toBe(true);
        }),
    },
  ],
};
