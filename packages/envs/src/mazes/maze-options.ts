import { z } from 'zod';

/** Options of the mazes, those of Gymnasium-Robotics in camel case. */
export const mazeOptionsSchema = z.strictObject({
  rewardType: z
    .enum(['sparse', 'dense'])
    .default('sparse')
    .describe('1 within 0.45 m of the goal and 0 elsewhere, or exp(-distance).'),
  continuingTask: z
    .boolean()
    .default(true)
    .describe('Whether the episode goes on at the goal; otherwise it terminates there.'),
  resetTarget: z
    .boolean()
    .default(false)
    .describe('Whether a continuing task draws a new goal when the goal is reached.'),
  positionNoiseRange: z
    .number()
    .min(0)
    .max(0.5)
    .default(0.25)
    .describe("Half width of the uniform noise of start and goal, in units of a cell's side."),
  mazeMap: z
    .array(z.string())
    .nullable()
    .default(null)
    .describe(
      'A map of your own, one string a row: 1 wall, 0 free, r start, g goal, c both; null: the map of the id.',
    ),
});

/** The options of a maze with their defaults filled in. */
export type MazeOptions = z.output<typeof mazeOptionsSchema>;
