import { describe, expect, it } from 'vitest';

import type { Environment, Space, SpaceValue } from '../contracts/index.js';
import { guardEnvironment } from './guard-environment.js';

const two: Space = {
  kind: 'box',
  shape: [2],
  dtype: 'float64',
  low: new Float64Array(2).fill(-Infinity),
  high: new Float64Array(2).fill(Infinity),
};
const discrete: Space = { kind: 'discrete', n: 2, start: 0 };
const observation = Float64Array.of(1, 2);
const good = { observation, reward: 1, terminated: false, truncated: false, info: {} };

/** A guarded environment that returns these values, whatever they are. */
function guarded({
  reset = { observation, info: {} } as unknown,
  step = good as unknown,
  space = two,
}): Environment<SpaceValue> {
  return guardEnvironment({
    ...{ specificationVersion: 'v1', id: 'Mine-v0', observationSpace: space, actionSpace: discrete },
    reset: () => reset as never,
    step: () => step as never,
    snapshot: () => ({}),
    restore: () => undefined,
    dispose: () => undefined,
  });
}

describe('guardEnvironment', () => {
  it('returns what the environment returned, itself', () => {
    const start = { observation, info: {} };
    const environment = guarded({ reset: start });
    expect(environment.reset({ seed: 1 })).toBe(start);
    expect(environment.step(0)).toBe(good);
    const states = guarded({ space: discrete, step: { ...good, observation: 1 } });
    expect(states.step(0)).toMatchObject({ observation: 1 });
  });

  it.each([
    [
      '3 numbers',
      { ...good, observation: new Float64Array(3) },
      'an observation of length 3 from step',
      'length 2',
    ],
    ['a number', { ...good, observation: 4 }, 'the number 4 as observation', 'a Float64Array of length 2'],
    ['no observation', { ...good, observation: undefined }, 'no observation', '{ observation, reward, term'],
    ['no reward', { ...good, reward: undefined }, 'no reward', 'a finite number'],
    ['a text', { ...good, reward: '1' }, 'the string "1" as reward', 'a finite number'],
    ['no terminated', { ...good, terminated: undefined }, 'no terminated', 'true or false'],
    ['a number for truncated', { ...good, truncated: 0 }, 'the number 0 as truncated', 'true or false'],
    ['a promise', Promise.resolve(good), 'a promise', 'step may not be async'],
    ['null', null, 'null', 'an object { observation, reward,'],
    ['a text alone', 'done', 'the string "done"', 'an object'],
    ["Gym's tuple", [observation, 1, false, false, {}], 'an array', 'an object'],
  ])('refuses %s from step', (_, step, found, expected) => {
    let error: unknown;
    try {
      guarded({ step }).step(0);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({
      code: 'MNR_RUN_ENVIRONMENT_RESULT',
      kind: 'input',
      hint: expect.stringContaining('checkEnvironment') as string,
    });
    const { message } = error as Error;
    expect(message).toContain(`Mine-v0 returned ${found}`);
    expect(message.split('; expected ')[1]).toContain(expected);
  });

  it('leaves no promise behind whose failure would end the process', async () => {
    const step = Promise.reject(new Error('unheard'));
    expect(() => guarded({ step }).step(0)).toThrow('step may not be async');
    await new Promise((resolve) => setTimeout(resolve, 5));
  });

  it.each([
    ['null', null, 'returned null from reset; expected an object { observation, info }.'],
    ['a promise', Promise.resolve({ observation }), 'returned a promise from reset'],
    ['the observation alone', observation, 'returned no observation from reset'],
    [
      '3 numbers',
      { observation: new Float64Array(3) },
      'length 3 from reset; expected a Float64Array of length 2',
    ],
  ])('refuses %s from reset', (_, reset, message) => {
    expect(() => guarded({ reset }).reset()).toThrow(message);
  });

  it.each([
    ['a reward', { ...good, reward: NaN }],
    ['a reward', { ...good, reward: Infinity }],
    ['an observation', { ...good, observation: Float64Array.of(0, NaN) }],
  ])('tells %s that is not finite from one that is missing', (what, step) => {
    expect(() => guarded({ step }).step(0)).toThrow(
      expect.objectContaining({
        code: 'MNR_RUN_REWARD_NOT_FINITE',
        message: expect.stringContaining(what) as string,
      }) as Error,
    );
  });
});
