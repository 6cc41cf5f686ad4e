import type { EnvironmentV1, SpaceValue } from '@minorant/core';
import { z } from 'zod';

import { TimeLimit } from '../wrappers/time-limit.js';
import type { EnvironmentEntry } from './environment-entry.js';

/** The options of an entry, with the time limit that every task has. */
export function entryOptionsSchema(entry: EnvironmentEntry): z.ZodObject {
  return entry.optionsSchema.extend({
    maxEpisodeSteps: z
      .int()
      .positive()
      .nullable()
      .default(entry.maxEpisodeSteps ?? null)
      .describe('Steps after which an episode is truncated; null for no limit.'),
  });
}

/** Makes the task of an entry from options that its schema has checked, and adds the time limit. */
export async function makeEnvironment(
  entry: EnvironmentEntry,
  checked: Readonly<Record<string, unknown>>,
): Promise<EnvironmentV1<SpaceValue>> {
  const { maxEpisodeSteps, ...options } = checked;
  const environment = await entry.create(options);
  return maxEpisodeSteps === null ? environment : new TimeLimit(environment, maxEpisodeSteps as number);
}
