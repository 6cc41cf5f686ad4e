import type { EnvironmentV1, SpaceValue } from '@minorant/core';

import { errors } from '../errors.js';
import type { EnvironmentEntry } from './environment-entry.js';
import { environments } from './environments.js';
import { entryOptionsSchema, makeEnvironment } from './make-environment.js';

const entries = new Map<string, EnvironmentEntry>(environments.map((entry) => [entry.id, entry]));

/** The ids of all registered tasks, sorted. */
export function registeredEnvironments(): readonly EnvironmentEntry[] {
  return [...entries.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/**
 * Adds a task, so that {@link make} and vector environments find it by its id.
 *
 * @throws MNR_ENVIRONMENT_TAKEN when the id is registered already.
 */
export function registerEnvironment(entry: EnvironmentEntry): void {
  if (entries.has(entry.id)) throw errors.MNR_ENVIRONMENT_TAKEN({ id: entry.id });
  entries.set(entry.id, entry);
}

/**
 * Makes a task by its id, with its time limit, as `gymnasium.make` does. Options are those of Gymnasium's constructor in
 * camel case, and `maxEpisodeSteps`.
 *
 * @throws MNR_ENVIRONMENT_UNKNOWN when no task has this id.
 * @throws MNR_ENVIRONMENT_OPTIONS when an option is unknown or wrong.
 *
 * @example
 * ```ts
 * import { make } from '@minorant/envs';
 *
 * const hopper = await make('Hopper-v4', { resetNoiseScale: 0 });
 * const { observation } = hopper.reset({ seed: 1 });
 * hopper.dispose();
 * ```
 */
export async function make(
  id: string,
  options: Readonly<Record<string, unknown>> = {},
): Promise<EnvironmentV1<SpaceValue>> {
  const entry = entries.get(id);
  if (!entry) throw errors.MNR_ENVIRONMENT_UNKNOWN({ id, known: candidates(id) });
  const parsed = entryOptionsSchema(entry).safeParse(options);
  if (!parsed.success)
    throw errors.MNR_ENVIRONMENT_OPTIONS({
      id,
      problems: parsed.error.issues.map((issue) => `${issue.path.join('.') || 'options'}: ${issue.message}`),
    });
  return makeEnvironment(entry, parsed.data);
}

/** The registered ids that begin like a wrong one, whatever its version; all of them when none does. */
function candidates(id: string): readonly string[] {
  const known = [...entries.keys()].sort();
  const stem = id.split(/[-_]/, 1)[0]!.toLowerCase();
  const near = known.filter((one) => one.toLowerCase().startsWith(stem));
  return near.length > 0 ? near : known;
}
