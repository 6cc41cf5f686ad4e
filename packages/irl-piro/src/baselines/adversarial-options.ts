import { z } from 'zod';

/** Options of every adversarial baseline: how the policy and the discriminator take turns. */
export const adversarialFields = {
  policyRounds: z
    .int()
    .positive()
    .default(1)
    .describe('Rounds of policy optimisation in each outer iteration'),
  rolloutSteps: z
    .int()
    .positive()
    .default(1000)
    .describe('On-policy environment steps collected in each outer iteration (whole episodes)'),
  rolloutEpisodes: z.int().positive().default(10).describe('At most this many episodes of them'),
  rolloutHistory: z
    .int()
    .positive()
    .default(1)
    .describe("The discriminator's negatives are the rollouts of this many last iterations"),
  negatives: z
    .enum(['rollouts', 'replay'])
    .default('rollouts')
    .describe(
      "What the discriminator tells from the expert: on-policy rollouts, or draws from the policy's whole replay (then nothing is rolled out)",
    ),
  discriminatorUpdates: z
    .int()
    .positive()
    .default(100)
    .describe('Gradient steps of the discriminator in each outer iteration'),
  batchSize: z
    .int()
    .positive()
    .default(256)
    .describe('Rows of the expert, and of the policy, in each of these steps'),
  learningRate: z.number().positive().default(3e-4).describe('Learning rate of the discriminator (Adam)'),
  weightDecay: z
    .number()
    .nonnegative()
    .default(0)
    .describe('This times each parameter is added to its gradient'),
  gradientPenalty: z
    .number()
    .nonnegative()
    .default(10)
    .describe('Weight of the penalty on the norm of the gradient by the inputs, between expert and policy'),
  gradientUnits: z
    .enum(['observations', 'standardised'])
    .default('observations')
    .describe(
      "Whether this gradient is by observations as they are, or by observations in units of the demonstrations' standard deviation",
    ),
  penaliseAbsorbing: z
    .boolean()
    .default(false)
    .describe('Whether the penalty counts the absorbing flag as one more observation'),
  gradientTarget: z.number().nonnegative().default(1).describe('The norm that this penalty pulls towards'),
  absorbingStates: z
    .boolean()
    .default(true)
    .describe('Whether terminated episodes go on in an absorbing state'),
  discount: z
    .number()
    .min(0)
    .lt(1)
    .default(0.99)
    .describe('gamma, for the weight of absorbing states; has to be that of the policy (`policy.gamma`)'),
  demonstrationShare: z
    .number()
    .min(0)
    .lt(1)
    .default(0)
    .describe('Share of expert transitions in the batches of the policy optimizer'),
};

/** The validated {@link adversarialFields}. */
export type AdversarialOptions = z.output<z.ZodObject<typeof adversarialFields>>;
