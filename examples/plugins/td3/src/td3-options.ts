import { offPolicyOptionsSchema } from '@minorant/rl';
import { z } from 'zod';

/** Options of `td3`: those of the other off-policy optimizers that apply, and its own. */
export const td3Options = offPolicyOptionsSchema
  .omit({
    entropyCoefficient: true,
    initialEntropyCoefficient: true,
    annealEntropyCoefficient: true,
    averagePolicy: true,
    normalizeObservations: true,
    clipObservations: true,
  })
  .extend({
    policyDelay: z.int().positive().default(2).describe('Updates of the critics for one of the policy.'),
    actionNoise: z.number().nonnegative().default(0.1).describe('Deviation of the noise of exploration.'),
    targetPolicyNoise: z
      .number()
      .nonnegative()
      .default(0.2)
      .describe('Deviation of the noise that smooths the target policy.'),
    targetNoiseClip: z.number().nonnegative().default(0.5).describe('Bound of that noise.'),
  });

/** Options of `td3`, completed. Noise is in units of actions scaled to `[-1, 1]`. */
export type Td3Options = z.output<typeof td3Options>;
