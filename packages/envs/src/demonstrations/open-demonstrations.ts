import { existsSync, statSync } from 'node:fs';

import { D4rlReader } from './d4rl/d4rl-reader.js';
import type { EpisodeReader } from './episode-reader.js';
import { demonstrationErrors } from './errors.js';
import { Hdf5File } from './hdf5/hdf5-file.js';
import { MinariReader } from './minari/minari-reader.js';

/**
 * Opens demonstrations of either layout: Minari's groups `episode_N` (a file or a dataset folder) or D4RL's flat
 * arrays. Close the reader when done.
 *
 * @throws MNR_DEMONSTRATIONS_NOT_FOUND, MNR_DEMONSTRATIONS_NOT_HDF5, MNR_DEMONSTRATIONS_LAYOUT and the others of
 * {@link MinariReader.open} and {@link D4rlReader.open}.
 *
 * @example
 * ```ts
 * import { openDemonstrations } from '@minorant/envs';
 *
 * async function firstReturn(path: string): Promise<number> {
 *   const reader = await openDemonstrations(path);
 *   try {
 *     return reader.read(0).rewards.reduce((sum, reward) => sum + reward, 0);
 *   } finally {
 *     reader.close();
 *   }
 * }
 * ```
 */
export async function openDemonstrations(path: string): Promise<EpisodeReader> {
  if (!existsSync(path)) throw demonstrationErrors.MNR_DEMONSTRATIONS_NOT_FOUND({ path });
  if (statSync(path).isDirectory()) return MinariReader.open(path);
  const file = await Hdf5File.open(path);
  let found: readonly string[];
  try {
    found = file.keys();
  } finally {
    file.close();
  }
  const flat = found.includes('observations') && found.includes('terminals');
  return flat ? D4rlReader.open(path) : MinariReader.open(path);
}
