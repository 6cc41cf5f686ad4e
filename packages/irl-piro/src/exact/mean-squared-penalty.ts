import type { ExactPenalty, PenaltyContext } from './exact-penalty.js';

/** Below it a double has fewer digits than 53. */
const SMALLEST_NORMAL = 2 ** -1022;

/**
 * `mu / (1 - gamma)` times the mean squared change of the reward over both occupancy measures, on the scale of discounted
 * sums: what PIRO's penalty estimates from batches. Its maximum over tabular rewards moves each entry by
 * `(rho_E - rho_old) / (mu (rho_E + rho_old))`, so by at most `1 / mu`.
 */
export abstract class MeanSquaredPenalty implements ExactPenalty {
  abstract readonly name: string;
  readonly #discount: number;

  constructor(
    discount: number,
    /** mu. */
    public coefficient: number,
  ) {
    this.#discount = discount;
  }

  value(change: Float64Array, { weights }: PenaltyContext): number {
    return this.#scale * weights.reduce((sum, weight, i) => sum + weight * change[i]! ** 2, 0);
  }

  gradient(change: Float64Array, { weights }: PenaltyContext): Float64Array {
    return change.map((value, i) => 2 * this.#scale * weights[i]! * value);
  }

  maximiser(direction: Float64Array, { reward, parameters, weights }: PenaltyContext): Float64Array {
    const parameterWeights = reward.pullBack(parameters, weights);
    return direction.map((slope, k) => {
      const denominator = 2 * this.#scale * parameterWeights[k]!;
      const digits = Math.min(parameterWeights[k]!, denominator);
      // Of a state that neither visits but once in e^700 times, first the digits are lost, then the number.
      return slope === 0 || digits < SMALLEST_NORMAL ? 0 : slope / denominator;
    });
  }

  abstract adapt(change: Float64Array, context: PenaltyContext): void;

  get #scale(): number {
    return this.coefficient / (1 - this.#discount);
  }
}
