import { describe, expect, it } from 'vitest';

import { assignAt, setValue } from './set-value.js';

describe('setValue', () => {
  it('reads values as YAML', () => {
    expect(setValue({}, 'seed=3')).toEqual({ seed: 3 });
    expect(setValue({}, 'policy.hidden=[64, 64]')).toEqual({ policy: { hidden: [64, 64] } });
    expect(setValue({}, 'evaluation=false')).toEqual({ evaluation: false });
    expect(setValue({}, 'output=a=b')).toEqual({ output: 'a=b' });
  });

  it('turns an id into a component with options, and keeps the options that were there', () => {
    expect(setValue({ algorithm: 'piro' }, 'algorithm.innerSteps=20')).toEqual({
      algorithm: { id: 'piro', innerSteps: 20 },
    });
    expect(setValue({ algorithm: { id: 'piro', a: 1 } }, 'algorithm.innerSteps=20')).toEqual({
      algorithm: { id: 'piro', a: 1, innerSteps: 20 },
    });
  });

  it('turns a mere path into the component that reads it', () => {
    const given = { demonstrations: 'demos.hdf5', preferences: 'pairs.jsonl' };
    expect(setValue(given, 'demonstrations.episodes=1')['demonstrations']).toEqual({
      ...{ id: 'minari', path: 'demos.hdf5', episodes: 1 },
    });
    expect(assignAt(given, 'preferences.seed', 4)['preferences']).toEqual({
      ...{ id: 'file', path: 'pairs.jsonl', seed: 4 },
    });
    expect(setValue(given, 'demonstrations=other.hdf5')['demonstrations']).toBe('other.hdf5');
  });

  it('replaces false by the object that a deeper key needs', () => {
    expect(setValue({ evaluation: false }, 'evaluation.episodes=3')).toEqual({ evaluation: { episodes: 3 } });
  });

  it('reaches into lists', () => {
    expect(setValue({ metrics: ['jsonl', 'csv'] }, 'metrics.1.path=x.csv')).toEqual({
      metrics: ['jsonl', { id: 'csv', path: 'x.csv' }],
    });
    expect(() => setValue({ metrics: [] }, 'metrics.4=x')).toThrow('no position');
  });

  it('leaves the given configuration alone', () => {
    const given = { algorithm: { id: 'piro' } };
    setValue(given, 'algorithm.innerSteps=20');
    expect(given).toEqual({ algorithm: { id: 'piro' } });
  });

  it.each(['seed', '=3', 'a..b=1', '__proto__.polluted=1', 'seed.x=1', 'x=[1'])(
    'refuses %s',
    (assignment) => {
      expect(() => setValue({ seed: 1 }, assignment)).toThrow(
        expect.objectContaining({ code: 'MNR_CLI_SET', kind: 'input' }) as Error,
      );
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    },
  );
});
