import type { TensorData } from '../contracts/snapshot/v1.js';
import { MAXIMUM_HEADER_BYTES, parseSafetensorsHeader, safetensorsTypes } from './safetensors-header.js';

/**
 * The chunks of a safetensors file (https://github.com/huggingface/safetensors): an 8-byte length, a JSON header and
 * the tensors' bytes, little-endian. Tensors are ordered by element size, then name, so that each is aligned and equal
 * contents give equal bytes. The chunks share memory with the tensors.
 *
 * @example
 * ```ts
 * import { decodeSafetensors, encodeSafetensors } from '@minorant/core';
 *
 * const file = Buffer.concat(
 *   encodeSafetensors({ weights: { dtype: 'float32', shape: [2], data: new Float32Array([1, 2]) } }),
 * );
 * const { weights } = decodeSafetensors(file);
 * ```
 */
export function encodeSafetensors(tensors: Readonly<Record<string, TensorData>>): Uint8Array[] {
  const ordered = Object.entries(tensors).sort(
    ([a, x], [b, y]) =>
      safetensorsTypes[y.dtype].bytes - safetensorsTypes[x.dtype].bytes || (a < b ? -1 : a > b ? 1 : 0),
  );
  let position = 0;
  const header: [string, unknown][] = [];
  const chunks: Uint8Array[] = [];
  for (const [name, { dtype, shape, data }] of ordered) {
    const end = position + data.byteLength;
    header.push([name, { dtype: safetensorsTypes[dtype].code, shape, data_offsets: [position, end] }]);
    chunks.push(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
    position = end;
  }
  const json = Buffer.from(JSON.stringify(Object.fromEntries(header)));
  const length = Math.ceil(json.length / 8) * 8;
  const start = Buffer.alloc(8 + length, ' ');
  start.writeBigUInt64LE(BigInt(length));
  json.copy(start, 8);
  return [start, ...chunks];
}

/**
 * The tensors of a safetensors file, copied out of it.
 *
 * @throws Error that says what is wrong with the file.
 */
export function decodeSafetensors(file: Uint8Array): Record<string, TensorData> {
  const headerBytes = safetensorsHeaderLength(file.subarray(0, 8), file.length);
  const text = Buffer.from(file.buffer, file.byteOffset + 8, headerBytes).toString('utf8');
  const start = 8 + headerBytes;
  const entries = parseSafetensorsHeader(text, file.length - start);
  return Object.fromEntries(
    entries.map(({ name, dtype, shape, begin, end }) => {
      const bytes = Uint8Array.from(file.subarray(start + begin, start + end));
      const data = new safetensorsTypes[dtype].array(bytes.buffer);
      return [name, { dtype, shape, data } as TensorData];
    }),
  );
}

/** The length of the header, from the first 8 bytes of a file of `fileBytes` bytes. */
export function safetensorsHeaderLength(start: Uint8Array, fileBytes: number): number {
  if (start.length < 8) throw new Error('the file is too short for safetensors');
  const length = Buffer.from(start.buffer, start.byteOffset, 8).readBigUInt64LE();
  if (length > BigInt(MAXIMUM_HEADER_BYTES)) throw new Error('the safetensors header is too long');
  if (8 + Number(length) > fileBytes) throw new Error('the safetensors header is longer than the file');
  return Number(length);
}
