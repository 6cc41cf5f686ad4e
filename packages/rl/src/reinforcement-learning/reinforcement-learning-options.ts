import { z } from 'zod';

/** Options of `reinforcement-learning`. */
export const reinforcementLearningOptionsSchema = z.strictObject({
  policyRounds: z.int().positive().default(1).describe('Rounds of the policy optimizer in each iteration.'),
});

/** Options of `reinforcement-learning`, completed. */
export type ReinforcementLearningOptions = z.output<typeof reinforcementLearningOptionsSchema>;
