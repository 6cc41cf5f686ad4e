import { z } from 'zod';

/** Options of `CartPole-v1`. */
export const cartPoleOptionsSchema = z.strictObject({
  suttonBartoReward: z
    .boolean()
    .default(false)
    .describe(
      "Reward 0 for each step and -1 for failing, as in Sutton and Barto's book, instead of 1 a step.",
    ),
});

/** Options of `CartPole-v1`, all optional. */
export type CartPoleOptions = z.input<typeof cartPoleOptionsSchema>;

const count = z.int().min(2);

/** Options of the table of CartPole. */
export const cartPoleMdpOptionsSchema = z.strictObject({
  nodes: z
    .tuple([count, count, count, count])
    .default([9, 9, 11, 11])
    .describe('Grid nodes along position, velocity, angle and angular velocity.'),
  discount: z.number().min(0).lt(1).default(0.9).describe('Discount factor of the table.'),
});

/** Options of the table of CartPole, all optional. */
export type CartPoleMdpOptions = z.input<typeof cartPoleMdpOptionsSchema>;
