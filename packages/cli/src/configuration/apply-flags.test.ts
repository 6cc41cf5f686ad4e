import { describe, expect, it } from 'vitest';

import { applyFlags } from './apply-flags.js';

describe('applyFlags', () => {
  it('says everything that a file can say', () => {
    expect(
      applyFlags(
        {},
        {
          env: 'Hopper-v4',
          algorithm: 'piro',
          demos: 'demos.hdf5',
          reward: 'mlp',
          policy: 'sac',
          trustRegion: 'early-stop',
          seed: '3',
          steps: '20000',
          seconds: '60',
          out: 'runs/x',
          plugin: ['my-plugin', './local.js'],
          eager: true,
          set: ['algorithm.innerSteps=20', 'evaluation.episodes=5'],
        },
        '/home/user',
      ),
    ).toEqual({
      environment: 'Hopper-v4',
      algorithm: { id: 'piro', innerSteps: 20 },
      demonstrations: '/home/user/demos.hdf5',
      reward: 'mlp',
      policy: 'sac',
      trustRegion: 'early-stop',
      seed: 3,
      budget: { steps: 20000, seconds: 60 },
      output: '/home/user/runs/x',
      plugins: ['my-plugin', '/home/user/local.js'],
      execution: 'eager',
      evaluation: { episodes: 5 },
    });
  });

  it('wins over the file, and keeps options of a component that stays the same', () => {
    const file = {
      seed: 1,
      algorithm: { id: 'piro', innerSteps: 5 },
      demonstrations: { id: 'minari', path: 'a', episodes: 2 },
      budget: { steps: 10, iterations: 3 },
    };
    expect(applyFlags(file, { algorithm: 'piro', seed: '2', demos: '/b', steps: '20' })).toEqual({
      seed: 2,
      algorithm: { id: 'piro', innerSteps: 5 },
      demonstrations: { id: 'minari', path: '/b', episodes: 2 },
      budget: { steps: 20, iterations: 3 },
    });
    expect(applyFlags(file, { algorithm: 'bc' })['algorithm']).toBe('bc');
    expect(file.seed).toBe(1);
  });

  it('leaves wrong numbers for the schema to refuse', () => {
    expect(applyFlags({}, { steps: 'many' })).toEqual({ budget: { steps: 'many' } });
  });
});
