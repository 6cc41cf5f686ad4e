import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import { demonstrationErrors } from '../errors.js';

/** The files of a Minari dataset. */
export interface MinariFiles {
  readonly data: string;
  readonly metadata?: string;
}

/**
 * Finds the data file and its metadata: a path is an HDF5 file, a dataset folder (with `data/main_data.hdf5`) or that
 * `data` folder itself.
 *
 * @throws MNR_DEMONSTRATIONS_NOT_FOUND
 */
export function locateMinari(path: string): MinariFiles {
  if (!existsSync(path)) throw demonstrationErrors.MNR_DEMONSTRATIONS_NOT_FOUND({ path });
  let data = path;
  if (statSync(path).isDirectory()) {
    const candidates = [join(path, 'data', 'main_data.hdf5'), join(path, 'main_data.hdf5')];
    const found = candidates.find((candidate) => existsSync(candidate));
    if (found === undefined) throw demonstrationErrors.MNR_DEMONSTRATIONS_NOT_FOUND({ path: candidates[0]! });
    data = found;
  }
  const metadata = join(dirname(data), 'metadata.json');
  return basename(data) === 'main_data.hdf5' && existsSync(metadata) ? { data, metadata } : { data };
}
