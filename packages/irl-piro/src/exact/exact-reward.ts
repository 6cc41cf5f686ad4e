import type { TabularMdp } from '@minorant/core';

/**
 * A reward with parameters over all states and actions of a tabular MDP: what exact methods learn. Rewards are tables
 * `[S * A]`, row-major.
 */
export interface ExactReward {
  /** Number of parameters. */
  readonly size: number;
  /** `r_theta(s, a)`. */
  evaluate(parameters: Float64Array): Float64Array;
  /** `sum_(s, a) direction(s, a) * d r_theta(s, a) / d theta`: the gradient of an expectation of the reward. */
  pullBack(parameters: Float64Array, direction: Float64Array): Float64Array;
  /**
   * Whether each entry of the table is exactly one parameter: then the penalised surrogates have closed-form maxima.
   */
  readonly tabular: boolean;
}

/** The true reward of an MDP as a table `[S * A]`, whether it is of states or of states and actions. */
export function rewardTable(mdp: TabularMdp): Float64Array {
  const { values, of } = mdp.reward;
  if (of === 'state-action') return values.slice();
  return tabularReward(mdp, 'state').evaluate(values);
}

/** One parameter for each state, or for each state and action. */
export function tabularReward(mdp: TabularMdp, of: 'state' | 'state-action'): ExactReward {
  const width = of === 'state' ? mdp.actions : 1;
  const rows = mdp.states * mdp.actions;
  return {
    size: rows / width,
    tabular: true,
    evaluate: (parameters) =>
      Float64Array.from({ length: rows }, (_, row) => parameters[Math.floor(row / width)]!),
    pullBack(parameters, direction) {
      const gradient = new Float64Array(parameters.length);
      direction.forEach((value, row) => (gradient[Math.floor(row / width)]! += value));
      return gradient;
    },
  };
}

/** A linear reward of the states' features, `r_theta(s) = theta . phi(s)` (Ziebart et al., 2008). */
export function linearReward(mdp: TabularMdp): ExactReward {
  const { actions, features, featureCount } = mdp;
  const rows = mdp.states * actions;
  const feature = (row: number, k: number): number => features[Math.floor(row / actions) * featureCount + k]!;
  return {
    size: featureCount,
    tabular: false,
    evaluate: (parameters) =>
      Float64Array.from({ length: rows }, (_, row) =>
        parameters.reduce((sum, p, k) => sum + p * feature(row, k), 0),
      ),
    pullBack: (parameters, direction) =>
      parameters.map((_, k) => direction.reduce((sum, value, row) => sum + value * feature(row, k), 0)),
  };
}
