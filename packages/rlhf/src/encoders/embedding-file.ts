import { createHash } from 'node:crypto';
import { open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { makeFolders } from '@minorant/core';

import { errors } from '../errors.js';

const MAGIC = 'MNREMB01';
const HEADER = 16;
const KEY_BYTES = 32;

/** SHA-256 of a text, in hexadecimal. */
export function textKey(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/**
 * Reads a file of vectors: magic, vector size and count (little-endian 32-bit), then all keys, then all vectors as
 * 32-bit floats. An absent file is an empty one.
 *
 * @throws MinorantError `MNR_PREFERENCES_CACHE` for a file that is cut off or of another kind.
 */
export async function readEmbeddings(path: string, size: number): Promise<Map<string, Float32Array>> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Map();
    throw error;
  }
  if (bytes.length < HEADER || bytes.toString('latin1', 0, 8) !== MAGIC) {
    throw errors.MNR_PREFERENCES_CACHE({ path, reason: 'it does not begin as one' });
  }
  const found = bytes.readUInt32LE(8);
  const count = bytes.readUInt32LE(12);
  if (found !== size) {
    throw errors.MNR_PREFERENCES_CACHE({ path, reason: `it holds vectors of ${found} numbers, not ${size}` });
  }
  const expected = HEADER + count * (KEY_BYTES + 4 * size);
  if (bytes.length !== expected) {
    throw errors.MNR_PREFERENCES_CACHE({
      path,
      reason: `it has ${bytes.length} bytes where ${expected} belong`,
    });
  }
  const vectors = new Map<string, Float32Array>();
  const start = HEADER + count * KEY_BYTES;
  const numbers = new Float32Array(bytes.buffer.slice(bytes.byteOffset + start, bytes.byteOffset + expected));
  for (let i = 0; i < count; i++) {
    const key = bytes.toString('hex', HEADER + i * KEY_BYTES, HEADER + (i + 1) * KEY_BYTES);
    vectors.set(key, numbers.subarray(i * size, (i + 1) * size));
  }
  return vectors;
}

/** Writes such a file in one move: a reader sees the old one or the new one, whole. */
export async function writeEmbeddings(
  path: string,
  size: number,
  vectors: ReadonlyMap<string, Float32Array>,
): Promise<void> {
  const header = Buffer.alloc(HEADER);
  header.write(MAGIC, 'latin1');
  header.writeUInt32LE(size, 8);
  header.writeUInt32LE(vectors.size, 12);
  const keys = Buffer.from([...vectors.keys()].join(''), 'hex');
  const numbers = new Float32Array(vectors.size * size);
  [...vectors.values()].forEach((vector, i) => numbers.set(vector, i * size));
  makeFolders(dirname(path));
  const temporary = `${path}.${process.pid}.tmp`;
  const file = await open(temporary, 'w');
  try {
    await file.writev([header, keys, Buffer.from(numbers.buffer)]);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
}
