import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';

import { z } from 'zod';

import type { Snapshot, TensorData } from '../contracts/snapshot/v1.js';
import { errors } from '../errors.js';
import { safetensorsHeaderLength } from './safetensors.js';
import { parseSafetensorsHeader, safetensorsTypes } from './safetensors-header.js';
import { joinSnapshot, snapshotDocumentSchema } from './snapshot-document.js';
import {
  DOCUMENT_FILE,
  MANIFEST_FILE,
  SNAPSHOT_VERSION,
  TENSOR_FILE,
  manifestHeadSchema,
  manifestSchema,
  type SnapshotManifest,
} from './snapshot-manifest.js';

/** Largest single read; Node takes no more than 2 GiB at once. */
const READ_BYTES = 1 << 28;

/**
 * Reads a snapshot that {@link writeSnapshot} wrote, after checking size and checksum of each file. Nothing in it is
 * executed.
 *
 * @throws MinorantError `MNR_CHECKPOINT_MISSING`, `MNR_CHECKPOINT_FOREIGN`, `MNR_CHECKPOINT_FUTURE`,
 * `MNR_CHECKPOINT_CORRUPT` or `MNR_CHECKPOINT_MALFORMED`; the message names `previous` where it is given.
 */
export async function readSnapshot(
  folder: string,
  { previous }: { readonly previous?: string | undefined } = {},
): Promise<Snapshot> {
  const path = resolve(folder);
  const manifest = await readManifest(path, previous);
  await checkFiles(path, manifest, previous);
  try {
    const text = await readFile(join(path, DOCUMENT_FILE), 'utf8');
    const document = snapshotDocumentSchema.safeParse(JSON.parse(text));
    if (!document.success) throw new Error(`${DOCUMENT_FILE}: ${z.prettifyError(document.error)}`);
    return joinSnapshot(document.data, await readTensors(join(path, TENSOR_FILE)));
  } catch (error) {
    throw errors.MNR_CHECKPOINT_MALFORMED({ path, problem: (error as Error).message, previous }, error);
  }
}

/** Reads and checks the manifest alone. @throws as {@link readSnapshot}. */
export async function readManifest(folder: string, previous?: string): Promise<SnapshotManifest> {
  const path = resolve(folder);
  let text: string;
  try {
    text = await readFile(join(path, MANIFEST_FILE), 'utf8');
  } catch (error) {
    const problem = `${MANIFEST_FILE} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'error'})`;
    throw errors.MNR_CHECKPOINT_MISSING({ path, problem, previous }, error);
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw errors.MNR_CHECKPOINT_CORRUPT({ path, problem: `${MANIFEST_FILE} is not JSON`, previous }, error);
  }
  const head = manifestHeadSchema.safeParse(json);
  if (!head.success) {
    throw errors.MNR_CHECKPOINT_FOREIGN({ path, problem: z.prettifyError(head.error), previous });
  }
  if (head.data.version > SNAPSHOT_VERSION) {
    const problem = `its format has version ${head.data.version}, this version reads up to ${SNAPSHOT_VERSION}`;
    throw errors.MNR_CHECKPOINT_FUTURE({ path, problem, previous });
  }
  const manifest = manifestSchema.safeParse(json);
  if (!manifest.success) {
    const problem = `${MANIFEST_FILE}: ${z.prettifyError(manifest.error)}`;
    throw errors.MNR_CHECKPOINT_CORRUPT({ path, problem, previous });
  }
  return manifest.data;
}

/** Compares size and SHA-256 of each file with the manifest. @throws `MNR_CHECKPOINT_CORRUPT`. */
export async function checkFiles(
  folder: string,
  manifest: SnapshotManifest,
  previous?: string,
): Promise<void> {
  for (const [name, expected] of Object.entries(manifest.files)) {
    const file = join(folder, name);
    let problem: string | undefined;
    try {
      const { size } = await stat(file);
      if (size !== expected.bytes) problem = `${name} has ${size} bytes instead of ${expected.bytes}`;
      else {
        const hash = createHash('sha256');
        await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
        if (hash.digest('hex') !== expected.sha256) problem = `the checksum of ${name} is another`;
      }
    } catch (error) {
      problem = `${name} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'error'})`;
    }
    if (problem !== undefined) throw errors.MNR_CHECKPOINT_CORRUPT({ path: folder, problem, previous });
  }
}

/** The tensors of a safetensors file, each read straight into its own array. */
async function readTensors(path: string): Promise<Map<string, TensorData>> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const read = async (position: number, length: number): Promise<Uint8Array<ArrayBuffer>> => {
      const bytes = new Uint8Array(length);
      for (let done = 0; done < length;) {
        const { bytesRead } = await file.read(
          bytes,
          done,
          Math.min(length - done, READ_BYTES),
          position + done,
        );
        if (bytesRead === 0) throw new Error('the file ended early');
        done += bytesRead;
      }
      return bytes;
    };
    const headerBytes = safetensorsHeaderLength(await read(0, Math.min(8, size)), size);
    const text = Buffer.from(await read(8, headerBytes)).toString('utf8');
    const start = 8 + headerBytes;
    const tensors = new Map<string, TensorData>();
    for (const { name, dtype, shape, begin, end } of parseSafetensorsHeader(text, size - start)) {
      const bytes = await read(start + begin, end - begin);
      tensors.set(name, {
        dtype,
        shape,
        data: new safetensorsTypes[dtype].array(bytes.buffer),
      } as TensorData);
    }
    return tensors;
  } finally {
    await file.close();
  }
}
