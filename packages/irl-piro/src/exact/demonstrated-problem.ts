import type { TabularMdp } from '@minorant/core';

import { errors } from '../errors.js';
import type { ExactProblem } from './likelihood.js';
import type { Trajectory } from './trajectory.js';

/**
 * The imitation problem that a finite set of episodes poses. `rho_E` is their mean discounted count of states and actions;
 * an episode that was absorbed goes on in its absorbing state for ever, taking all actions there equally often. The initial
 * distribution is that of the demonstrations.
 *
 * Where transitions are deterministic and all episodes were absorbed, this `rho_E` satisfies the flow equation exactly, and
 * the problem's likelihood is that of the demonstrated actions themselves. Elsewhere it is an estimate of the
 * expert's.
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
  const expert = new Float64Array(mdp.states * mdp.actions);
  const initial = new Float64Array(mdp.states);
  const share = 1 / trajectories.length;
  for (const { states, actions } of trajectories) {
    initial[states[0]!]! += share;
    actions.forEach((action, t) => (expert[states[t]! * mdp.actions + action]! += share * mdp.discount ** t));
    const last = states[actions.length]!;
    if (mdp.absorbing[last] === 1) {
      const tail = (share * mdp.discount ** actions.length) / (1 - mdp.discount) / mdp.actions;
      for (let action = 0; action < mdp.actions; action++) expert[last * mdp.actions + action]! += tail;
    }
  }
  return { mdp: { ...mdp, initial }, expert, temperature };
}
