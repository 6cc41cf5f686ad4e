import type { TabularMdp } from '@minorant/core';

import { occupancyMeasure, stateOccupancy } from './occupancy-measure.js';
import { softValueIteration, type SoftOptimum } from './soft-value-iteration.js';
import { difference, dot } from './vectors.js';

/** An imitation problem of which everything is known: the MDP, what the expert does, and how soft policies are. */
export interface ExactProblem {
  /** The model as tables. */
  readonly mdp: TabularMdp;
  /** `rho_E`, `[S * A]`, discounted and not normalised: of {@link occupancyMeasure} or of {@link demonstratedProblem}. */
  readonly expert: Float64Array;
  /** alpha. */
  readonly temperature: number;
}

/** Everything about one reward: its optimal policy, where that goes, and how well it explains the expert. */
export interface ExactEvaluation {
  /** The reward itself, `[S * A]`. */
  readonly reward: Float64Array;
  /** Soft-optimal policy and values of the reward. */
  readonly optimum: SoftOptimum;
  /** Occupancy measure of the optimal policy, `[S * A]`. */
  readonly occupancy: Float64Array;
  /** `E_(rho_E)[log pi(a | s)]`. */
  readonly logLikelihood: number;
  /** `l = E_(rho_E)[r] - E_eta[V]`: the imitation gap without the expert's own entropy, which no reward changes. */
  readonly gap: number;
  /** Gradient of the gap in the reward, `rho_E - rho_pi`, `[S * A]` (Proposition 1). */
  readonly gradient: Float64Array;
}

/**
 * Solves an imitation problem for one reward, exactly.
 *
 * Proposition 1 (Chen et al., 2025): `logLikelihood = gap / alpha`, and the gap's gradient is `rho_E - rho_pi`. It holds
 * whenever `rho_E` satisfies the flow equation of the MDP and its initial distribution.
 *
 * @param near - the evaluation of a similar reward, to start from.
 */
export function evaluateReward(
  problem: ExactProblem,
  reward: Float64Array,
  near?: ExactEvaluation,
): ExactEvaluation {
  const { mdp, expert, temperature } = problem;
  const optimum = softValueIteration(mdp, reward, {
    temperature,
    ...(near && { initialValues: near.optimum.values }),
  });
  const occupancy = occupancyMeasure(mdp, optimum.policy, {
    ...(near && { initialStates: stateOccupancy(mdp, near.occupancy) }),
  });
  return {
    reward,
    optimum,
    occupancy,
    logLikelihood: dot(expert, optimum.logPolicy),
    gap: dot(expert, reward) - dot(mdp.initial, optimum.values),
    gradient: difference(expert, occupancy),
  };
}

/**
 * The surrogate of the gap around an old reward: the new reward with the old policy (Eq. 5c),
 * `E_(rho_E)[r] - J(pi_old, r)` with `J(pi, r) = E_(rho_pi)[r] + alpha H(pi)`. At the old reward it equals the gap in value
 * and gradient (Proposition 2), and it is nowhere below it: the old policy is not optimal for the new reward.
 */
export function surrogate(problem: ExactProblem, old: ExactEvaluation, reward: Float64Array): number {
  const entropy = -dot(old.occupancy, old.optimum.logPolicy);
  return dot(old.gradient, reward) - problem.temperature * entropy;
}
