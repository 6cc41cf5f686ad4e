import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { leaveRun } from '../test-support/leave-run.js';
import { runMain } from '../test-support/run-main.js';
import { fileError } from './file-error.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'minorant-place-'));
  writeFileSync(join(folder, 'file'), '');
});
afterEach(() => rmSync(folder, { recursive: true }));

const system = (details: Partial<NodeJS.ErrnoException> & { dest?: string }): Error =>
  Object.assign(new Error('refused'), details);

describe('fileError', () => {
  it('says what is wrong with which place', () => {
    expect(fileError(system({ code: 'EACCES', path: '/locked/x', syscall: 'open' }))).toMatchObject({
      code: 'MNR_CLI_PATH',
      kind: 'input',
      message: '/locked/x cannot be used: the system does not allow it.',
    });
  });

  it('names what was to be replaced, not the file that was to replace it', () => {
    const place = { code: 'EISDIR', path: '/a/page.tmp-123', dest: '/a/page', syscall: 'rename' };
    expect(fileError(system(place))).toMatchObject({
      message: expect.stringMatching(/^\/a\/page cannot/) as string,
    });
    expect(fileError(system({ code: 'EROFS', path: '/a/page.tmp-123', syscall: 'open' }))).toMatchObject({
      message: '/a/page cannot be used: the disk is read-only.',
    });
  });

  it('takes a full disk for a failure, not for a mistake in what was given', () => {
    expect(fileError(system({ code: 'ENOSPC', path: '/a/b', syscall: 'write' }))).toMatchObject({
      code: 'MNR_CLI_DISK_FULL',
      kind: 'runtime',
    });
    expect(fileError(system({ code: 'ENOSPC', syscall: 'write' }))).toMatchObject({
      message: 'A file cannot be written: the disk is full.',
    });
  });

  it('leaves every other error alone', () => {
    expect(fileError(system({ code: 'ENOENT', syscall: 'spawn' }))).toBeUndefined();
    expect(fileError(system({ code: 'EBADF', path: '/a' }))).toBeUndefined();
    expect(fileError('ENOENT')).toBeUndefined();
  });
});

describe('a command that cannot write where it was told to', () => {
  it('refuses in words, with exit code 2', async () => {
    const runs = join(folder, 'runs');
    leaveRun(join(runs, 'a'), 1, 3);
    mkdirSync(join(folder, 'pages'));
    for (const [out, problem] of [
      [join(folder, 'file', 'x.html'), 'it is a file or a broken link, where a folder was expected'],
      [join(folder, 'pages') + '/', 'it is a folder, where a file was expected'],
      [join(folder, 'x'.repeat(300), 'x.html'), 'a name in it is too long'],
    ] as const) {
      const { code, stderr } = await runMain('report', runs, '--out', out);
      expect(stderr).toMatch(/^Error MNR_CLI_PATH\n/);
      expect(stderr).toContain(problem);
      expect(stderr).not.toMatch(/^ +at /m);
      expect(code).toBe(2);
    }
    expect(readdirSync(folder).sort()).toEqual(['file', 'pages', 'runs']);
  });
});
