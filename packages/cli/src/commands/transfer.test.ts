import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { leaveRun } from '../test-support/leave-run.js';
import { runMain } from '../test-support/run-main.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'minorant-transfer-command-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Plans a transfer of runs with these folders and gives the rows that it would have. */
async function plan(...runs: readonly string[]) {
  const out = join(folder, 'out');
  const { code, stderr } = await runMain('transfer', ...runs, '--seeds', '1', '--report', '--out', out);
  if (code !== 0) return { code, stderr, rows: [] };
  const page = readFileSync(join(out, 'results.md'), 'utf8');
  const rows = [...page.matchAll(/^- transfer \/ (.*) \/ seed 1$/gm)].map(([, row]) => row);
  return { code, stderr, rows };
}

describe('minorant transfer', () => {
  it('takes folders with = in their names, with and without a name', async () => {
    const sweep = join(folder, 'PIRO lr=0.1 steps=5');
    leaveRun(join(sweep, 'seed-1'), 1, 3);
    leaveRun(join(sweep, 'seed-2'), 2, 3);
    const { rows } = await plan(join(sweep, 'seed-1'), `best=${join(sweep, 'seed-2')}`);
    expect(rows).toEqual(['true reward', 'reward of seed-1', 'reward of best']);
  });

  it('refuses runs of the same name and asks for names', async () => {
    for (const name of ['a', 'b']) leaveRun(join(folder, name, 'seed-1'), 1, 3);
    const [a, b] = [join(folder, 'a', 'seed-1'), join(folder, 'b', 'seed-1')];
    const same = await plan(a, b);
    expect(same.stderr).toContain('Two runs are called seed-1');
    expect(same.code).toBe(2);
    expect((await plan(`A=${a}`, `B=${b}`)).rows).toEqual(['true reward', 'reward of A', 'reward of B']);
  });

  it('refuses names that no folder can have', async () => {
    leaveRun(join(folder, 'a'), 1, 3);
    const { code, stderr } = await plan(`../x=${join(folder, 'a')}`);
    expect(stderr).toContain('algorithms.reward of ../x: a name of letters');
    expect(code).toBe(2);
  });
});
