import { closeSync, openSync, readSync } from 'node:fs';

const signature = Buffer.from('GCOL');
const block = 1 << 20;
const headerSize = 16;

/**
 * Checks the global heaps of a file (where variable-length strings live) before HDF5 reads them: it loops for ever on
 * a damaged heap, one with an object of size zero or larger than the heap.
 *
 * @returns what is wrong, or `undefined`.
 */
export function findBrokenHeap(path: string, fileSize: number): string | undefined {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(block + 8);
    for (let start = 0; start < fileSize; start += block) {
      const length = readSync(file, bytes, 0, bytes.length, start);
      const window = bytes.subarray(0, length);
      for (let at = window.indexOf(signature); at >= 0; at = window.indexOf(signature, at + 1)) {
        if (at < block && isBrokenHeap(file, start + at, fileSize))
          return `the heap of strings at byte ${start + at} is damaged`;
      }
    }
    return undefined;
  } finally {
    closeSync(file);
  }
}

/** Walks the objects of a heap: index (2 bytes), references (2), reserved (4), size (8), then the padded data. */
function isBrokenHeap(file: number, start: number, fileSize: number): boolean {
  const header = Buffer.alloc(headerSize);
  const read = (at: number): boolean => readSync(file, header, 0, headerSize, at) === headerSize;
  if (!read(start) || header[4] !== 1) return false;
  const end = start + Number(header.readBigUInt64LE(8));
  if (end > fileSize) return false;
  let at = start + headerSize;
  while (at + headerSize <= end && read(at)) {
    const index = header.readUInt16LE(0);
    const size = Number(header.readBigUInt64LE(8));
    const whole = index === 0 ? size : headerSize + Math.ceil(size / 8) * 8;
    if (whole === 0 || at + whole > end) return true;
    at += whole;
  }
  return false;
}
