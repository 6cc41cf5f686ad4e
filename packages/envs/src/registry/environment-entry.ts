import type { EnvironmentV1, SpaceValue } from '@minorant/core';
import type { z } from 'zod';

/** A task in the registry: its id, its options and how to make it. Made by {@link defineEnvironment}. */
export interface EnvironmentEntry<Schema extends z.ZodObject = z.ZodObject> {
  /** Gymnasium's id, with its version: `Hopper-v4`. */
  readonly id: string;
  /** One sentence for listings and documentation. */
  readonly description: string;
  /** Steps after which an episode is truncated; `make` adds the time limit. Absent: no limit. */
  readonly maxEpisodeSteps?: number;
  /** The return that counts as solved, where Gymnasium gives one. */
  readonly rewardThreshold?: number;
  /** The constructor's options with their defaults; `maxEpisodeSteps` is added to every task. */
  readonly optionsSchema: Schema;
  /** Makes the bare task, without time limit. */
  create(options: z.output<Schema>): EnvironmentV1<SpaceValue> | Promise<EnvironmentV1<SpaceValue>>;
}

/** Types an entry by its schema, so that `create` sees the checked options. */
export function defineEnvironment<Schema extends z.ZodObject>(
  entry: EnvironmentEntry<Schema>,
): EnvironmentEntry {
  return entry;
}
