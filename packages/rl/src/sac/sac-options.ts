import { z } from 'zod';

const positive = z.number().positive();

/** Options that every off-policy optimizer of this package has, by Stable-Baselines3's names. */
export const offPolicyOptionsSchema = z.strictObject({
  learningRate: positive.default(3e-4).describe('Step size of Adam for every network.'),
  bufferSize: z.int().positive().default(1_000_000).describe('Transitions that the replay buffer keeps.'),
  learningStarts: z
    .int()
    .nonnegative()
    .default(100)
    .describe('Environment steps with uniformly random actions before the first update.'),
  batchSize: z.int().positive().default(256).describe('Transitions in each update.'),
  tau: z
    .number()
    .positive()
    .max(1)
    .default(0.005)
    .describe('Weight of the new parameters in the target networks.'),
  gamma: z
    .number()
    .min(0)
    .lt(1)
    .default(0.99)
    .describe('Discount; has to be that of the algorithm (`algorithm.discount`) where it has one.'),
  trainFrequency: z.int().positive().default(1).describe('Environment steps between updates.'),
  gradientSteps: z.int().nonnegative().default(1).describe('Updates after every `trainFrequency` steps.'),
  entropyCoefficient: z
    .union([z.literal('auto'), positive])
    .default('auto')
    .describe('Weight of the entropy in the objective; `auto` learns it.'),
  initialEntropyCoefficient: positive.default(1).describe('Where the learnt entropy coefficient starts.'),
  hidden: z
    .array(z.int().positive())
    .min(1)
    .default([256, 256])
    .describe('Sizes of the hidden layers of actor and critics.'),
  criticLayerNorm: z
    .boolean()
    .default(false)
    .describe(
      'Normalise the hidden layers of the critics: values of actions that nobody took stay near those of actions that somebody took.',
    ),
  stepsPerRound: z.int().positive().default(1000).describe('Environment steps of one round of `improve`.'),
  actorLearningRate: positive
    .optional()
    .describe('Step size of Adam for the actor alone; `learningRate` without it.'),
  annealLearningRate: z
    .int()
    .positive()
    .optional()
    .describe('Environment steps over which every learning rate of the policy falls linearly to zero.'),
  annealEntropyCoefficient: z
    .int()
    .positive()
    .optional()
    .describe(
      'Environment steps over which a fixed `entropyCoefficient` falls linearly to zero: the policy ends without noise.',
    ),
  averagePolicy: z
    .number()
    .gt(0)
    .lt(1)
    .optional()
    .describe(
      'Decay of a moving average of the actor, which acts when no noise is asked for (evaluation, export).',
    ),
  normalizeObservations: z
    .enum(['none', 'demonstrations', 'running'])
    .default('none')
    .describe(
      'Scale observations by mean and standard deviation: of the demonstrations, or of all observations so far.',
    ),
  clipObservations: positive.default(10).describe('Normalised observations are clipped to this size.'),
});

/** Options of `sac`. */
export const sacOptionsSchema = offPolicyOptionsSchema.extend({
  targetEntropy: z
    .union([z.literal('auto'), z.number()])
    .default('auto')
    .describe('Entropy that the learnt coefficient keeps; `auto` is minus the number of action dimensions.'),
});

/** Options of `sac-discrete`. */
export const sacDiscreteOptionsSchema = offPolicyOptionsSchema.extend({
  targetEntropy: z
    .union([z.literal('auto'), z.number()])
    .default('auto')
    .describe('Entropy that the learnt coefficient keeps; `auto` is 0.98 of the entropy of uniform actions.'),
});

/** Options of every off-policy optimizer, completed. */
export type OffPolicyOptions = z.output<typeof offPolicyOptionsSchema>;
/** Options of `sac`, completed. */
export type SacOptions = z.output<typeof sacOptionsSchema>;
/** Options of `sac-discrete`, completed. */
export type SacDiscreteOptions = z.output<typeof sacDiscreteOptionsSchema>;
