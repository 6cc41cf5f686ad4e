import type { SpaceValue, TabularEnvironment } from '@minorant/core';
import { describe, expect, it } from 'vitest';

import { make } from '../registry/registry.js';
import { checkTabularMdp } from '../tabular/check-tabular-mdp.js';
import { optimalValues } from '../tabular/optimal-values.js';
import { gridWorldMdp } from './grid-world-mdp.js';

describe('the 7x7 grid world', () => {
  it('rewards minus the Euclidean distance to the goal', () => {
    const mdp = gridWorldMdp();
    checkTabularMdp(mdp);
    expect(mdp.states).toBe(49);
    expect(mdp.reward.values[1 * 7 + 3]).toBeCloseTo(0, 12);
    expect(mdp.reward.values[5 * 7 + 0]).toBe(-5);
    expect([...mdp.features.slice(-2)]).toEqual([1, 1]);
  });

  it('is solved along shortest paths, for a mean return of -9.46 (the paper: -9.24)', () => {
    const mdp = gridWorldMdp();
    const { values, greedyActions } = optimalValues(mdp, { discount: 1 });
    for (let start = 0; start < 49; start++) {
      let state = start;
      let steps = 0;
      while (mdp.absorbing[state] === 0) {
        state = mdp.transitions.nextStates[mdp.transitions.rowStarts[state * 4 + greedyActions[state]!]!]!;
        steps++;
      }
      expect(steps).toBe(Math.abs(Math.floor(start / 7) - 1) + Math.abs((start % 7) - 3));
    }
    const mean = values.reduce((sum, value, state) => sum + value * mdp.initial[state]!, 0);
    expect(mean).toBeCloseTo(-9.46, 2);
  });

  it('spreads a slip over the four moves', () => {
    const mdp = gridWorldMdp({ slip: 0.4, goal: [6, 6] });
    checkTabularMdp(mdp);
    // From the top left corner, up: two of the four moves bump into walls.
    const row = mdp.transitions.rowStarts[0]!;
    expect(mdp.transitions.nextStates[row]).toBe(0);
    expect(mdp.transitions.probabilities[row]).toBeCloseTo(0.6 + 0.4 / 2, 12);
  });

  it('refuses a goal outside the grid', () => {
    expect(() => gridWorldMdp({ goal: [7, 0] })).toThrow('goal');
  });

  it('is registered, and its episodes earn what the tables say', async () => {
    const environment = await make('GridWorld7x7-v0', { observation: 'discrete' });
    const mdp = gridWorldMdp();
    const { values, greedyActions } = optimalValues(mdp, { discount: 1 });
    for (let seed = 0; seed < 20; seed++) {
      const start = environment.reset({ seed }).observation as number;
      let state = start;
      let total = 0;
      for (let ended = false; !ended;) {
        const result = environment.step(greedyActions[state]!);
        total += result.reward;
        state = result.observation as number;
        ended = result.terminated;
        expect(result.truncated).toBe(false);
      }
      expect(total).toBeCloseTo(values[start]!, 10);
    }
    environment.dispose();
  });

  it('gives its table to exact methods', async () => {
    const environment = (await make('GridWorld7x7-v0', {
      maxEpisodeSteps: null,
    })) as TabularEnvironment<SpaceValue>;
    expect(environment.mdp.states).toBe(49);
  });
});
