import { createReadStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

import { syncFolder } from '../snapshots/durable-files.js';

/**
 * Keeps those lines of a text file that pass; a reader sees the old text or the new one, never a part. It is
 * read piece by piece: a file may be larger than a string can be. Without a file there is nothing to do.
 *
 * @throws whatever else keeps the file from being read or written; it is as it was then.
 */
export async function keepLines(path: string, passes: (line: string) => boolean): Promise<void> {
  if (!(await exists(path))) return;
  const temporary = `${path}.tmp-${process.pid}`;
  try {
    const file = await open(temporary, 'w');
    try {
      const keep = async (lines: readonly string[]): Promise<void> => {
        await file.writeFile(
          lines
            .filter(passes)
            .map((line) => `${line}\n`)
            .join(''),
        );
      };
      let rest = '';
      for await (const piece of createReadStream(path, { encoding: 'utf8', highWaterMark: 1 << 20 })) {
        const lines = (rest + String(piece)).split('\n');
        rest = lines.pop()!;
        await keep(lines);
      }
      await keep([rest]);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
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
