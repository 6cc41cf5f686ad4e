import { z } from 'zod';

import { sacOptionsSchema } from '../sac/sac-options.js';

const { shape } = sacOptionsSchema;

/** Options of `inverse-soft-q`: those of `sac`, with the settings of IQ-Learn's authors for MuJoCo as defaults. */
export const inverseSoftQOptionsSchema = sacOptionsSchema.extend({
  actorLearningRate: z.number().positive().default(3e-5).describe('Step size of Adam for the actor.'),
  batchSize: shape.batchSize.default(512),
  learningStarts: shape.learningStarts.default(1280),
  entropyCoefficient: shape.entropyCoefficient.default(0.01),
  criticCount: z.int().positive().default(1).describe('Critics; the smallest value counts.'),
  initialValue: z
    .enum(['value', 'v0', 'value-expert'])
    .default('value')
    .describe('How the value of initial states is estimated: HalfCheetah and Ant `value`, the others `v0`.'),
  regularisation: z
    .enum(['both', 'expert'])
    .default('both')
    .describe('Whose transitions the chi-squared regularisation sees.'),
});

/** Options of `inverse-soft-q`, completed. */
export type InverseSoftQOptions = z.output<typeof inverseSoftQOptionsSchema>;
