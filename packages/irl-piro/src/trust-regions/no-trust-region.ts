import * as tf from '@tensorflow/tfjs';
import { defineComponent, extensionPoints, type RewardChange } from '@minorant/core';
import { z } from 'zod';

import { TrustRegionBase } from './trust-region-base.js';

/** Limits nothing, but measures how far the reward moved: what a trust region is compared with (ML-IRL's update). */
export class NoTrustRegion extends TrustRegionBase {
  constructor() {
    super(0);
  }

  override penalty(_change: RewardChange): tf.Scalar {
    return tf.scalar(0);
  }
}

/** Registers {@link NoTrustRegion} as `none`. */
export const noTrustRegion = defineComponent(extensionPoints.trustRegion, {
  id: 'none',
  description: 'No trust region: every step is taken in full; the change is measured all the same.',
  optionsSchema: z.strictObject({}),
  create: () => new NoTrustRegion(),
});
