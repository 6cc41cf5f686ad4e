import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

import type { JsonValue, Snapshot } from '../contracts/snapshot/v1.js';
import { errors } from '../errors.js';
import { MinorantError } from '../errors/minorant-error.js';
import { syncFolder, writeDurably } from './durable-files.js';
import { encodeSafetensors } from './safetensors.js';
import { splitSnapshot } from './snapshot-document.js';
import {
  DOCUMENT_FILE,
  MANIFEST_FILE,
  SNAPSHOT_FORMAT,
  SNAPSHOT_VERSION,
  TENSOR_FILE,
  type SnapshotManifest,
} from './snapshot-manifest.js';

/**
 * Writes a snapshot into a folder: arrays as `tensors.safetensors`, the rest as `values.json`, and `manifest.json` with
 * their checksums. The folder appears whole or not at all; one that is there already is replaced. `notes` go into the
 * manifest, for those who look at it without reading the snapshot.
 *
 * @throws MinorantError `MNR_SNAPSHOT_VALUE` or `MNR_CHECKPOINT_WRITE`.
 *
 * @example
 * ```ts
 * import { readSnapshot, writeSnapshot, type PolicyOptimizer } from '@minorant/core';
 *
 * async function keep(policy: PolicyOptimizer): Promise<void> {
 *   await writeSnapshot('runs/one/policy', await policy.policySnapshot());
 *   await policy.restorePolicy(await readSnapshot('runs/one/policy'));
 * }
 * ```
 */
export async function writeSnapshot(
  folder: string,
  snapshot: Snapshot,
  notes: Readonly<Record<string, JsonValue>> = {},
): Promise<void> {
  const path = resolve(folder);
  const { document, tensors } = splitSnapshot(snapshot);
  const id = randomUUID().slice(0, 8);
  const temporary = `${path}.tmp-${id}`;
  const replaced = `${path}.old-${id}`;
  try {
    await mkdir(temporary, { recursive: true });
    const values = await writeDurably(join(temporary, DOCUMENT_FILE), [
      Buffer.from(JSON.stringify(document)),
    ]);
    const arrays = await writeDurably(join(temporary, TENSOR_FILE), encodeSafetensors(tensors));
    const manifest: SnapshotManifest = {
      format: SNAPSHOT_FORMAT,
      version: SNAPSHOT_VERSION,
      files: { [DOCUMENT_FILE]: values, [TENSOR_FILE]: arrays },
      notes: notes as SnapshotManifest['notes'],
    };
    await writeDurably(join(temporary, MANIFEST_FILE), [Buffer.from(JSON.stringify(manifest, undefined, 2))]);
    await syncFolder(temporary);
    if (await exists(path)) await rename(path, replaced);
    await rename(temporary, path);
    await syncFolder(dirname(path));
    await rm(replaced, { recursive: true, force: true });
  } catch (error) {
    await rm(temporary, { recursive: true, force: true }).catch(() => undefined);
    // What was to be replaced comes back, where it had been moved away.
    if (!(await exists(path))) await rename(replaced, path).catch(() => undefined);
    if (MinorantError.isInstance(error)) throw error;
    throw errors.MNR_CHECKPOINT_WRITE({ path, problem: (error as Error).message }, error);
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
