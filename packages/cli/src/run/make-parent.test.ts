import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';

import { leaveRun } from '../test-support/leave-run.js';
import { runMain } from '../test-support/run-main.js';

it('lets `report --out` write into a folder that is not there yet', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'minorant-parent-'));
  leaveRun(join(folder, 'runs', 'a'), 1, 3);
  const out = join(folder, 'pages', 'all', 'runs.html');
  const { code } = await runMain('report', join(folder, 'runs'), '--out', out);
  expect(code).toBe(0);
  expect(readdirSync(join(folder, 'pages', 'all'))).toEqual(['runs.html']);
  rmSync(folder, { recursive: true });
});
