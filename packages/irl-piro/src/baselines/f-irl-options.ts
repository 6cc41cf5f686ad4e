import { z } from 'zod';

import { adversarialFields } from './adversarial-options.js';

/** Options of f-IRL, with its authors' settings as defaults. */
export const fIrlOptions = z.strictObject({
  divergence: z
    .enum(['fkl', 'rkl', 'js'])
    .default('fkl')
    .describe('What is minimised between the state distributions: forward KL, reverse KL or Jensen-Shannon'),
  policyRounds: adversarialFields.policyRounds.default(5),
  rolloutSteps: adversarialFields.rolloutSteps.default(10_000),
  rolloutEpisodes: adversarialFields.rolloutEpisodes.default(10),
  rolloutHistory: adversarialFields.rolloutHistory,
  expertTrajectories: z
    .int()
    .positive()
    .default(10)
    .describe('Demonstrated trajectories in the covariance, drawn with replacement'),
  rewardUpdates: z.int().positive().default(1).describe('Reward steps in each outer iteration'),
  learningRate: z.number().positive().default(1e-4).describe('Learning rate of the reward (Adam)'),
  weightDecay: adversarialFields.weightDecay.default(1e-3),
  discriminatorUpdates: adversarialFields.discriminatorUpdates.default(1200),
  discriminatorLearningRate: z
    .number()
    .positive()
    .default(3e-4)
    .describe('Learning rate of the discriminator that estimates the density ratio'),
  discriminatorWeightDecay: z
    .number()
    .nonnegative()
    .default(1e-4)
    .describe("This times each of the discriminator's parameters is added to its gradient"),
  discriminatorHidden: z
    .array(z.int().positive())
    .default([128, 128])
    .describe("Sizes of the discriminator's hidden layers"),
  batchSize: adversarialFields.batchSize.default(800),
  absorbingStates: adversarialFields.absorbingStates,
  discount: adversarialFields.discount,
  demonstrationShare: adversarialFields.demonstrationShare,
});

/** Validated options of f-IRL. */
export type FIrlOptions = z.output<typeof fIrlOptions>;
