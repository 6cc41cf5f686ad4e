import { RandomStream, type Episode } from '@minorant/core';
import { describe, expect, it } from 'vitest';

import { PointEnvironment } from '../test-support/point-environment.js';
import { testContext } from '../test-support/test-context.js';
import { Collector } from './collector.js';
import { DemonstrationStarts } from './demonstration-starts.js';
import { EpisodeRecorder } from './episode-recorder.js';

/** Ten steps that move the point by 0.05 each, from a seed. */
function demonstration(seed: number): Episode {
  const environment = new PointEnvironment();
  const first = environment.reset({ seed }).observation;
  const recorder = new EpisodeRecorder(environment.observationSpace, environment.actionSpace, first);
  for (let t = 0; t < 10; t++) {
    const action = Float64Array.of(first[0]! > 0 ? -0.1 : 0.1);
    recorder.add(action, environment.step(action));
  }
  return { ...recorder.episode(), seed };
}

const episodes = [demonstration(11), demonstration(12)];
const states = new Set(episodes.flatMap(({ observations }) => [...observations.slice(0, 10)]));

function collector(share: number, seed = 1): { collector: Collector; counter: { steps: number } } {
  const { environment, counter } = testContext(() => new PointEnvironment());
  const made = new Collector(environment!, counter, new RandomStream(seed));
  made.beginIn(new DemonstrationStarts(episodes, share));
  return { collector: made, counter };
}

/** Where `count` episodes began, each ended after its first step. */
async function beginnings(from: Collector, count: number): Promise<number[]> {
  const values: number[] = [];
  for (let i = 0; i < count; i++) {
    values.push(((await from.current()) as Float64Array)[0]!);
    await from.step(Float64Array.of(0));
    from.abandonEpisode();
  }
  return values;
}

describe('episodes that begin in demonstrations', () => {
  it('begin in demonstrated states by the given share, and count the replayed steps once', async () => {
    const { collector: half, counter } = collector(0.5);
    const values = await beginnings(half, 400);
    const inside = values.filter((value) => states.has(value)).length;
    expect(inside / 400).toBeGreaterThan(0.4);
    expect(inside / 400).toBeLessThan(0.6);
    expect(new Set(values.filter((value) => states.has(value))).size).toBe(states.size);
    // Both demonstrations were replayed once, and every episode took one step.
    expect(counter.steps).toBe(20 + 400);
    // Other episodes begin anew, not in the sequence of a demonstration's seed.
    const outside = values.filter((value) => !states.has(value));
    expect(new Set(outside).size).toBe(outside.length);
  });

  it('report no return of their own, and go on from a snapshot', async () => {
    const { collector: one } = collector(1);
    await one.current();
    const snapshot = one.snapshot();
    let reported = false;
    for (let t = 0; t < 20; t++) reported ||= (await one.step(Float64Array.of(0))).episode !== undefined;
    expect(reported).toBe(false);
    const { collector: two } = collector(1, 9);
    await two.restore(snapshot);
    const { collector: three, counter } = collector(1, 5);
    await three.restore(snapshot);
    expect(await beginnings(two, 5)).toEqual(await beginnings(three, 5));
    // The replay was counted before the snapshot was taken.
    expect(counter.steps).toBe(5);
  });

  it('count the replayed steps again after going back to before them', async () => {
    const { collector: one, counter } = collector(1);
    const snapshot = one.snapshot();
    await one.current();
    counter.steps = 0;
    await one.restore(snapshot);
    await one.current();
    expect(counter.steps).toBe(20);
  });

  it('refuse demonstrations without a seed, and ones that lead elsewhere', async () => {
    const { seed: _, ...unseeded } = episodes[0]!;
    expect(() => new DemonstrationStarts([unseeded], 0.5)).toThrow(
      expect.objectContaining({ code: 'MNR_RL_NO_SEED' }),
    );
    const { environment, counter } = testContext(() => new PointEnvironment());
    const made = new Collector(environment!, counter, new RandomStream(1));
    const elsewhere = { ...episodes[0]!, observations: episodes[0]!.observations.map((x) => x + 0.5) };
    made.beginIn(new DemonstrationStarts([elsewhere], 1));
    await expect(made.current()).rejects.toThrow(expect.objectContaining({ code: 'MNR_RL_REPLAY_DIVERGED' }));
  });
});
