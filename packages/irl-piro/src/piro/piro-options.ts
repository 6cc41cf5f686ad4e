import { linearDecay, type StepCounter } from '@minorant/core';
import { z } from 'zod';

/** Options shared by PIRO and ML-IRL: what an outer iteration samples and how it weighs it. */
export const outerLoopOptions = {
  policyRounds: z
    .int()
    .positive()
    .default(1)
    .describe('k: rounds of policy optimisation in each outer iteration'),
  rolloutSteps: z
    .int()
    .positive()
    .default(1000)
    .describe('On-policy environment steps collected for D_S (whole episodes)'),
  rolloutEpisodes: z.int().positive().default(10).describe('At most this many episodes in D_S'),
  rolloutHistory: z
    .int()
    .positive()
    .default(1)
    .describe('D_S holds the rollouts of this many last iterations'),
  expertBatchSize: z
    .union([z.literal('all'), z.int().positive()])
    .default('all')
    .describe('Expert rows in each reward step: all of them, or a fresh sample of this size'),
  policyBatchSize: z
    .union([z.literal('all'), z.int().positive()])
    .default('all')
    .describe('Policy rows in each reward step: all of D_S, or a fresh sample of this size'),
  learningRate: z.number().positive().default(3e-4).describe('Learning rate of the reward (Adam)'),
  annealLearningRate: z
    .int()
    .positive()
    .optional()
    .describe('Environment steps over which the learning rate of the reward falls linearly to zero'),
  weightDecay: z
    .number()
    .nonnegative()
    .default(0)
    .describe('L2 weight decay: this times each parameter is added to its gradient'),
  rewardPenalty: z
    .number()
    .nonnegative()
    .default(0)
    .describe(
      "l2: this times the mean squared reward, half of the weight on the expert's rows and half on the policy's, is subtracted from the objective; keeps rewards bounded",
    ),
  gradientPenalty: z
    .number()
    .nonnegative()
    .default(0)
    .describe(
      'Weight of the mean squared norm of the gradient of the reward by its observations and actions',
    ),
  discount: z
    .number()
    .min(0)
    .lt(1)
    .default(0.99)
    .describe(
      'gamma, for the weight of absorbing states, and of steps when `discounted`; has to be that of the policy (`policy.gamma`)',
    ),
  discounted: z
    .boolean()
    .default(false)
    .describe('Whether step t weighs gamma^t in expectations, instead of 1'),
  absorbingStates: z
    .boolean()
    .default(true)
    .describe(
      'Whether terminated episodes go on in an absorbing state (needs a reward that reads `absorbing`)',
    ),
  demonstrationShare: z
    .number()
    .min(0)
    .lt(1)
    .default(0)
    .describe('Share of expert transitions in the batches of the policy optimizer; 0 in the paper'),
};

/** Options of PIRO (Algorithm 3). */
export const piroOptions = z.strictObject({
  ...outerLoopOptions,
  rolloutHistory: outerLoopOptions.rolloutHistory.describe(
    'D_S holds the rollouts of this many last iterations; with `freshRollouts`, of this many last inner steps',
  ),
  innerSteps: z
    .int()
    .positive()
    .default(10)
    .describe(
      'n: reward steps in each outer iteration, all limited against the same old reward; with 1 no penalty acts',
    ),
  freshRollouts: z
    .boolean()
    .default(false)
    .describe(
      'Whether D_S is collected anew for every inner step, as Algorithm 3 is written, instead of once',
    ),
});

/** Validated options of PIRO. */
export type PiroOptions = z.output<typeof piroOptions>;

/** Options of ML-IRL: PIRO's without the trust region and its inner loop. */
export const mlIrlOptions = z.strictObject(outerLoopOptions);

/** Validated options of ML-IRL. */
export type MlIrlOptions = z.output<typeof mlIrlOptions>;

/** The learning rate of the reward after the environment steps so far. */
export function annealedRate(
  options: Pick<MlIrlOptions, 'learningRate' | 'annealLearningRate'>,
  counter: Pick<StepCounter, 'steps'>,
): number {
  return options.learningRate * linearDecay(counter, options.annealLearningRate);
}
