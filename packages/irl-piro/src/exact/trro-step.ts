import type { ExactPenalty, PenaltyContext } from './exact-penalty.js';
import type { ExactReward } from './exact-reward.js';
import type { ExactEvaluation, ExactProblem } from './likelihood.js';
import { addScaled, difference, dot } from './vectors.js';

/** What {@link trroStep} found. */
export interface TrroStep {
  /** theta_new. */
  readonly parameters: Float64Array;
  /** `r_new`, `[S * A]`. */
  readonly reward: Float64Array;
  /** `r_new - r_old`, `[S * A]`. */
  readonly change: Float64Array;
  /** How much the surrogate rises. */
  readonly gain: number;
  /** What the penalty takes from it. */
  readonly penalty: number;
}

/**
 * One reward step of TRRO: `theta_new = argmax surrogate(theta) - penalty(r_theta - r_old)`.
 *
 * In closed form for tabular rewards; for others by gradient ascent with backtracking from theta_old, which never accepts a
 * step that lowers the penalised surrogate, and so keeps whatever the penalty guarantees.
 */
export function trroStep(
  problem: ExactProblem,
  reward: ExactReward,
  parameters: Float64Array,
  old: ExactEvaluation,
  penalty: ExactPenalty,
): TrroStep {
  const context: PenaltyContext = {
    reward,
    parameters,
    weights: old.occupancy.map((mass, i) => ((1 - problem.mdp.discount) * (mass + problem.expert[i]!)) / 2),
  };
  const found = reward.tabular
    ? addScaled(parameters, penalty.maximiser(reward.pullBack(parameters, old.gradient), context), 1)
    : ascend(old, penalty, context);
  const table = reward.evaluate(found);
  const change = difference(table, old.reward);
  const step = {
    parameters: found,
    reward: table,
    change,
    gain: dot(old.gradient, change),
    penalty: penalty.value(change, context),
  };
  penalty.adapt?.(change, context);
  return step;
}

const ASCENT_STEPS = 100;
const HALVINGS = 60;

/** Maximises the penalised surrogate over the parameters, from theta_old, by steps that each raise it. */
function ascend(old: ExactEvaluation, penalty: ExactPenalty, context: PenaltyContext): Float64Array {
  const { reward } = context;
  const objective = (theta: Float64Array): number => {
    const change = difference(reward.evaluate(theta), old.reward);
    return dot(old.gradient, change) - penalty.value(change, context);
  };
  let theta = context.parameters;
  let best = 0;
  let length = 1;
  for (let step = 0; step < ASCENT_STEPS; step++) {
    const change = difference(reward.evaluate(theta), old.reward);
    const slope = reward.pullBack(theta, difference(old.gradient, penalty.gradient(change, context)));
    const steepness = dot(slope, slope);
    let accepted = false;
    for (let halving = 0; halving < HALVINGS && !accepted; halving++) {
      const candidate = addScaled(theta, slope, length);
      const value = objective(candidate);
      // Armijo's condition: a tenth of what the slope promises.
      accepted = value > best && value >= best + 0.1 * length * steepness;
      if (accepted) [theta, best] = [candidate, value];
      else length /= 2;
    }
    if (!accepted) break;
    length *= 2;
  }
  return theta;
}
