import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { takeLock } from '@minorant/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';

import { runFiles } from '../run/run-files.js';
import { jobState, readSummary } from './job-state.js';
import { jobOf, type Job } from './plan-jobs.js';

let folder: string;
let job: Job;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'minorant-job-state-'));
  job = jobOf({ task: 'A', algorithm: 'PIRO', seed: 1 }, { algorithm: 'piro' }, folder);
  mkdirSync(job.folder, { recursive: true });
  writeFileSync(job.configurationFile, stringify(job.configuration));
});
afterEach(() => rmSync(folder, { recursive: true }));

const leaveSummary = (text: string): void => writeFileSync(join(job.folder, runFiles.summary), text);

describe('jobState', () => {
  it('tells a run that is under way from one that was stopped', async () => {
    expect(jobState(job)).toBe('missing');
    const lock = await takeLock(join(job.folder, 'run.lock'), () => new Error('held'));
    expect(jobState(job)).toBe('running');
    leaveSummary('{"stopped":"aborted"}');
    expect(jobState(job)).toBe('running');
    await lock.release();
    expect(jobState(job)).toBe('stopped');
    leaveSummary('{"stopped":"budget"}');
    expect(jobState(job)).toBe('done');
  });

  it('refuses a run that was resumed with another budget', () => {
    const budgeted = { ...job, configuration: { ...job.configuration, budget: { steps: 100 } } };
    writeFileSync(job.configurationFile, stringify(budgeted.configuration));
    leaveSummary('{"stopped":"budget"}');
    // Results that are passed on hold no config.yaml.
    expect(jobState(budgeted)).toBe('done');
    const own = join(job.folder, runFiles.configuration);
    writeFileSync(own, stringify({ algorithm: { id: 'piro' }, budget: { steps: 100 } }));
    expect(jobState(budgeted)).toBe('done');
    writeFileSync(own, stringify({ algorithm: { id: 'piro' }, budget: { steps: 400 } }));
    expect(() => jobState(budgeted)).toThrow(
      expect.objectContaining({
        code: 'MNR_EXPERIMENT_CHANGED',
        message: expect.stringContaining(own) as string,
      }),
    );
  });

  it('takes a summary that was cut off for none', () => {
    leaveSummary('{"stopped":"bud');
    expect(jobState(job)).toBe('stopped');
    expect(readSummary(job)).toBeUndefined();
  });
});
