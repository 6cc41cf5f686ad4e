import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { takeLock } from '@minorant/core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { stringify } from 'yaml';

import { jobOf, type Job } from './plan-jobs.js';
import { runJobs } from './run-jobs.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'minorant-run-jobs-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('skips what another process is at, or has done since the jobs were planned', async () => {
  const jobs = [1, 2, 3].map((seed) =>
    jobOf({ task: 'A', algorithm: 'PIRO', seed }, { algorithm: 'piro' }, folder),
  );
  const leave = ({ folder: path, configuration, configurationFile }: Job): void => {
    mkdirSync(path, { recursive: true });
    writeFileSync(configurationFile, stringify(configuration));
  };
  const [first, second] = jobs as [Job, Job];
  leave(first);
  const lock = await takeLock(join(first.folder, 'run.lock'), () => new Error('held'));
  const minorant = join(folder, 'fake.mjs');
  writeFileSync(minorant, '');
  const skipped: string[] = [];
  const started: number[] = [];
  const outcomes = await runJobs(jobs, {
    processes: 1,
    directory: folder,
    minorant,
    onStart: ({ seed }) => started.push(seed),
    onSkip: ({ seed }, state) => {
      skipped.push(`${seed} ${state}`);
      if (seed > 1) return;
      leave(second);
      writeFileSync(join(second.folder, 'summary.json'), '{"stopped":"budget"}');
    },
  });
  await lock.release();
  expect(skipped).toEqual(['1 running', '2 done']);
  expect(started).toEqual([3]);
  expect(outcomes).toMatchObject([{ code: 0 }]);
});

it('counts a job that cannot be started as failed, and goes on with the others', async () => {
  const jobs = ['A', 'B'].map((task) =>
    jobOf({ task, algorithm: 'PIRO', seed: 1 }, { algorithm: 'piro' }, folder),
  );
  // Where the folder of the first should be made there is a file.
  writeFileSync(join(folder, 'A'), '');
  const minorant = join(folder, 'fake.mjs');
  writeFileSync(minorant, '');
  const outcomes = await runJobs(jobs, { processes: 1, directory: folder, minorant });
  expect(outcomes.map(({ job, code }) => [job.task, code])).toEqual([
    ['A', 1],
    ['B', 0],
  ]);
  expect(outcomes[0]!.problem).toMatch(/ENOTDIR|EEXIST/);
});

it('leaves a job to a process that was faster', async () => {
  const job = jobOf({ task: 'A', algorithm: 'PIRO', seed: 1 }, { algorithm: 'piro' }, folder);
  const minorant = join(folder, 'fake.mjs');
  writeFileSync(minorant, 'setTimeout(() => process.exit(2), 500)');
  const skipped: string[] = [];
  let lock: Promise<{ release(): Promise<void> }> | undefined;
  const outcomes = await runJobs([job], {
    processes: 1,
    directory: folder,
    minorant,
    onStart: () => {
      mkdirSync(job.folder, { recursive: true });
      lock = takeLock(join(job.folder, 'run.lock'), () => new Error('held'));
    },
    onSkip: (_, state) => skipped.push(state),
  });
  await (await lock!).release();
  expect(skipped).toEqual(['running']);
  expect(outcomes).toEqual([]);
});
