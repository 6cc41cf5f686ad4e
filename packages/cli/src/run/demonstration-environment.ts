import { openDemonstrations } from '@minorant/envs';

import { errors } from '../errors.js';

/** The id of the environment that demonstrations say they were recorded in. */
export async function demonstrationEnvironment(path: string, command: string): Promise<string> {
  const reader = await openDemonstrations(path);
  reader.close();
  const { environmentId } = reader.header;
  if (environmentId !== undefined) return environmentId;
  throw errors.MNR_CLI_USAGE({
    message: `${path} does not say which environment it was recorded in: give --env.`,
    command: `minorant ${command}`,
  });
}
