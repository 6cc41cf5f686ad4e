import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { readSnapshot, writeSnapshot, type Snapshot } from '@minorant/core';

/**
 * A snapshot as it comes back from a checkpoint on disk: what a resumed run restores.
 *
 * @throws MinorantError `MNR_SNAPSHOT_VALUE` when it holds what a checkpoint cannot, such as a `Map` or `undefined`.
 */
export async function throughCheckpoint(snapshot: Snapshot): Promise<Snapshot> {
  const folder = await mkdtemp(join(tmpdir(), 'minorant-conformance-'));
  try {
    await writeSnapshot(join(folder, 'snapshot'), snapshot);
    return await readSnapshot(join(folder, 'snapshot'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
