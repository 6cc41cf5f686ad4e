import type { TabularMdp } from '@minorant/core';

import { errors } from '../errors.js';

/** Options of {@link softValueIteration}. */
export interface SoftValueIterationOptions {
  /** alpha, the weight of the policy's entropy. @defaultValue 1 */
  readonly temperature?: number;
  /** Largest error of the values that is accepted. @defaultValue 1e-10 */
  readonly tolerance?: number;
  /** Values to start from, `[S]`, such as those of a similar reward. */
  readonly initialValues?: Float64Array;
  /** Sweeps after which it gives up. @defaultValue 1000000 */
  readonly maximumSweeps?: number;
}

/** What {@link softValueIteration} returns: the entropy-regularised optimum of one reward. */
export interface SoftOptimum {
  /** `V(s) = alpha log sum_a exp(Q(s, a) / alpha)`, `[S]`. */
  readonly values: Float64Array;
  /** `Q(s, a) = r(s, a) + gamma sum_s' P(s' | s, a) V(s')`, `[S * A]`. */
  readonly actionValues: Float64Array;
  /** `log pi(a | s) = (Q(s, a) - V(s)) / alpha`, `[S * A]`. */
  readonly logPolicy: Float64Array;
  /** `[S * A]`, each state's row sums to 1. */
  readonly policy: Float64Array;
  /** Sweeps until it converged. */
  readonly sweeps: number;
}

/**
 * The optimal values and policy of a maximum-entropy Markov decision process (Ziebart, 2010; Haarnoja et al., 2018): the
 * fixed point of the soft Bellman operator.
 *
 * The operator is monotone and passes constants on discounted, so the fixed point lies between the last values plus
 * `gamma / (1 - gamma)` times the smallest and the largest change (MacQueen's bounds): iteration stops when these are within
 * the tolerance, and returns their middle.
 *
 * @param reward - `r(s, a)`, `[S * A]` row-major.
 * @throws MinorantError `MNR_IRL_NOT_CONVERGED` when the tolerance is not reached, which happens when it is below what
 * double precision can resolve; `MNR_IRL_NOT_FINITE` for rewards that are no numbers.
 *
 * @example
 * ```ts
 * import type { TabularMdp } from '@minorant/core';
 * import { rewardTable, softValueIteration } from '@minorant/irl-piro';
 *
 * function expertPolicy(mdp: TabularMdp): Float64Array {
 *   return softValueIteration(mdp, rewardTable(mdp), { temperature: 0.5 }).policy;
 * }
 * ```
 */
export function softValueIteration(
  mdp: TabularMdp,
  reward: Float64Array,
  options: SoftValueIterationOptions = {},
): SoftOptimum {
  const { states, actions, discount } = mdp;
  const { temperature = 1, tolerance = 1e-10, initialValues, maximumSweeps = 1_000_000 } = options;
  const values = initialValues ? initialValues.slice() : new Float64Array(states);
  const actionValues = new Float64Array(states * actions);
  const horizon = discount / (1 - discount);

  let sweeps = 0;
  let error = Infinity;
  let middle = 0;
  while (error > tolerance) {
    if (sweeps === maximumSweeps) {
      throw errors.MNR_IRL_NOT_CONVERGED({ what: 'Soft value iteration', sweeps, error, tolerance });
    }
    backUp(mdp, reward, values, actionValues);
    let smallest = Infinity;
    let largest = -Infinity;
    for (let state = 0; state < states; state++) {
      const value = softMaximum(actionValues, state * actions, actions, temperature);
      const change = value - values[state]!;
      smallest = Math.min(smallest, change);
      largest = Math.max(largest, change);
      values[state] = value;
    }
    error = (horizon * (largest - smallest)) / 2;
    if (Number.isNaN(error)) throw errors.MNR_IRL_NOT_FINITE({ what: 'The reward of soft value iteration' });
    middle = (horizon * (largest + smallest)) / 2;
    sweeps += 1;
  }

  for (let state = 0; state < states; state++) values[state]! += middle;
  backUp(mdp, reward, values, actionValues);
  const logPolicy = new Float64Array(states * actions);
  for (let state = 0; state < states; state++) {
    const value = softMaximum(actionValues, state * actions, actions, temperature);
    for (let i = state * actions; i < (state + 1) * actions; i++) {
      logPolicy[i] = (actionValues[i]! - value) / temperature;
    }
  }
  return { values, actionValues, logPolicy, policy: logPolicy.map(Math.exp), sweeps };
}

/** `Q = r + gamma P V`, written into `actionValues`. */
function backUp(
  mdp: TabularMdp,
  reward: Float64Array,
  values: Float64Array,
  actionValues: Float64Array,
): void {
  const { rowStarts, nextStates, probabilities } = mdp.transitions;
  for (let row = 0; row < actionValues.length; row++) {
    let expected = 0;
    for (let entry = rowStarts[row]!; entry < rowStarts[row + 1]!; entry++) {
      expected += probabilities[entry]! * values[nextStates[entry]!]!;
    }
    actionValues[row] = reward[row]! + mdp.discount * expected;
  }
}

/** `alpha log sum exp(x / alpha)` over a stretch of an array, safe against overflow. */
function softMaximum(array: Float64Array, start: number, length: number, temperature: number): number {
  let largest = -Infinity;
  for (let i = start; i < start + length; i++) largest = Math.max(largest, array[i]!);
  let sum = 0;
  for (let i = start; i < start + length; i++) sum += Math.exp((array[i]! - largest) / temperature);
  return largest + temperature * Math.log(sum);
}
