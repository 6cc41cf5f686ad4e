import type { DemonstrationHeader } from './episode-reader.js';

/**
 * What a demonstration file says about itself that should be known before it is learnt from, and that is no error:
 * other versions of a task are used on purpose, and cut files too.
 *
 * @param environment - the environment of the run, if it has one
 */
export function demonstrationWarnings(
  { file, environmentId, declaredEpisodes, lengths }: DemonstrationHeader,
  environment: string | undefined,
): readonly string[] {
  const warnings: string[] = [];
  if (environment !== undefined && environmentId !== undefined && environmentId !== environment)
    warnings.push(
      `${file} says that it was recorded in ${environmentId}, but this run is in ${environment}. Only the sizes of ` +
        'observations and actions were compared: check that it is the right file, and that both mean the same.',
    );
  if (declaredEpisodes !== undefined && declaredEpisodes !== lengths.length)
    warnings.push(
      `${file} says that it has ${declaredEpisodes} episodes (total_episodes), but holds ${lengths.length}. ` +
        'Check that it was copied or cut as it was meant to be.',
    );
  return warnings;
}
