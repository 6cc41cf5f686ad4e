import { join, resolve } from 'node:path';

import { loadConfiguration } from '../configuration/load-configuration.js';
import type { ResolvedConfiguration } from '../configuration/resolved-configuration.js';
import { errors } from '../errors.js';
import { CONFIGURATION_FILE } from './run-folder.js';

/** The configuration of a run's folder. @throws MinorantError `MNR_RUN_NOT_A_RUN`. */
export async function savedConfiguration(folder: string): Promise<ResolvedConfiguration> {
  const path = resolve(folder);
  try {
    return (await loadConfiguration(join(path, CONFIGURATION_FILE))) as unknown as ResolvedConfiguration;
  } catch (error) {
    throw errors.MNR_RUN_NOT_A_RUN({ path, problem: (error as Error).message }, error);
  }
}
