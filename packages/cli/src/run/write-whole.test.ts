import { linkSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { leaveRun } from '../test-support/leave-run.js';
import { runMain } from '../test-support/run-main.js';
import { writeWhole } from './write-whole.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'minorant-whole-file-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('leaves the old file to whoever reads it, and nothing beside the new one', () => {
  const file = join(folder, 'page.html');
  writeFileSync(file, 'old');
  linkSync(file, join(folder, 'reader'));
  writeWhole(file, 'new');
  expect(readFileSync(file, 'utf8')).toBe('new');
  expect(readFileSync(join(folder, 'reader'), 'utf8')).toBe('old');
  expect(readdirSync(folder).sort()).toEqual(['page.html', 'reader']);
  expect(() => writeWhole(join(folder, 'nowhere', 'page.html'), 'new')).toThrow('ENOENT');
});

it('is how the report of a run is written, which the dashboard reads meanwhile', async () => {
  leaveRun(folder, 1, 3);
  linkSync(join(folder, 'report.html'), join(folder, 'reader'));
  expect((await runMain('report', folder)).code).toBe(0);
  expect(readFileSync(join(folder, 'reader'), 'utf8')).toBe('<!doctype html><title>report</title>');
});
