import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, it } from 'vitest';

import { makeFolders } from './make-folders.js';

let folder = '';
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'minorant-folders-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('removes the folders that it made and no others', () => {
  mkdirSync(join(folder, 'old'));
  const remove = makeFolders(join(folder, 'old/new/newer'));
  expect(existsSync(join(folder, 'old/new/newer'))).toBe(true);
  remove();
  expect(readdirSync(join(folder, 'old'))).toEqual([]);
  makeFolders(join(folder, 'old'))();
  expect(readdirSync(folder)).toEqual(['old']);
});

it('leaves a folder that others have written to', () => {
  const remove = makeFolders(join(folder, 'a/b'));
  writeFileSync(join(folder, 'a/theirs'), '');
  remove();
  expect(readdirSync(join(folder, 'a'))).toEqual(['theirs']);
});

it('names what is in the way, and leaves nothing of what it began', () => {
  writeFileSync(join(folder, 'file'), '');
  symlinkSync(join(folder, 'nowhere'), join(folder, 'link'));
  for (const name of ['file', 'link']) {
    const refused = expect.objectContaining({ code: 'EEXIST', path: join(folder, name) }) as Error;
    expect(() => makeFolders(join(folder, name))).toThrow(refused);
    expect(() => makeFolders(join(folder, name, 'below', 'it'))).toThrow(refused);
  }
  expect(() => makeFolders(join(folder, 'new', 'x'.repeat(300)))).toThrow('ENAMETOOLONG');
  expect(readdirSync(folder).sort()).toEqual(['file', 'link']);
});

it.runIf(process.platform === 'linux')('ends where a folder takes nothing', () => {
  expect(() => makeFolders('/proc/minorant/run')).toThrow(expect.objectContaining({ code: 'ENOENT' }));
});
