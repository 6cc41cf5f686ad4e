import { readFileSync } from 'node:fs';

import { errors } from '../errors.js';

/**
 * What a JSON file of a run's folder holds.
 *
 * @throws MinorantError `MNR_CLI_DAMAGED_FILE`
 */
export function readJson(path: string): unknown {
  const text = readFileSync(path, 'utf8');
  try {
    return JSON.parse(text);
  } catch (error) {
    throw errors.MNR_CLI_DAMAGED_FILE({ path, problem: (error as Error).message }, error);
  }
}
