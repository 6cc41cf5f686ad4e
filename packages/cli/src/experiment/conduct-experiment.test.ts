import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
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

it('starts no run where nothing can be written', async () => {
  const file = join(folder, 'example.yaml');
  const demonstrations = fileURLToPath(
    new URL('../../../../examples/inverted-pendulum/demonstrations.hdf5', import.meta.url),
  );
  const base = { environment: 'InvertedPendulum-v4', demonstrations, budget: { steps: 50 } };
  writeFileSync(
    file,
    stringify({
      name: 'example',
      base,
      tasks: { A: {} },
      algorithms: { BC: { algorithm: 'bc' } },
      seeds: [1],
    }),
  );
  const { code, stderr } = await runMain('experiment', file, '--out', file);
  expect(stderr).toContain('Error MNR_CLI_PATH\n');
  expect(stderr).not.toContain('start  ');
  expect(code).toBe(2);
});

it('points a sweep to its own help', async () => {
  const file = join(folder, 'sweep.yaml');
  writeFileSync(file, stringify({ name: 'x', tasks: { A: {} }, algorithms: { B: {} }, seeds: [1] }));
  for (const command of ['sweep', 'experiment']) {
    const { stderr } = await runMain(command, file, '--report', '--processes', '0', '--out', folder);
    expect(stderr).toContain(`minorant ${command} --help`);
  }
});
