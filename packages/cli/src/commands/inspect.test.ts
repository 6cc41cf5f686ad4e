import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileCheckpointStore, runDigest, type Snapshot } from '@minorant/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { leaveRun } from '../test-support/leave-run.js';
import { runMain } from '../test-support/run-main.js';

const snapshot: Snapshot = { values: { x: 1 }, parts: { clock: { values: { seconds: 3 } } } };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'minorant-inspect-'));
  leaveRun(folder, 1, 3);
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('minorant inspect', () => {
  it('finds the checkpoints in the folder that the run keeps them in', async () => {
    const without = await runMain('inspect', folder, '--digest');
    expect(without.stderr).toContain('it has no checkpoint');
    const store = 'checkpoints: { every: 10, seconds: 300, keep: 2, store: { id: file, folder: kept } }';
    writeFileSync(join(folder, 'config.yaml'), `algorithm: { id: piro }\nseed: 1\n${store}\n`);
    await new FileCheckpointStore(join(folder, 'kept')).save({ step: 30 }, snapshot);
    const { stdout, code } = await runMain('inspect', folder, '--digest');
    expect(stdout.trim()).toBe(runDigest(snapshot));
    expect(code).toBe(0);
  });

  it('prints absolute paths, wherever the run has been moved', async () => {
    const file = join(folder, 'summary.json');
    const summary = JSON.parse(readFileSync(file, 'utf8')) as object;
    writeFileSync(file, JSON.stringify({ ...summary, paths: { run: '.', report: 'report.html' } }));
    const { stdout } = await runMain('inspect', folder, '--json');
    expect(JSON.parse(stdout)).toMatchObject({ paths: { run: folder, report: join(folder, 'report.html') } });
  });

  it.each(['inspect', 'report'])('%s names a summary that was cut off', async (command) => {
    writeFileSync(join(folder, 'summary.json'), '{"algorithm": "pi');
    const { stderr, code } = await runMain(command, folder);
    expect(stderr).toContain('Error MNR_CLI_DAMAGED_FILE\n');
    expect(stderr).toContain('summary.json cannot be read');
    expect(code).toBe(2);
    rmSync(join(folder, 'summary.json'));
    appendFileSync(join(folder, 'metrics.jsonl'), '{"step":');
    expect((await runMain(command, folder)).code).toBe(0);
  });
});
