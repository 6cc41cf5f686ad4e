import { z } from 'zod';

const cell = z.int().min(0);

/** Options of the grid world's table. */
export const gridWorldOptionsSchema = z.strictObject({
  size: z.int().min(2).default(7).describe('Cells of a side.'),
  goal: z
    .tuple([cell, cell])
    .default([1, 3])
    .describe('Row and column of the goal, from the top left, from 0.'),
  slip: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .describe('Probability that a uniformly drawn move replaces the chosen one.'),
  discount: z.number().min(0).lt(1).default(0.99).describe('Discount factor of the table.'),
});

/** Options of the grid world's table, all optional. */
export type GridWorldOptions = z.input<typeof gridWorldOptionsSchema>;
