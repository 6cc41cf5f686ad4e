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

  it('refuses discrete values outside of their space, and stores nothing of such an episode', () => {
    const replay = new ReplayBuffer({ capacity: 9, observationSize: 2, actionSize: 4 });
    const actionSpace = { kind: 'discrete', n: 4, start: 0 } as const;
    for (const action of [7, -1, 0.5, NaN]) {
      const wrong = { ...episode, actions: Float64Array.of(0, action) };
      expect(() => addEpisode(replay, wrong, { observationSpace: box(2, Infinity), actionSpace })).toThrow(
        expect.objectContaining({
          code: 'MNR_RL_VALUES',
          message: `The given actions have ${action} in row 1; expected integers from 0 to 3.`,
        }),
      );
    }
    const states = { ...episode, observationSize: 1, observations: Float64Array.of(1, 2, 3) };
    const started = { kind: 'discrete', n: 2, start: 1 } as const;
    expect(() => addEpisode(replay, states, { observationSpace: started, actionSpace: box(1, 1) })).toThrow(
      /observations have 3 in row 2; expected integers from 1 to 2/,
    );
    expect(replay.size).toBe(0);
  });

  it('refuses an episode that holds fewer numbers than its length says', () => {
    const replay = new ReplayBuffer({ capacity: 9, observationSize: 2, actionSize: 1 });
    const spaces = { observationSpace: box(2, Infinity), actionSpace: box(1, 1) };
    const short = { ...episode, observations: episode.observations.slice(0, 4) };
    expect(() => addEpisode(replay, short, spaces)).toThrow(
      /observations have length 4; expected 6 \(3 rows of 2\)/,
    );
    expect(replay.size).toBe(0);
  });
});
