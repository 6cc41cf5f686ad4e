import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { lockHolder, takeLock } from './file-lock.js';
import { processStart } from './process-start.js';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minorant-lock-'));
  path = join(folder, 'a.lock');
});
afterEach(() => rm(folder, { recursive: true }));

const held = (holder: number): Error => new Error(`held by ${holder}`);
const leave = (lock: object): Promise<void> => writeFile(path, JSON.stringify(lock));

describe('takeLock', () => {
  it('lets one have it, and the next when it is released', async () => {
    expect(lockHolder(path)).toBeUndefined();
    const lock = await takeLock(path, held);
    expect(lockHolder(path)).toBe(process.pid);
    await expect(takeLock(path, held)).rejects.toThrow(`held by ${process.pid}`);
    await lock.release();
    expect(existsSync(path)).toBe(false);
    await (await takeLock(path, held)).release();
  });

  it('is refused while another process has it, and takes it over when that was killed', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    await leave({ pid: child.pid, host: hostname(), start: processStart(child.pid!) });
    await expect(takeLock(path, held)).rejects.toThrow(`held by ${child.pid}`);
    child.kill('SIGKILL');
    await ended;
    await (await takeLock(path, held)).release();
    expect(await readdir(folder)).toEqual([]);
  });

  it('takes over what is cut off, and what another machine has left', async () => {
    await writeFile(path, '{"pid":');
    await (await takeLock(path, held)).release();
    await leave({ pid: process.pid, host: 'elsewhere', start: processStart(process.pid) });
    await (await takeLock(path, held)).release();
  });

  it.skipIf(!existsSync('/proc/self/stat'))(
    'takes over from a process whose number another one has now (skipped where nothing tells them apart)',
    async () => {
      await leave({ pid: process.ppid, host: hostname(), start: '1' });
      await (await takeLock(path, held)).release();
    },
  );

  it('lets one have it of several that take it over, and releases no lock but its own', async () => {
    await writeFile(path, '');
    const taken = await Promise.allSettled([1, 2, 3].map(() => takeLock(path, held)));
    const locks = taken.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    expect(locks).toHaveLength(1);
    const text = await readFile(path, 'utf8');
    await writeFile(path, '{}');
    await locks[0]!.release();
    expect(await readFile(path, 'utf8')).toBe('{}');
    await writeFile(path, text);
    await locks[0]!.release();
    expect(existsSync(path)).toBe(false);
  });
});
