import { RandomStream } from '@minorant/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { ReplayBuffer } from './replay-buffer.js';
import { transitionArrays, type Transition } from './transition.js';

const float = fc.float({ noNaN: true, noDefaultInfinity: true });
const transition = (observationSize: number, actionSize: number): fc.Arbitrary<Transition> =>
  fc.record({
    observation: fc.array(float, { minLength: observationSize, maxLength: observationSize }),
    action: fc.array(float, { minLength: actionSize, maxLength: actionSize }),
    reward: float,
    nextObservation: fc.array(float, { minLength: observationSize, maxLength: observationSize }),
    terminated: fc.boolean(),
    truncated: fc.boolean(),
  });
const plain = (t: Transition) => ({
  ...t,
  observation: [...(t.observation as number[])],
  action: [...(t.action as number[])],
  nextObservation: [...(t.nextObservation as number[])],
});
const filled = (capacity: number, transitions: readonly Transition[]) => {
  const replay = new ReplayBuffer({ capacity, observationSize: 2, actionSize: 1 });
  for (const item of transitions) replay.add(item);
  return replay;
};

describe('ReplayBuffer', () => {
  it('holds the last transitions, each at its place in the ring', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.array(transition(2, 1), { maxLength: 40 }),
        (capacity, transitions) => {
          const replay = filled(capacity, transitions);
          expect(replay.size).toBe(Math.min(capacity, transitions.length));
          transitions.slice(-capacity).forEach((item, i) => {
            const age = Math.max(transitions.length - capacity, 0) + i;
            expect(plain(replay.get(age % capacity))).toEqual(plain(item));
          });
        },
      ),
    );
  });

  it('samples stored rows whole, and only ends that are terminations count as such', () => {
    fc.assert(
      fc.property(
        fc.array(transition(2, 1), { minLength: 1, maxLength: 30 }),
        fc.nat(),
        (transitions, seed) => {
          const replay = filled(20, transitions);
          const batch = transitionArrays(16, 2, 1);
          replay.sample(new RandomStream(seed), batch, 4, 12);
          const stored = transitions.slice(-20).map((t) => JSON.stringify(row(t)));
          for (let i = 4; i < 12; i++) {
            const sampled = {
              o: [...batch.observations.subarray(2 * i, 2 * i + 2)],
              a: [...batch.actions.subarray(i, i + 1)],
              r: batch.rewards[i],
              n: [...batch.nextObservations.subarray(2 * i, 2 * i + 2)],
              d: batch.terminated[i],
            };
            expect(stored).toContain(JSON.stringify(sampled));
          }
          expect([...batch.observations.subarray(0, 8), ...batch.observations.subarray(24)]).toEqual(
            Array<number>(16).fill(0),
          );
        },
      ),
    );
  });

  it('draws every stored transition equally often', () => {
    const replay = filled(
      5,
      Array.from({ length: 13 }, (_, i) => ({
        ...{ observation: [0, 0], action: [0], nextObservation: [0, 0], terminated: false, truncated: false },
        reward: i,
      })),
    );
    const batch = transitionArrays(10_000, 2, 1);
    replay.sample(new RandomStream(1), batch);
    const counts = new Map<number, number>();
    for (const reward of batch.rewards) counts.set(reward, (counts.get(reward) ?? 0) + 1);
    expect([...counts.keys()].sort((a, b) => a - b)).toEqual([8, 9, 10, 11, 12]);
    // Five standard deviations of a binomial draw of 10,000 at 1/5.
    for (const count of counts.values()) expect(Math.abs(count - 2000)).toBeLessThan(200);
  });

  it('goes on from a snapshot, also past its first memory', () => {
    const make = (i: number): Transition => ({
      ...{ observation: [i, -i], action: [i / 2], reward: i, nextObservation: [i + 1, -i - 1] },
      ...{ terminated: i % 7 === 0, truncated: i % 5 === 0 },
    });
    const one = filled(
      3000,
      Array.from({ length: 3500 }, (_, i) => make(i)),
    );
    const other = new ReplayBuffer({ capacity: 3000, observationSize: 2, actionSize: 1 });
    other.restore(one.snapshot());
    for (const replay of [one, other]) for (let i = 0; i < 10; i++) replay.add(make(9000 + i));
    expect(other.snapshot()).toEqual(one.snapshot());
    const misfit = new ReplayBuffer({ capacity: 3000, observationSize: 3, actionSize: 1 });
    expect(() => misfit.restore(one.snapshot())).toThrow(/2 x 1 x 3000.*needs 3 x 1 x 3000/);
  });

  it('refuses to sample from nothing', () => {
    const replay = new ReplayBuffer({ capacity: 3, observationSize: 1, actionSize: 1 });
    expect(() => replay.sample(new RandomStream(0), transitionArrays(1, 1, 1))).toThrow(/empty/);
  });
});

function row(t: Transition) {
  return { o: t.observation, a: t.action, r: t.reward, n: t.nextObservation, d: Number(t.terminated) };
}
