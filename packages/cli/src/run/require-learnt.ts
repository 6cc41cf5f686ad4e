import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runHolder } from '@minorant/core';

import { errors } from '../errors.js';
import { requireRun } from './require-run.js';

/**
 * Checks that a folder holds a run that has got as far as having the policy and reward asked for, and gives it back.
 *
 * @throws MinorantError `MNR_CLI_NO_RUN`, or `MNR_CLI_UNFINISHED_RUN` for one that is under way or was killed.
 */
export function requireLearnt(folder: string, which: 'final' | 'best' = 'final'): string {
  requireRun(folder);
  const has = (name: string): boolean => existsSync(join(folder, name));
  // `Run.save` writes a policy and a reward beside the configuration. A run that has ended and lacks a best policy was
  // never evaluated: waiting does not help it.
  const ended = has('final') || has('policy') || has('reward');
  if (ended || (which === 'best' && has('best'))) return folder;
  throw errors.MNR_CLI_UNFINISHED_RUN({
    path: folder,
    which,
    holder: runHolder(folder),
    hasBest: has('best'),
  });
}
