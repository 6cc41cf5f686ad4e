import { MinorantError } from '@minorant/core';
import { describe, expect, it } from 'vitest';

import { buildTabularMdp } from './build-tabular-mdp.js';
import { checkTabularMdp } from './check-tabular-mdp.js';
import { cumulativeDraw } from './cumulative-draw.js';
import { denseTransitions } from './dense-transitions.js';
import { optimalValues } from './optimal-values.js';
import { TabularEnvironment } from './tabular-environment.js';

/** Two actions: stay for a reward of 1, or gamble: the end with probability 1/4, state 0 otherwise, for a reward of 2. */
const gamble = buildTabularMdp({
  states: 2,
  actions: 2,
  successors: (_, action) =>
    action === 0
      ? [{ state: 0, probability: 1 }]
      : [
          { state: 1, probability: 0.25 },
          { state: 0, probability: 0.5 },
          { state: 0, probability: 0.25 },
        ],
  initial: (state) => (state === 0 ? 1 : 0),
  reward: (state, action) => (state === 1 ? 0 : 1 + action),
  absorbing: (state) => state === 1,
  discount: 0.9,
});

describe('tables', () => {
  it('adds up entries of one state and lets absorbing states lead to themselves', () => {
    checkTabularMdp(gamble);
    expect([...denseTransitions(gamble)]).toEqual([1, 0, 0.75, 0.25, 0, 1, 0, 1]);
    expect([...gamble.features]).toEqual([1, 0, 0, 1]);
  });

  it('adds up entries of one state of a table from elsewhere', () => {
    const transitions = {
      rowStarts: Int32Array.of(0, 1, 4, 5, 6),
      nextStates: Int32Array.of(0, 0, 1, 0, 1, 1),
      probabilities: Float64Array.of(1, 0.5, 0.25, 0.25, 1, 1),
    };
    const repeated = { ...gamble, transitions };
    checkTabularMdp(repeated);
    expect(denseTransitions(repeated)).toEqual(denseTransitions(gamble));
  });

  it('has the values of the closed form', () => {
    // Staying: 1 / (1 - 0.9) = 10. Gambling for ever: v = 2 + 0.9 * 0.75 * v, v = 2 / 0.325.
    const { values, greedyActions } = optimalValues(gamble);
    expect(values[0]).toBeCloseTo(10, 8);
    expect(greedyActions[0]).toBe(0);
    const impatient = optimalValues(gamble, { discount: 0.5 });
    expect(impatient.values[0]).toBeCloseTo(2 / (1 - 0.5 * 0.75), 8);
    expect(impatient.greedyActions[0]).toBe(1);
  });

  it.each([
    ['initial', { ...gamble, initial: Float64Array.of(0.5, 0.4) }],
    ['discount', { ...gamble, discount: 1 }],
    ['reward.values', { ...gamble, reward: { of: 'state', values: Float64Array.of(0, NaN) } as const }],
    [
      'transitions of state 0, action 1',
      {
        ...gamble,
        transitions: { ...gamble.transitions, probabilities: Float64Array.of(1, 0.7, 0.25, 1, 1) },
      },
    ],
    [
      'transitions of state 1, action 0',
      { ...gamble, transitions: { ...gamble.transitions, nextStates: Int32Array.of(0, 0, 1, 0, 1) } },
    ],
  ])('names the wrong table: %s', (table, mdp) => {
    expect(() => checkTabularMdp(mdp)).toThrow(`Table "${table}"`);
  });

  it('draws by the inverse of the cumulative sum', () => {
    const probabilities = Float64Array.of(0.25, 0, 0.75);
    expect([0, 0.2499, 0.25, 0.999999].map((draw) => cumulativeDraw(probabilities, draw))).toEqual([
      0, 0, 2, 2,
    ]);
  });
});

describe('TabularEnvironment', () => {
  it('visits successors as often as the table says, and ends in absorbing states', () => {
    const environment = new TabularEnvironment('Gamble-v0', gamble, { observation: 'discrete' });
    environment.reset({ seed: 3 });
    let ends = 0;
    const steps = 20_000;
    for (let step = 0; step < steps; step++) {
      const { terminated, reward, observation } = environment.step(1);
      expect(reward).toBe(2);
      expect(terminated).toBe(observation === 1);
      if (terminated) {
        ends++;
        environment.reset();
      }
    }
    // Binomial with p = 1/4: six standard deviations are 367.
    expect(Math.abs(ends - steps / 4)).toBeLessThan(367);
  });

  it('goes on from a snapshot as if nothing had happened', () => {
    const environment = new TabularEnvironment('Gamble-v0', gamble, { observation: 'one-hot' });
    environment.reset({ seed: 9 });
    environment.step(1);
    environment.reset();
    const snapshot = environment.snapshot();
    const run = () =>
      Array.from({ length: 30 }, () => {
        const result = environment.step(1);
        if (result.terminated) environment.reset();
        return result;
      });
    const first = run();
    environment.restore(snapshot);
    expect(run()).toEqual(first);
  });

  it('refuses steps before reset and actions that are none', () => {
    const environment = new TabularEnvironment('Gamble-v0', gamble);
    expect(() => environment.step(0)).toThrow(MinorantError);
    environment.reset({ seed: 0 });
    expect(() => environment.step(2)).toThrow('0 to 1');
  });
});
