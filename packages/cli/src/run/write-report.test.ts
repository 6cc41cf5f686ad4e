import { linkSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { leaveRun } from '../test-support/leave-run.js';
import { runMain } from '../test-support/run-main.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'minorant-report-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('is written in one move: the dashboard reads it meanwhile', async () => {
  leaveRun(folder, 1, 3);
  linkSync(join(folder, 'report.html'), join(folder, 'reader'));
  expect((await runMain('report', folder)).code).toBe(0);
  expect(readFileSync(join(folder, 'reader'), 'utf8')).toBe('<!doctype html><title>report</title>');
});
