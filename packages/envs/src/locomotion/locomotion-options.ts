import { z } from 'zod';

/** Gymnasium's version of a task: its id ends in it. */
export type TaskVersion = 'v4' | 'v5';

/** A number with a default and a meaning. */
export function number(value: number, description: string) {
  return z.number().default(value).describe(description);
}

/** An interval; null stands for no bound. */
export function range(low: number | null, high: number | null, description: string) {
  return z
    .tuple([z.number().nullable(), z.number().nullable()])
    .default([low, high])
    .describe(`${description} (null: unbounded)`);
}

/** A switch with a default and a meaning. */
export function flag(value: boolean, description: string) {
  return z.boolean().default(value).describe(description);
}

/** The physics steps of one environment step. */
export function frameSkip(value: number) {
  return z.int().positive().default(value).describe('Physics steps of one environment step.');
}

/** Whether a value lies strictly inside an interval of {@link range}. */
export function inside(value: number, [low, high]: readonly [number | null, number | null]): boolean {
  return value > (low ?? -Infinity) && value < (high ?? Infinity);
}

/** The options that tasks share, with the defaults that they share. */
export const sharedOptions = {
  forwardRewardWeight: number(1, 'Weight of the forward velocity in the reward.'),
  healthyReward: number(1, 'Reward of each step in which the robot is healthy.'),
  terminateWhenUnhealthy: flag(true, 'Whether an unhealthy robot ends the episode.'),
  excludeCurrentPositionsFromObservation: flag(
    true,
    'Whether the position along the ground is left out of the observation.',
  ),
};
