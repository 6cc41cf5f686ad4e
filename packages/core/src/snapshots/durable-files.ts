import { createHash } from 'node:crypto';
import { open, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

import { updateHash } from './digest.js';

/** Writes chunks to a new file and waits until the disk has them; returns their size and SHA-256. */
export async function writeDurably(
  path: string,
  chunks: readonly Uint8Array[],
): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  const file = await open(path, 'wx');
  try {
    for (const chunk of chunks) {
      updateHash(hash, chunk);
      bytes += chunk.length;
      await file.writeFile(chunk);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { bytes, sha256: hash.digest('hex') };
}

/** Makes the names in a folder durable; does nothing where folders cannot be synced (Windows). */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Replaces a text file, whole or piece by piece, so that a reader sees the old text or the new one, never a part. */
export async function replaceFile(path: string, text: string | AsyncIterable<string>): Promise<void> {
  const temporary = `${path}.tmp-${process.pid}`;
  try {
    await writeFile(temporary, text, { flush: true });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}
