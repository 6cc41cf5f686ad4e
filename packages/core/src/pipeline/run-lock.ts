import { join } from 'node:path';

import { errors } from '../errors.js';
import { lockHolder, takeLock, type FileLock } from '../locks/file-lock.js';

export const LOCK_FILE = 'run.lock';

/** Makes sure that no other process of this machine writes a run. @throws MinorantError `MNR_RUN_LOCKED`. */
export function lockRun(path: string): Promise<FileLock> {
  return takeLock(join(path, LOCK_FILE), (holder) => errors.MNR_RUN_LOCKED({ path, holder }));
}

/**
 * The number of the process of this machine that is training the run in a folder, or has it ready to train; undefined
 * when there is none.
 */
export function runHolder(folder: string): number | undefined {
  return lockHolder(join(folder, LOCK_FILE));
}
