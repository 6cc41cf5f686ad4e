import type { Episode, Space } from '@minorant/core';
import { describe, expect, it } from 'vitest';

import { addEpisode } from './add-episode.js';
import { ReplayBuffer } from './replay-buffer.js';

const box = (size: number, bound: number): Space => ({
  ...{ kind: 'box', shape: [size], dtype: 'float64' },
  ...{ low: new Float64Array(size).fill(-bound), high: new Float64Array(size).fill(bound) },
});
const episode: Episode = {
  ...{ length: 2, observationSize: 2, actionSize: 1, observations: Float64Array.of(0, 1, 2, 3, 4, 5) },
  ...{ actions: Float64Array.of(5, 0), rewards: Float64Array.of(10, 20) },
  ...{ terminations: Uint8Array.of(0, 1), truncations: Uint8Array.of(0, 0) },
};

describe('addEpisode', () => {
  it('pairs each action with the state it was taken in and the one it led to, clipped to the box', () => {
    const replay = new ReplayBuffer({ capacity: 9, observationSize: 2, actionSize: 1 });
    addEpisode(replay, episode, { observationSpace: box(2, Infinity), actionSpace: box(1, 1) });
    expect(replay.size).toBe(2);
    expect(replay.get(0)).toEqual({
      ...{ observation: Float32Array.of(0, 1), action: Float32Array.of(1), reward: 10 },
      ...{ nextObservation: Float32Array.of(2, 3), terminated: false, truncated: false },
    });
    expect(replay.get(1)).toMatchObject({ observation: Float32Array.of(2, 3), reward: 20, terminated: true });
  });

  it('stores discrete actions as one-hot rows', () => {
    const replay = new ReplayBuffer({ capacity: 9, observationSize: 2, actionSize: 6 });
    addEpisode(replay, episode, {
      observationSpace: box(2, Infinity),
      actionSpace: { kind: 'discrete', n: 6, start: 0 },
    });
    expect(replay.get(0).action).toEqual(Float32Array.of(0, 0, 0, 0, 0, 1));
    expect(replay.get(1).action).toEqual(Float32Array.of(1, 0, 0, 0, 0, 0));
  });

  it('refuses episodes of another environment', () => {
    const replay = new ReplayBuffer({ capacity: 9, observationSize: 3, actionSize: 1 });
    const spaces = { observationSpace: box(3, Infinity), actionSpace: box(1, 1) };
    expect(() => addEpisode(replay, episode, spaces)).toThrow(
      /observations of 2 numbers; the environment has 3/,
    );
  });
});
