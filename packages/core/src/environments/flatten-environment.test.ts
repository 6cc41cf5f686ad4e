import { describe, expect, it } from 'vitest';

import type { Environment, Space, SpaceValue, TabularMdp } from '../contracts/index.js';
import { flattenEnvironment } from './flatten-environment.js';

const discrete: Space = { kind: 'discrete', n: 2, start: 0 };
const mdp = { states: 4 } as TabularMdp;

/** An environment that always shows the same observation. */
function showing(observationSpace: Space, observation: SpaceValue): Environment<SpaceValue> {
  return {
    ...{ specificationVersion: 'v1', id: 'Small-v0', observationSpace, actionSpace: discrete },
    ...{ maxEpisodeSteps: 3, mdp },
    reset: () => ({ observation, info: { state: 1 } }),
    step: () => ({ observation, reward: 1, terminated: false, truncated: true, info: {} }),
    snapshot: () => ({}),
    restore: () => undefined,
    dispose: () => undefined,
  };
}

describe('flattenEnvironment', () => {
  it('flattens observations, and passes on everything else that an environment says of itself', () => {
    const flat = flattenEnvironment(
      showing({ kind: 'tuple', spaces: [discrete, discrete] }, [1, 0] as readonly SpaceValue[]),
    );
    expect(flat.observationSpace).toMatchObject({ kind: 'box', shape: [4] });
    expect(flat.reset()).toEqual({ observation: Float64Array.of(0, 1, 1, 0), info: { state: 1 } });
    expect(flat.step(0)).toMatchObject({ observation: Float64Array.of(0, 1, 1, 0), truncated: true });
    expect([flat.id, flat.actionSpace, flat.maxEpisodeSteps, flat.mdp]).toEqual([
      ...['Small-v0', discrete, 3, mdp],
    ]);
  });

  it('leaves an environment as it is whose observations are discrete', () => {
    const environment = showing(discrete, 1);
    expect(flattenEnvironment(environment)).toBe(environment);
  });
});
