import type { TabularMdp } from '@minorant/core';

import { errors } from '../errors.js';

/** Options of {@link occupancyMeasure}. */
export interface OccupancyOptions {
  /** Largest total error, relative to the whole mass, that is accepted. @defaultValue 1e-12 */
  readonly tolerance?: number;
  /** State occupancy to start from, `[S]`, such as that of a similar policy. */
  readonly initialStates?: Float64Array;
}

/**
 * The discounted occupancy measure of a policy, `rho(s, a) = sum_t gamma^t Pr(s_t = s, a_t = a)`, `[S * A]`: not
 * normalised, its mass is `1 / (1 - gamma)`. It is the fixed point of the flow equation
 * `d = eta + gamma P_pi' d`, reached by iteration over the sparse transitions.
 *
 * @param policy - `pi(a | s)`, `[S * A]` row-major.
 * @throws MinorantError `MNR_IRL_NOT_FINITE` for a policy that is no numbers.
 */
export function occupancyMeasure(
  mdp: TabularMdp,
  policy: Float64Array,
  options: OccupancyOptions = {},
): Float64Array {
  const { states, actions, discount, initial } = mdp;
  const { rowStarts, nextStates, probabilities } = mdp.transitions;
  const { tolerance = 1e-12, initialStates } = options;
  let occupancy = initialStates ? initialStates.slice() : initial.slice();
  let next = new Float64Array(states);
  let error = Infinity;
  for (let sweeps = 0; error > tolerance; sweeps++) {
    if (sweeps === 1_000_000) {
      throw errors.MNR_IRL_NOT_CONVERGED({ what: 'The occupancy measure', sweeps, error, tolerance });
    }
    next.set(initial);
    for (let state = 0; state < states; state++) {
      for (let row = state * actions; row < (state + 1) * actions; row++) {
        const flow = discount * occupancy[state]! * policy[row]!;
        for (let entry = rowStarts[row]!; entry < rowStarts[row + 1]!; entry++) {
          next[nextStates[entry]!]! += flow * probabilities[entry]!;
        }
      }
    }
    let change = 0;
    for (let state = 0; state < states; state++) change += Math.abs(next[state]! - occupancy[state]!);
    // What is still to come is at most gamma / (1 - gamma) times the last change; the mass is 1 / (1 - gamma).
    error = discount * change;
    if (Number.isNaN(error)) throw errors.MNR_IRL_NOT_FINITE({ what: 'The policy of an occupancy measure' });
    [occupancy, next] = [next, occupancy];
  }
  return policy.map((probability, row) => probability * occupancy[Math.floor(row / actions)]!);
}

/** Sums an occupancy measure over actions: `[S]` from `[S * A]`. */
export function stateOccupancy(mdp: TabularMdp, occupancy: Float64Array): Float64Array {
  const states = new Float64Array(mdp.states);
  occupancy.forEach((mass, row) => (states[Math.floor(row / mdp.actions)]! += mass));
  return states;
}
