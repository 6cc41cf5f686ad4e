import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

import { z } from 'zod';

import { processStart } from './process-start.js';

/** How long another process may be between making its lock and having it written, in milliseconds. */
const PAUSE = 100;

const lockSchema = z.object({ pid: z.int().positive(), host: z.string(), start: z.string() });

/** A lock that this process holds. */
export interface FileLock {
  /** Lets the next one have it. */
  release(): Promise<void>;
}

/**
 * Takes a lock: a file that names this process. One that a dead process has left is taken over, and so is one of
 * another machine (or container), of whose processes nothing is known here.
 *
 * @param path - the lock's file, in a folder that exists.
 * @param held - the error to throw when a living process has the lock; it is given its number.
 */
export async function takeLock(path: string, held: (holder: number) => Error): Promise<FileLock> {
  const { pid } = process;
  const mine = JSON.stringify({ pid, host: hostname(), start: processStart(pid), id: randomUUID() });
  const release = async (): Promise<void> => {
    if (read(path) === mine) await rm(path, { force: true });
  };
  try {
    await writeFile(path, mine, { flag: 'wx' });
    return { release };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  await sleep(PAUSE);
  let holder = lockHolder(path);
  if (holder !== undefined) throw held(holder);
  const temporary = `${path}.${randomUUID()}`;
  await writeFile(temporary, mine);
  await rename(temporary, path);
  // Of several that take it over at the same time, the last one has it.
  await sleep(PAUSE);
  holder = lockHolder(path);
  if (holder !== undefined && read(path) !== mine) throw held(holder);
  return { release };
}

/** The number of the living process of this machine that holds a lock; undefined when it is free. */
export function lockHolder(path: string): number | undefined {
  const lock = parse(read(path));
  if (lock?.host !== hostname()) return undefined;
  return processStart(lock.pid) === lock.start ? lock.pid : undefined;
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** A lock file that is cut off belongs to nobody. */
function parse(text: string): z.output<typeof lockSchema> | undefined {
  try {
    return lockSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
