import type { TabularMdp } from '@minorant/core';

import { rewardTable } from './exact-reward.js';

/** Options of {@link expectedReturn}. */
export interface ExpectedReturnOptions {
  /** Steps after which episodes are cut off. */
  readonly steps: number;
  /** Discount (gamma), from 0 to 1: the steps are finite. @defaultValue 1 */
  readonly discount?: number;
}

/** The mean return of a policy under the MDP's true reward over a finite number of steps, computed and not sampled. */
export function expectedReturn(
  mdp: TabularMdp,
  policy: Float64Array,
  options: ExpectedReturnOptions,
): number {
  const { rowStarts, nextStates, probabilities } = mdp.transitions;
  const { steps, discount = 1 } = options;
  const reward = rewardTable(mdp);
  let here = mdp.initial;
  let total = 0;
  for (let t = 0; t < steps; t++) {
    const next = new Float64Array(mdp.states);
    for (let row = 0; row < policy.length; row++) {
      const mass = here[Math.floor(row / mdp.actions)]! * policy[row]!;
      if (mass === 0) continue;
      total += discount ** t * mass * reward[row]!;
      for (let entry = rowStarts[row]!; entry < rowStarts[row + 1]!; entry++) {
        next[nextStates[entry]!]! += mass * probabilities[entry]!;
      }
    }
    here = next;
  }
  return total;
}

/** The deterministic policy that takes the first most likely action of each state. */
export function greedyPolicy(mdp: TabularMdp, policy: Float64Array): Float64Array {
  const greedy = new Float64Array(policy.length);
  for (let state = 0; state < mdp.states; state++) {
    let best = state * mdp.actions;
    for (let row = best; row < (state + 1) * mdp.actions; row++) if (policy[row]! > policy[best]!) best = row;
    greedy[best] = 1;
  }
  return greedy;
}
