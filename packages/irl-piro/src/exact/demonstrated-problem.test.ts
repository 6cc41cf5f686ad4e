import { RandomStream, type TabularMdp } from '@minorant/core';
import { gridWorldMdp } from '@minorant/envs';
import { describe, expect, it } from 'vitest';

import { demonstratedProblem } from './demonstrated-problem.js';
import { rewardTable, tabularReward } from './exact-reward.js';
import { evaluateReward } from './likelihood.js';
import { stateOccupancy } from './occupancy-measure.js';
import { sampleTrajectory, type Trajectory } from './trajectory.js';
import { Trro } from './trro.js';
import { norm1 } from './vectors.js';
import { VerifiedPenalty } from './verified-penalty.js';

const discount = 0.9;
const temperature = 1;

/** Episodes of the soft-optimal expert, cut off after `maximumSteps`. */
function demonstrate(mdp: TabularMdp, count: number, maximumSteps: number): Trajectory[] {
  const random = new RandomStream(1);
  const nobody = new Float64Array(mdp.states * mdp.actions);
  const { policy } = evaluateReward({ mdp, expert: nobody, temperature }, rewardTable(mdp)).optimum;
  return Array.from({ length: count }, () => sampleTrajectory(mdp, policy, random, maximumSteps));
}

describe('demonstratedProblem', () => {
  // States that nobody visits but once in e^700 times: their weights are numbers of one digit, then none.
  it.each([1, 3])('goes on for 60 iterations from %i episodes, no step above 1 / mu', (count) => {
    const mdp = gridWorldMdp({ discount: 0.99 });
    const problem = demonstratedProblem(mdp, demonstrate(mdp, count, 1000), temperature);
    const penalty = new VerifiedPenalty({ discount: 0.99 });
    const steps: number[] = [];
    const maximiser = penalty.maximiser.bind(penalty);
    penalty.maximiser = (direction, context) => {
      const step = maximiser(direction, context);
      steps.push(Math.max(...step.map(Math.abs)) * penalty.coefficient);
      return step;
    };
    const trro = new Trro({ problem, reward: tabularReward(mdp, 'state'), penalty });
    for (let i = 0; i < 60; i++) trro.iterate();
    expect(steps.length).toBeGreaterThanOrEqual(60);
    expect(Math.max(...steps)).toBeLessThanOrEqual(1 + 1e-9);
  });

  const deterministic = gridWorldMdp({ discount });
  const slippery = gridWorldMdp({ discount, slip: 0.2 });

  it('counts states and actions where nothing is left to chance and every episode was absorbed', () => {
    const mdp = deterministic;
    const episodes = demonstrate(mdp, 20, 1000);
    const { expert } = demonstratedProblem(mdp, episodes, temperature);
    const counted = new Float64Array(expert.length);
    for (const { states, actions } of episodes) {
      actions.forEach((a, t) => (counted[states[t]! * mdp.actions + a]! += discount ** t / episodes.length));
      const tail = discount ** actions.length / (1 - discount) / mdp.actions / episodes.length;
      for (let a = 0; a < mdp.actions; a++) counted[states.at(-1)! * mdp.actions + a]! += tail;
    }
    expert.forEach((mass, row) => expect(mass).toBeCloseTo(counted[row]!, 9));
  });

  it.each([
    ['chance in the transitions', slippery, 1000],
    ['episodes that were cut off', deterministic, 4],
    ['both', slippery, 4],
  ])('satisfies the flow equation with %s, so the likelihood never falls', (_, mdp, maximumSteps) => {
    const episodes = demonstrate(mdp, 10, maximumSteps);
    expect(episodes.some(({ states }) => mdp.absorbing[states.at(-1)!] === 0)).toBe(maximumSteps === 4);
    const problem = demonstratedProblem(mdp, episodes, temperature);
    const { expert } = problem;
    expect(norm1(expert)).toBeCloseTo(1 / (1 - discount), 8);
    const { rowStarts, nextStates, probabilities } = mdp.transitions;
    const flow = problem.mdp.initial.slice();
    expert.forEach((mass, row) => {
      for (let k = rowStarts[row]!; k < rowStarts[row + 1]!; k++) {
        flow[nextStates[k]!]! += discount * mass * probabilities[k]!;
      }
    });
    stateOccupancy(mdp, expert).forEach((mass, state) => expect(mass).toBeCloseTo(flow[state]!, 9));
    // Proposition 1, at any reward.
    const { gap, logLikelihood } = evaluateReward(problem, rewardTable(mdp));
    expect(temperature * logLikelihood).toBeCloseTo(gap, 7);

    const penalty = new VerifiedPenalty({ discount });
    const trro = new Trro({ problem, reward: tabularReward(mdp, 'state'), penalty });
    const start = trro.evaluation.logLikelihood;
    let last = start;
    for (let i = 0; i < 50; i++) {
      const { logLikelihood: found } = trro.iterate();
      expect(found).toBeGreaterThanOrEqual(last - 1e-8);
      last = found;
    }
    expect(last).toBeGreaterThan(start + 0.1);
  });
});
