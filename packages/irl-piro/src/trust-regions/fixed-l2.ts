import type { Scalar } from '@tensorflow/tfjs';
import { defineComponent, extensionPoints, type RewardChange } from '@minorant/core';
import { z } from 'zod';

import { meanSquaredChange } from './change-measures.js';
import { TrustRegionBase } from './trust-region-base.js';

/** The options of {@link FixedL2} as a configuration gives them. */
export const fixedL2Options = z.strictObject({
  coefficient: z
    .number()
    .nonnegative()
    .default(10)
    .describe('mu: the objective is reduced by mu times the mean squared change'),
});

/** Penalises `coefficient` times the mean squared change of the per-step reward, and never adapts. */
export class FixedL2 extends TrustRegionBase {
  constructor(options: z.input<typeof fixedL2Options> = {}) {
    super(fixedL2Options.parse(options).coefficient);
  }

  override penalty(change: RewardChange): Scalar {
    return meanSquaredChange(change).mul(this.coefficientVariable);
  }
}

/** Registers {@link FixedL2} as `fixed-l2`. */
export const fixedL2 = defineComponent(extensionPoints.trustRegion, {
  id: 'fixed-l2',
  description: 'Penalises the mean squared change of the reward with a coefficient that never changes.',
  optionsSchema: fixedL2Options,
  create: (options) => new FixedL2(options),
});
