import type { ExactPenalty, PenaltyContext } from './exact-penalty.js';

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
    // Of a state that neither visits but once in e^700 times, the weight vanishes before the slope does.
    return direction.map((slope, k) => {
      const weight = parameterWeights[k]!;
      return slope === 0 || weight === 0 ? 0 : slope / (2 * this.#scale * weight);
    });
  }

  abstract adapt(change: Float64Array, context: PenaltyContext): void;

  get #scale(): number {
    return this.coefficient / (1 - this.#discount);
  }
}
