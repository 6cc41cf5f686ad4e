import type { Scalar } from '@tensorflow/tfjs';
import { defineComponent, extensionPoints, type RewardChange } from '@minorant/core';
import { z } from 'zod';

import { meanSquaredChange } from './change-measures.js';
import { TrustRegionBase } from './trust-region-base.js';

/** The fields of {@link adaptiveL2Options} besides the target. */
export const adaptiveL2Fields = {
  x: z
    .number()
    .gt(1)
    .default(1.5)
    .describe('How far, as a factor, the change may miss the target before the coefficient moves'),
  y: z.number().gt(1).default(1.5).describe('Factor by which the coefficient moves'),
  initialCoefficient: z
    .number()
    .positive()
    .optional()
    .describe(
      'Coefficient mu of the first outer iteration, as far as its bounds let it; 1 / target without it',
    ),
  minimumCoefficient: z
    .number()
    .nonnegative()
    .default(1e-3)
    .describe('The coefficient never falls below this; 0.5 / target keeps the region tight at all times'),
  maximumCoefficient: z.number().positive().default(1e4).describe('The coefficient never rises above this'),
};

/** Whether the bounds of the coefficient are in order. */
export const boundsInOrder = (options: { minimumCoefficient: number; maximumCoefficient: number }): boolean =>
  options.minimumCoefficient <= options.maximumCoefficient;

/** What is said when they are not. */
export const boundsMessage = {
  path: ['minimumCoefficient'],
  message: 'must not be above maximumCoefficient',
};

/** The options of {@link AdaptiveL2} as a configuration gives them. */
export const adaptiveL2Options = z
  .strictObject({
    target: z
      .number()
      .positive()
      .default(0.1)
      .describe('Root mean square change of the reward to aim at per outer iteration'),
    ...adaptiveL2Fields,
  })
  .refine(boundsInOrder, boundsMessage);

/** Options of {@link AdaptiveL2}; all have defaults. */
export type AdaptiveL2Options = z.input<typeof adaptiveL2Options>;

/**
 * PIRO's trust region (Chen et al., 2025, Section 5 and Eq. 11): the objective is reduced by `mu * d2`, where `d2` is the
 * mean *squared* change of the per-step reward, and after each outer iteration mu is multiplied by `y` when the root of
 * `d2` was above `x * target`, divided by `y` when it was below `target / x`.
 *
 * The paper does not say whether its L2 norm is squared or averaged; its code takes the unsquared norm of the batch, whose
 * gradient is undefined at zero and grows with the batch. Squared and averaged, it has the form of the bound that holds
 * (see {@link QuadraticBound}), is smooth, and without batch noise the unconstrained inner maximum moves the reward by
 * `(rho_E - rho_S) / (mu (rho_E + rho_S))`, so by at most `1 / mu`: hence the default `1 / target`.
 *
 * With one gradient step per outer iteration (n = 1) any coefficient is inert: the penalty's gradient is zero at the start.
 *
 * @example
 * ```ts
 * import { AdaptiveL2 } from '@minorant/irl-piro';
 *
 * const region = new AdaptiveL2({ target: 0.1 });
 * region.adapt(0.3); // three times too far: the coefficient goes from 10 to 15
 * region.dispose();
 * ```
 */
export class AdaptiveL2 extends TrustRegionBase {
  /** Options, defaults filled in. */
  readonly options: z.output<typeof adaptiveL2Options>;

  constructor(options: AdaptiveL2Options = {}) {
    const parsed = adaptiveL2Options.parse(options);
    const { target, initialCoefficient = 1 / target, minimumCoefficient, maximumCoefficient } = parsed;
    super(Math.min(Math.max(initialCoefficient, minimumCoefficient), maximumCoefficient));
    this.options = parsed;
  }

  override penalty(change: RewardChange): Scalar {
    return meanSquaredChange(change).mul(this.coefficientVariable);
  }

  override adapt(measured: number): void {
    this.checkMeasured(measured);
    const { target, x, y, minimumCoefficient, maximumCoefficient } = this.options;
    if (measured > x * target) this.setCoefficient(Math.min(this.coefficient * y, maximumCoefficient));
    else if (measured < target / x) this.setCoefficient(Math.max(this.coefficient / y, minimumCoefficient));
  }
}

/** Registers {@link AdaptiveL2} as `adaptive-l2`. */
export const adaptiveL2 = defineComponent(extensionPoints.trustRegion, {
  id: 'adaptive-l2',
  description:
    'Penalises the mean squared change of the reward; the coefficient follows a target (PIRO, Eq. 11).',
  optionsSchema: adaptiveL2Options,
  create: (options) => new AdaptiveL2(options),
});
