import type { TabularMdp } from '@minorant/core';

import { errors } from '../errors.js';
import type { ExactProblem } from './likelihood.js';
import { occupancyMeasure } from './occupancy-measure.js';
import type { Trajectory } from './trajectory.js';

/**
 * The imitation problem that a finite set of episodes poses. The expert is the policy that they show: `pi_E(a | s)` is the
 * discounted share of the action among those demonstrated in the state, and uniform where nothing was. `rho_E` is the
 * occupancy measure of this policy from the initial distribution of the demonstrations.
 *
 * So `rho_E` satisfies the flow equation, and Proposition 1 holds, however the episodes ended and whatever chance did in
 * them. Where transitions are deterministic and all episodes were absorbed, it is the mean discounted count of states and
 * actions, and the problem's likelihood is that of the demonstrated actions themselves.
 *
 * @throws MinorantError `MNR_IRL_NO_TRANSITIONS` without any step.
 */
export function demonstratedProblem(
  mdp: TabularMdp,
  trajectories: readonly Trajectory[],
  temperature: number,
): ExactProblem {
  if (!trajectories.some(({ actions }) => actions.length > 0)) {
    throw errors.MNR_IRL_NO_TRANSITIONS({ episodes: trajectories.length });
  }
  const counts = new Float64Array(mdp.states * mdp.actions);
  const initial = new Float64Array(mdp.states);
  const share = 1 / trajectories.length;
  for (const { states, actions } of trajectories) {
    initial[states[0]!]! += share;
    actions.forEach((action, t) => (counts[states[t]! * mdp.actions + action]! += share * mdp.discount ** t));
  }
  const demonstrated = { ...mdp, initial };
  const expert = occupancyMeasure(demonstrated, conditional(mdp, counts));
  return { mdp: demonstrated, expert, temperature };
}

/** `pi(a | s)` in proportion to the counts of each state's actions, uniform where there are none: `[S * A]`. */
function conditional({ actions }: TabularMdp, counts: Float64Array): Float64Array {
  return counts.map((count, row) => {
    const first = row - (row % actions);
    const total = counts.subarray(first, first + actions).reduce((sum, one) => sum + one, 0);
    return total > 0 ? count / total : 1 / actions;
  });
}
