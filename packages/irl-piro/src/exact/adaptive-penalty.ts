import type { ExactPenalty, PenaltyContext } from './exact-penalty.js';
import { dot } from './vectors.js';

/** Options of {@link AdaptivePenalty}. */
export interface AdaptivePenaltyOptions {
  /** Root mean square change to aim at. @defaultValue 0.1 */
  readonly target?: number;
  /** @defaultValue 1.5 */
  readonly x?: number;
  /** @defaultValue 1.5 */
  readonly y?: number;
  /** @defaultValue 1 / target */
  readonly initial?: number;
  /** @defaultValue 0.001 */
  readonly minimum?: number;
  /** @defaultValue 10000 */
  readonly maximum?: number;
  readonly discount: number;
}

/**
 * PIRO's adaptive penalty (Eq. 11) without sampling: `mu / (1 - gamma)` times the mean squared change over both occupancy
 * measures, on the scale of discounted sums. The maximum over tabular rewards moves each entry by
 * `(rho_E - rho_old) / (mu (rho_E + rho_old))`, so by at most `1 / mu`. Nothing guarantees that the likelihood rises:
 * the controller keeps the change at its target even where the gap is at its maximum, so it goes round it.
 */
export class AdaptivePenalty implements ExactPenalty {
  readonly name = 'adaptive';
  readonly #options: Required<AdaptivePenaltyOptions>;
  #coefficient: number;

  constructor(options: AdaptivePenaltyOptions) {
    const target = options.target ?? 0.1;
    this.#options = { target, x: 1.5, y: 1.5, initial: 1 / target, minimum: 1e-3, maximum: 1e4, ...options };
    this.#coefficient = this.#options.initial;
  }

  get coefficient(): number {
    return this.#coefficient;
  }

  value(change: Float64Array, { weights }: PenaltyContext): number {
    return this.#scale * weights.reduce((sum, weight, i) => sum + weight * change[i]! ** 2, 0);
  }

  gradient(change: Float64Array, { weights }: PenaltyContext): Float64Array {
    return change.map((value, i) => 2 * this.#scale * weights[i]! * value);
  }

  maximiser(direction: Float64Array, { reward, parameters, weights }: PenaltyContext): Float64Array {
    const parameterWeights = reward.pullBack(parameters, weights);
    return direction.map((slope, k) => (slope === 0 ? 0 : slope / (2 * this.#scale * parameterWeights[k]!)));
  }

  /** Eq. 11. */
  adapt(change: Float64Array, { weights }: PenaltyContext): void {
    const { target, x, y, minimum, maximum } = this.#options;
    const squares = change.map((value) => value ** 2);
    const measured = Math.sqrt(dot(squares, weights));
    if (measured > x * target) this.#coefficient = Math.min(this.#coefficient * y, maximum);
    else if (measured < target / x) this.#coefficient = Math.max(this.#coefficient / y, minimum);
  }

  get #scale(): number {
    return this.#coefficient / (1 - this.#options.discount);
  }
}
