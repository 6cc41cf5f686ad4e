import { createHash, type Hash } from 'node:crypto';

import type { Snapshot } from '../contracts/snapshot/v1.js';
import { splitSnapshot, type SnapshotDocument } from './snapshot-document.js';

/**
 * SHA-256 (hexadecimal) over everything in a snapshot: every array with its type and shape, every value, every part.
 * Two snapshots have the same digest exactly when they are the same, whatever the order of their keys.
 *
 * @throws MinorantError `MNR_SNAPSHOT_VALUE` when the snapshot holds what cannot be stored exactly.
 */
export function digest(snapshot: Snapshot): string {
  const { document, tensors } = splitSnapshot(snapshot);
  const hash = createHash('sha256').update(canonicalJson(document));
  for (const name of Object.keys(tensors).sort()) {
    const { dtype, shape, data } = tensors[name]!;
    hash.update(`\n${JSON.stringify([name, dtype, shape])}\n`);
    updateHash(hash, new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  }
  return hash.digest('hex');
}

/** Adds bytes to a hash in pieces, which may be longer together than one call may take. */
export function updateHash(hash: Hash, bytes: Uint8Array, piece = 1 << 26): void {
  for (let start = 0; start < bytes.length; start += piece) hash.update(bytes.subarray(start, start + piece));
}

/** The document as JSON that does not depend on the order of keys. */
function canonicalJson(document: SnapshotDocument): string {
  const { values, tensors, parts } = document;
  return JSON.stringify([
    values === undefined ? null : sortKeys(values),
    tensors === undefined ? null : [...tensors].sort(),
    parts === undefined ? null : entriesByKey(parts).map(([name, part]) => [name, canonicalJson(part)]),
  ]);
}

/** A JSON value with every object as a sorted list of its entries, marked so that no array looks like one. */
function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  return { object: entriesByKey(value).map(([key, item]) => [key, sortKeys(item)]) };
}

function entriesByKey<T>(record: Readonly<Record<string, T>> | object): [string, T][] {
  return Object.entries(record as Record<string, T>).sort(([a], [b]) => (a < b ? -1 : 1));
}
