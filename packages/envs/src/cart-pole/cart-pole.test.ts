import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { make } from '../registry/registry.js';
import { checkTabularMdp } from '../tabular/check-tabular-mdp.js';
import { optimalValues } from '../tabular/optimal-values.js';
import { readNumbers } from '../testing/read-numbers.js';
import { cartPoleGrid, cartPoleMdp } from './cart-pole-mdp.js';
import { CartPole } from './cart-pole.js';

interface Recording {
  episodes: {
    seed: number;
    actions: string;
    states: string;
    lastObservation: string;
    return: number;
    terminated: boolean;
    truncated: boolean;
  }[];
}

const recording = JSON.parse(
  readFileSync(new URL('../../fixtures/reference/cart-pole.json', import.meta.url), 'utf8'),
) as Recording;

describe('CartPole-v1 beside a recording of Gymnasium', () => {
  it.each(recording.episodes)('goes through the recorded episode of seed $seed', async (episode) => {
    const environment = await make('CartPole-v1');
    const states = readNumbers(episode.states);
    let result: { observation: unknown; terminated: boolean; truncated: boolean } = {
      ...environment.reset({ seed: episode.seed }),
      terminated: false,
      truncated: false,
    };
    let total = 0;
    for (const [step, action] of Array.from(episode.actions).entries()) {
      if (step % 10 === 0) {
        const expected = states.slice((step / 10) * 4, (step / 10) * 4 + 4);
        for (const [axis, value] of (result.observation as Float64Array).entries())
          expect(Math.abs(value - Math.fround(expected[axis]!))).toBeLessThan(1e-9);
      }
      expect(result.terminated || result.truncated).toBe(false);
      const next = environment.step(Number(action));
      total += next.reward;
      result = next;
    }
    expect([...(result.observation as Float64Array)]).toEqual([...readNumbers(episode.lastObservation)]);
    expect(total).toBe(episode.return);
    expect([result.terminated, result.truncated]).toEqual([episode.terminated, episode.truncated]);
  });

  it('starts in its own bounds, and pays as in the book when asked', () => {
    const environment = new CartPole({ suttonBartoReward: true });
    const { observation } = environment.reset({ seed: 1, options: { low: 0.11, high: 0.12 } });
    for (const value of observation) expect(value).toBeCloseTo(0.115, 2);
    const rewards: number[] = [];
    for (let ended = false; !ended;) {
      const result = environment.step(1);
      rewards.push(result.reward);
      ended = result.terminated;
    }
    expect(rewards.at(-1)).toBe(-1);
    expect(rewards.slice(0, -1).every((reward) => reward === 0)).toBe(true);
    expect(() => environment.reset({ options: { low: 1, high: 0 } })).toThrow('low = 1');
  });
});

describe('CartPole as tables', () => {
  const mdp = cartPoleMdp();

  it('is an MDP that starts near the middle', () => {
    checkTabularMdp(mdp);
    expect(mdp.states).toBe(9 * 9 * 11 * 11 + 1);
    expect(mdp.initial[Math.floor((mdp.states - 1) / 2)]).toBe(Math.max(...mdp.initial));
    // Rewards of 1 for ever, discounted by 0.9, are worth 10: the most there can be.
    const { values } = optimalValues(mdp);
    expect(Math.max(...values)).toBeLessThanOrEqual(10);
    expect(Math.max(...values)).toBeGreaterThan(9.5);
  });

  it('interpolates: the mean successor is the successor of the dynamics', () => {
    const grid = cartPoleGrid([9, 9, 11, 11]);
    const point = [0.1, -0.2, 0.03, 0.4];
    const weights = grid.weights(point);
    expect(weights).toHaveLength(16);
    for (let axis = 0; axis < 4; axis++) {
      const mean = weights.reduce(
        (sum, { state, probability }) => sum + probability * grid.point(state)[axis]!,
        0,
      );
      expect(mean).toBeCloseTo(point[axis]!, 12);
    }
  });

  it('balances the real pole by one step of lookahead in its values', () => {
    const { actionValues } = optimalValues(mdp);
    const grid = cartPoleGrid([9, 9, 11, 11]);
    const environment = new CartPole();
    const lengths: number[] = [];
    for (let seed = 0; seed < 10; seed++) {
      let { observation } = environment.reset({ seed });
      let steps = 0;
      for (let ended = false; !ended && steps < 500; steps++) {
        const value = [0, 1].map((action) =>
          grid
            .weights([...observation])
            .reduce(
              (sum, { state, probability }) => sum + probability * actionValues[state * 2 + action]!,
              0,
            ),
        );
        const result = environment.step(value[1]! > value[0]! ? 1 : 0);
        observation = result.observation;
        ended = result.terminated;
      }
      lengths.push(steps);
    }
    // Pushing one way keeps it up for about 10 steps, pushing at random for about 22.
    const mean = lengths.reduce((a, b) => a + b, 0) / lengths.length;
    expect(mean).toBeGreaterThan(100);
  });
});
