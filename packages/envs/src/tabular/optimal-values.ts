import type { TabularMdp } from '@minorant/core';

/** What {@link optimalValues} returns. */
export interface OptimalValues {
  /** Optimal value of each state, `[S]`. */
  readonly values: Float64Array;
  /** Optimal value of each state and action, `[S * A]`. */
  readonly actionValues: Float64Array;
  /** The first best action of each state, `[S]`. */
  readonly greedyActions: Int32Array;
  /** Sweeps until it converged. */
  readonly sweeps: number;
}

/** Options of {@link optimalValues}. */
export interface OptimalValuesOptions {
  /** Stops when no value moves by more than this in one sweep. @defaultValue 1e-10 */
  readonly tolerance?: number;
  /** Stops after this many sweeps at the latest. @defaultValue 100000 */
  readonly maxSweeps?: number;
  /** Another discount than the table's; 1 is allowed where every policy that matters ends. */
  readonly discount?: number;
}

/**
 * The values of the best policy, by value iteration (Sutton and Barto, 2nd edition, section 4.4). It makes the expert of
 * the small tasks; the entropy-regularised version is in `@minorant/irl-piro`.
 */
export function optimalValues(mdp: TabularMdp, options: OptimalValuesOptions = {}): OptimalValues {
  const { states, actions, transitions, reward } = mdp;
  const { rowStarts, nextStates, probabilities } = transitions;
  const tolerance = options.tolerance ?? 1e-10;
  const maxSweeps = options.maxSweeps ?? 100_000;
  const discount = options.discount ?? mdp.discount;
  const values = new Float64Array(states);
  const actionValues = new Float64Array(states * actions);
  const greedyActions = new Int32Array(states);
  let sweeps = 0;
  for (let change = Infinity; change > tolerance && sweeps < maxSweeps; sweeps++) {
    change = 0;
    for (let state = 0; state < states; state++) {
      let best = -Infinity;
      for (let action = 0; action < actions; action++) {
        const row = state * actions + action;
        let expected = 0;
        for (let entry = rowStarts[row]!; entry < rowStarts[row + 1]!; entry++) {
          expected += probabilities[entry]! * values[nextStates[entry]!]!;
        }
        const value = reward.values[reward.of === 'state' ? state : row]! + discount * expected;
        actionValues[row] = value;
        if (value > best) {
          best = value;
          greedyActions[state] = action;
        }
      }
      change = Math.max(change, Math.abs(best - values[state]!));
      values[state] = best;
    }
  }
  return { values, actionValues, greedyActions, sweeps };
}
