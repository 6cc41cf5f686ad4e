import type { Scalar } from '@tensorflow/tfjs';
import { defineComponent, extensionPoints, type RewardChange } from '@minorant/core';
import { z } from 'zod';

import { boundFields, occupancyMass } from './bound-options.js';
import { maximumChange } from './change-measures.js';
import { TrustRegionBase } from './trust-region-base.js';

/** The options of {@link LinearBound} as a configuration gives them. */
export const linearBoundOptions = z.strictObject({
  coefficient: z
    .number()
    .nonnegative()
    .optional()
    .describe(
      'C; without it the smallest constant for which the bound is known to hold: 2 for means over steps, 2 / (1 - gamma) for discounted sums',
    ),
  ...boundFields,
});

/**
 * TRRO's penalty as published (Chen et al., 2025, Theorem 3): `C * e`, where `e = max |r - r_old|`.
 *
 * It is here to be compared with. `C = 2 / (1 - gamma)` is large enough (`1 - gamma` times that for means over steps),
 * and with any such constant the best step is no step at all: the surrogate cannot gain more than
 * `e * |rho_E - rho_S|_1 <= 2 e / (1 - gamma)`. The paper gives `C` = 111,373.55 for two actions, rewards within 1 and
 * gamma = 0.9.
 *
 * Its gradient at zero change is taken as zero (the subgradient of least norm), so the first inner step ignores the penalty;
 * the following ones pull back the rows that moved most.
 */
export class LinearBound extends TrustRegionBase {
  /** The discount that its constant is computed from. */
  readonly discount: number;

  constructor(options: z.input<typeof linearBoundOptions> = {}) {
    const parsed = linearBoundOptions.parse(options);
    super(parsed.coefficient ?? (occupancyMass(parsed) * 2) / (1 - parsed.discount));
    this.discount = parsed.discount;
  }

  override penalty(change: RewardChange): Scalar {
    return maximumChange(change).mul(this.coefficientVariable);
  }

  override measure(change: RewardChange): Scalar {
    return maximumChange(change);
  }
}

/** Registers {@link LinearBound} as `linear-bound`. */
export const linearBound = defineComponent(extensionPoints.trustRegion, {
  id: 'linear-bound',
  description:
    "Penalises C times the largest change: TRRO's penalty as published; large constants take no step.",
  optionsSchema: linearBoundOptions,
  create: (options) => new LinearBound(options),
});
