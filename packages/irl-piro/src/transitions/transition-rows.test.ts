import type { Episode, Space } from '@minorant/core';
import { RandomStream } from '@minorant/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { replayRows } from './replay-rows.js';
import { sampleRows } from './row-tensors.js';
import { padRows, transitionRows, type TransitionRowsOptions } from './transition-rows.js';

const box: Space = {
  kind: 'box',
  shape: [1],
  dtype: 'float32',
  low: Float64Array.of(-1),
  high: Float64Array.of(1),
};

/** Observation t is t, action t is 0.1 t. */
function counting(length: number, ending: 'terminated' | 'truncated'): Episode {
  const end = (): Uint8Array => {
    const flags = new Uint8Array(length);
    flags[length - 1] = 1;
    return flags;
  };
  return {
    length,
    observationSize: 1,
    actionSize: 1,
    observations: Float64Array.from({ length: length + 1 }, (_, t) => t),
    actions: Float64Array.from({ length }, (_, t) => 0.1 * t),
    rewards: new Float64Array(length),
    terminations: ending === 'terminated' ? end() : new Uint8Array(length),
    truncations: ending === 'truncated' ? end() : new Uint8Array(length),
  };
}

const options: TransitionRowsOptions = {
  observationSpace: box,
  actionSpace: box,
  discount: 0.9,
  absorbingStates: true,
};

describe('transitionRows', () => {
  it('aligns s_t, a_t and s_(t+1)', () => {
    const rows = transitionRows([counting(4, 'truncated')], options);
    expect([...rows.observations]).toEqual([0, 1, 2, 3]);
    expect([...rows.nextObservations]).toEqual([1, 2, 3, 4]);
    expect([...rows.actions]).toEqual([0, 0.1, 0.2, 0.3].map(Math.fround));
  });

  it('clips continuous actions to the action space and writes discrete ones as one-hot rows', () => {
    const episode = { ...counting(2, 'truncated'), actions: Float64Array.of(-5, 3) };
    expect([...transitionRows([episode], options).actions]).toEqual([-1, 1]);
    const discrete = { ...counting(2, 'truncated'), actions: Float64Array.of(2, 1) };
    const rows = transitionRows([discrete], {
      ...options,
      actionSpace: { kind: 'discrete', n: 3, start: 1 },
    });
    expect([...rows.actions]).toEqual([0, 1, 0, 1, 0, 0]);
  });

  it('writes discrete observations as one-hot rows, and zeros for the absorbing state', () => {
    const episode = { ...counting(2, 'terminated'), observations: Float64Array.of(7, 5, 6) };
    const rows = transitionRows([episode], {
      ...options,
      observationSpace: { kind: 'discrete', n: 3, start: 5 },
    });
    expect(rows.observationSize).toBe(3);
    expect([...rows.observations]).toEqual([0, 0, 1, 1, 0, 0, 0, 0, 0]);
    expect([...rows.nextObservations]).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 0]);
  });

  it('adds an absorbing row of weight 1 / (1 - gamma) for a terminated episode, and none for a truncated one', () => {
    const dead = transitionRows([counting(5, 'terminated')], options);
    expect(dead.count).toBe(6);
    expect([...dead.absorbing]).toEqual([0, 0, 0, 0, 0, 1]);
    expect(dead.weights[5]! / dead.weights[0]!).toBeCloseTo(10, 4);
    expect(dead.observations[5]).toBe(0);
    expect([...dead.nextAbsorbing]).toEqual([0, 0, 0, 0, 1, 1]);

    const alive = transitionRows([counting(5, 'truncated')], options);
    expect(alive.count).toBe(5);
    expect(transitionRows([counting(5, 'terminated')], { ...options, absorbingStates: false }).count).toBe(5);
  });

  it('weighs draws from a replay like the episode they are from', () => {
    const dead = transitionRows([counting(5, 'terminated')], options);
    const whole = (rows: Float32Array): Float32Array => rows.slice(0, 5);
    const sample = {
      count: 5,
      observations: whole(dead.observations),
      actions: whole(dead.actions),
      nextObservations: whole(dead.nextObservations),
      terminated: Float32Array.of(0, 0, 0, 0, 1),
    };
    expect(replayRows(sample, options)).toEqual(dead);
    const without = { ...options, absorbingStates: false };
    expect(replayRows(sample, without)).toEqual(transitionRows([counting(5, 'terminated')], without));
  });

  it('keeps the transition that ended an episode, where a reward reads it', () => {
    const final = { ...options, lastTransitions: true };
    const dead = transitionRows([counting(2, 'terminated'), counting(5, 'terminated')], final);
    expect(dead.count).toBe(9);
    const ends = [2, 8].map((row) => [dead.observations[row], dead.nextObservations[row], dead.actions[row]]);
    expect(ends).toEqual([
      [1, 2, 0],
      [4, 5, 0],
    ]);
    const live = (rows: Float32Array): Float32Array => rows.filter((_, row) => dead.absorbing[row] === 0);
    const drawn = replayRows(
      {
        count: 7,
        observations: live(dead.observations),
        actions: live(dead.actions),
        nextObservations: live(dead.nextObservations),
        terminated: Float32Array.of(0, 1, 0, 0, 0, 0, 1),
      },
      final,
    );
    expect([...drawn.observations.subarray(7)]).toEqual([1, 4]);
    expect([...drawn.nextObservations.subarray(7)]).toEqual([2, 5]);
    expect([...drawn.absorbing]).toEqual([0, 0, 0, 0, 0, 0, 0, 1, 1]);
  });

  it('gives an absorbed episode and an endless one the same total weight when discounted', () => {
    const rows = transitionRows([counting(3, 'terminated'), counting(400, 'truncated')], {
      ...options,
      discounted: true,
    });
    const first = rows.weights.subarray(0, 4).reduce((sum, weight) => sum + weight, 0);
    expect(first).toBeCloseTo(0.5, 5);
  });

  it('pads with rows that weigh nothing, and samples in proportion to weights', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 600 }), fc.boolean(), (length, terminated) => {
        const rows = transitionRows([counting(length, terminated ? 'terminated' : 'truncated')], options);
        const padded = padRows(rows);
        expect(Math.log2(padded.count) % 1).toBe(0);
        expect(padded.count).toBeGreaterThanOrEqual(rows.count);
        expect(padded.weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 4);
        expect([...padded.weights.subarray(rows.count)].every((weight) => weight === 0)).toBe(true);
      }),
    );
    const sample = sampleRows(
      transitionRows([counting(10, 'terminated')], options),
      4000,
      new RandomStream(1),
    );
    const absorbing = sample.absorbing.reduce((sum, flag) => sum + flag, 0) / 4000;
    expect(absorbing).toBeCloseTo(0.5, 1);
  });

  it('refuses episodes without a step', () => {
    expect(() => transitionRows([], options)).toThrow(
      expect.objectContaining({ code: 'MNR_IRL_NO_TRANSITIONS' }),
    );
  });
});
