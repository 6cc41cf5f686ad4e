import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { takeLock } from '@minorant/core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { stringify } from 'yaml';

import { runMain } from '../test-support/run-main.js';
import { experimentSchema } from './experiment-schema.js';
import { planJobs } from './plan-jobs.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'minorant-conduct-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('says how many runs are under way elsewhere, and reads no summary that was cut off', async () => {
  const experiment = {
    name: 'example',
    tasks: { A: { environment: 'A-v0' } },
    algorithms: { PIRO: { algorithm: 'piro' } },
    seeds: [1, 2, 3],
  };
  const file = join(folder, 'example.yaml');
  writeFileSync(file, stringify(experiment));
  const [running, stopped] = planJobs(experimentSchema.parse(experiment), folder);
  for (const job of [running!, stopped!]) {
    mkdirSync(job.folder, { recursive: true });
    writeFileSync(job.configurationFile, stringify(job.configuration));
  }
  writeFileSync(join(stopped!.folder, 'summary.json'), '{"stopped":"bud');
  const lock = await takeLock(join(running!.folder, 'run.lock'), () => new Error('held'));
  const { code, stdout, stderr } = await runMain('experiment', file, '--report', '--out', folder);
  await lock.release();
  expect(code).toBe(0);
  expect(stderr).toContain('example: 3 runs, 0 done, 1 running;');
  expect(stdout).toContain('Not done: A / PIRO / seed 1, 2, 3');
});
