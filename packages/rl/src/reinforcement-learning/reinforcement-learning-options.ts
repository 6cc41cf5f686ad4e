import { z } from 'zod';

/** Options of `reinforcement-learning`. */
export const reinforcementLearningOptionsSchema = z.strictObject({
  policyRounds: z.int().positive().default(1).describe('Rounds of the policy optimizer in each iteration.'),
  demonstrationShare: z
    .number()
    .min(0)
    .lt(1)
    .default(0)
    .describe(
      'Share of demonstrations, with the rewards they were recorded with, in the batches of the policy.',
    ),
});

/** Options of `reinforcement-learning`, completed. */
export type ReinforcementLearningOptions = z.output<typeof reinforcementLearningOptionsSchema>;
