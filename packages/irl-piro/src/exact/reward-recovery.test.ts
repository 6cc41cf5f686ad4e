import { gridWorldMdp } from '@minorant/envs';
import { RandomStream } from '@minorant/core';
import { describe, expect, it } from 'vitest';

import { demonstratedProblem } from './demonstrated-problem.js';
import { rewardTable, tabularReward } from './exact-reward.js';
import { expectedReturn, greedyPolicy } from './expected-return.js';
import { evaluateReward, type ExactProblem } from './likelihood.js';
import { sampleTrajectory } from './trajectory.js';
import { Trro } from './trro.js';
import { correlation, dot } from './vectors.js';
import { VerifiedPenalty } from './verified-penalty.js';

const temperature = 1;
const mdp = gridWorldMdp({ discount: 0.9 });
const truth = rewardTable(mdp);
const nobody = new Float64Array(truth.length);
const expert = evaluateReward({ mdp, expert: nobody, temperature }, truth);

/** TRRO on state-only rewards; fails when the likelihood falls in any iteration. */
function recover(problem: ExactProblem, iterations: number): Trro {
  const penalty = new VerifiedPenalty({ discount: mdp.discount });
  const trro = new Trro({ problem, reward: tabularReward(mdp, 'state'), penalty });
  let last = trro.evaluation.logLikelihood;
  for (let i = 0; i < iterations; i++) {
    const { logLikelihood } = trro.iterate();
    expect(logLikelihood).toBeGreaterThanOrEqual(last - 1e-8);
    last = logLikelihood;
  }
  return trro;
}

describe('the 7x7 grid world, rewards of the state alone', () => {
  it('identifies the reward up to a constant: the policy alone gives the map back', () => {
    // alpha log pi(a|s) = r(s) + gamma V(s_a) - V(s), so two actions of a state tell the difference of V where they lead.
    // Walking over such pairs gives V everywhere up to one constant k, and r up to (1 - gamma) k.
    const next = mdp.transitions.nextStates;
    const { logPolicy } = expert.optimum;
    const values = new Map([[0, 0]]);
    for (let grown = true; grown;) {
      grown = false;
      for (let row = 0; row < truth.length; row++) {
        const first = row - (row % mdp.actions);
        for (let other = first; other < first + mdp.actions; other++) {
          const known = values.get(next[row]!);
          if (known === undefined || values.has(next[other]!)) continue;
          values.set(
            next[other]!,
            known + (temperature * (logPolicy[other]! - logPolicy[row]!)) / mdp.discount,
          );
          grown = true;
        }
      }
    }
    expect(values.size).toBe(mdp.states);
    const map = Float64Array.from({ length: mdp.states }, (_, state) => {
      const row = state * mdp.actions;
      return temperature * logPolicy[row]! - mdp.discount * values.get(next[row]!)! + values.get(state)!;
    });
    const shift = map[0]! - mdp.reward.values[0]!;
    map.forEach((value, state) => expect(value - shift).toBeCloseTo(mdp.reward.values[state]!, 6));
  });

  it('recovers the map from the exact occupancy of the expert', () => {
    const trro = recover({ mdp, expert: expert.occupancy, temperature }, 100);
    expect(correlation(trro.parameters, mdp.reward.values)).toBeGreaterThan(0.999);
    expect(trro.evaluation.logLikelihood).toBeCloseTo(dot(expert.occupancy, expert.optimum.logPolicy), 4);
    // The best policy of the learnt reward takes a shortest path from every cell, as the true one's does.
    const value = (policy: Float64Array): number =>
      expectedReturn(mdp, greedyPolicy(mdp, policy), { steps: 50 });
    expect(value(trro.evaluation.optimum.policy)).toBeCloseTo(value(expert.optimum.policy), 6);
  });

  it('recovers the map from 3000 demonstrated episodes, whose likelihood is that of the demonstrated actions', () => {
    const random = new RandomStream(1);
    const episodes = Array.from({ length: 3000 }, () => sampleTrajectory(mdp, expert.optimum.policy, random));
    const problem = demonstratedProblem(mdp, episodes, temperature);
    const trro = recover(problem, 30);
    expect(correlation(trro.parameters, mdp.reward.values)).toBeGreaterThan(0.95);

    // Proposition 1 for data: the likelihood is also the gap, because these counts satisfy the flow equation.
    const { gap, logLikelihood } = evaluateReward(problem, truth);
    expect(temperature * logLikelihood).toBeCloseTo(gap, 7);
    const counted = episodes.map(({ states, actions }) => {
      let sum = 0;
      actions.forEach(
        (a, t) => (sum += mdp.discount ** t * expert.optimum.logPolicy[states[t]! * mdp.actions + a]!),
      );
      // For ever in the goal, where all actions are equal.
      return sum - (mdp.discount ** actions.length / (1 - mdp.discount)) * Math.log(mdp.actions);
    });
    expect(counted.reduce((sum, value) => sum + value, 0) / counted.length).toBeCloseTo(logLikelihood, 8);
  });
});
