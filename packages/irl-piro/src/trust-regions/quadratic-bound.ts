import type { Scalar } from '@tensorflow/tfjs';
import { defineComponent, extensionPoints, type RewardChange } from '@minorant/core';
import { z } from 'zod';

import { boundFields, occupancyMass } from './bound-options.js';
import { maximumChange } from './change-measures.js';
import { TrustRegionBase } from './trust-region-base.js';

/** The options of {@link QuadraticBound} as a configuration gives them. */
export const quadraticBoundOptions = z.strictObject({
  temperature: z.number().positive().default(0.2).describe("alpha, the policy's entropy coefficient"),
  ...boundFields,
});

/**
 * The bound that makes the surrogate a minorant: with `e = max |r - r_old|`, temperature alpha and discount gamma,
 *
 * `0 <= surrogate - l <= e^2 / (2 alpha (1 - gamma)^3)`
 *
 * for discounted sums (times `1 - gamma` for means over steps). The surrogate less this penalty touches the imitation gap
 * at the old reward and lies below it everywhere, so whatever raises it raises the gap: the exact step never makes
 * the likelihood fall (`trroStep` computes it for tabular tasks).
 *
 * Three things keep this from being a guarantee in deep learning: the policy must be optimal for the old reward, the
 * maximum is taken over the batch and not over all states and actions, and the occupancies are estimates. The constant
 * is also far too cautious for long horizons: at gamma = 0.99 and alpha = 0.2 it is 25,000 on the scale of means.
 *
 * The penalty is the square of a maximum: continuous, with gradient zero at zero change, but not smooth where the
 * maximum passes from one row to another; only the rows at the maximum feel it. `measure` gives the maximum.
 */
export class QuadraticBound extends TrustRegionBase {
  /** The discount that its constant is computed from. */
  readonly discount: number;

  constructor(options: z.input<typeof quadraticBoundOptions> = {}) {
    const parsed = quadraticBoundOptions.parse(options);
    super(occupancyMass(parsed) / (2 * parsed.temperature * (1 - parsed.discount) ** 3));
    this.discount = parsed.discount;
  }

  override penalty(change: RewardChange): Scalar {
    return maximumChange(change).square().mul(this.coefficientVariable);
  }

  override measure(change: RewardChange): Scalar {
    return maximumChange(change);
  }
}

/** Registers {@link QuadraticBound} as `quadratic-bound`. */
export const quadraticBound = defineComponent(extensionPoints.trustRegion, {
  id: 'quadratic-bound',
  description:
    'Penalises e^2 / (2 alpha (1 - gamma)^3), e the largest change: the bound that holds in theory.',
  optionsSchema: quadraticBoundOptions,
  create: (options) => new QuadraticBound(options),
});
