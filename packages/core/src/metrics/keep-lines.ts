import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';

import { replaceFile } from '../snapshots/durable-files.js';

/**
 * Keeps those lines of a text file that pass; a reader sees the old text or the new one, never a part. It is
 * read piece by piece: a file may be larger than a string can be. Without a file there is nothing to do.
 *
 * @throws whatever else keeps the file from being read or written; it is as it was then.
 */
export async function keepLines(path: string, passes: (line: string) => boolean): Promise<void> {
  if (await exists(path)) await replaceFile(path, keptLines(path, passes));
}

async function* keptLines(path: string, passes: (line: string) => boolean): AsyncGenerator<string> {
  const kept = (lines: readonly string[]): string =>
    lines
      .filter(passes)
      .map((line) => `${line}\n`)
      .join('');
  let rest = '';
  for await (const piece of createReadStream(path, { encoding: 'utf8', highWaterMark: 1 << 20 })) {
    const lines = (rest + String(piece)).split('\n');
    rest = lines.pop()!;
    yield kept(lines);
  }
  yield kept([rest]);
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
