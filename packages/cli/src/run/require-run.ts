import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { errors } from '../errors.js';
import { runFiles } from './run-files.js';

/**
 * Checks that a folder holds a run, and gives it back.
 *
 * @throws MinorantError `MNR_CLI_NO_RUN`
 */
export function requireRun(folder: string): string {
  if (!existsSync(join(folder, runFiles.configuration))) {
    throw errors.MNR_CLI_NO_RUN({ path: folder, missing: runFiles.configuration });
  }
  return folder;
}
