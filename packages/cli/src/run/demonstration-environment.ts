import type { ComponentChoice } from '@minorant/core';
import { openDemonstrations } from '@minorant/envs';

import { errors } from '../errors.js';

/** The environment that demonstrations say they were recorded in, with its options where they keep them. */
export async function demonstrationEnvironment(path: string, command: string): Promise<ComponentChoice> {
  const reader = await openDemonstrations(path);
  reader.close();
  const { environmentId, environmentOptions } = reader.header;
  if (environmentId !== undefined) return { ...environmentOptions, id: environmentId };
  throw errors.MNR_CLI_USAGE({
    message: `${path} does not say which environment it was recorded in: give --env.`,
    command: `minorant ${command}`,
  });
}
