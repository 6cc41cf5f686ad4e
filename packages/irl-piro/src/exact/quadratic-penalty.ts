import type { ExactPenalty } from './exact-penalty.js';
import { powerNorm, powerNormGradient } from './power-norm.js';
import { norm1, normMaximum } from './vectors.js';

/**
 * `c e^2`, e the largest change of the reward. With `c = quadraticConstant(gamma, alpha)` the penalised surrogate is a
 * minorant of the gap, so no step makes the likelihood fall.
 *
 * For tabular rewards the maximum is `sign(g) |g|_1 / (2 c)`, g the gradient of the gap. For others the p-norm stands for
 * the maximum (see {@link powerNorm}), which keeps the guarantee.
 */
export function quadraticPenalty(constant: number): ExactPenalty {
  return {
    name: 'quadratic bound',
    coefficient: constant,
    value: (change, { reward }) => constant * (reward.tabular ? normMaximum(change) : powerNorm(change)) ** 2,
    gradient(change) {
      const norm = powerNorm(change);
      return powerNormGradient(change).map((slope) => 2 * constant * norm * slope);
    },
    maximiser(direction) {
      const size = norm1(direction) / (2 * constant);
      return direction.map((slope) => size * Math.sign(slope));
    },
  };
}
