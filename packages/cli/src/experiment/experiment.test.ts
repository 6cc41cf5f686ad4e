import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';

import type { RunSummary } from '../report/run-summary.js';
import { runFiles } from '../run/run-files.js';
import { aggregate } from './aggregate.js';
import { experimentResults, missingRuns } from './experiment-results.js';
import { experimentSchema } from './experiment-schema.js';
import { experimentTables } from './experiment-tables.js';
import { jobResult } from './job-result.js';
import { jobState } from './job-state.js';
import { meanCurve } from './mean-curve.js';
import { mergeConfiguration } from './merge-configuration.js';
import { planJobs, type Job } from './plan-jobs.js';
import { runJobs } from './run-jobs.js';
import { selectJobs, type JobSelection } from './select-jobs.js';
import { writeResults } from './write-results.js';

const experiment = experimentSchema.parse({
  name: 'example',
  base: { evaluation: { every: 10 }, policy: { id: 'sac', hidden: [8] } },
  tasks: { A: { environment: 'A-v0' }, B: { environment: 'B-v0', policy: { batchSize: 4 } } },
  algorithms: { PIRO: { algorithm: 'piro' }, BC: { algorithm: 'bc', policy: { id: 'other' } } },
  seeds: [1, 2],
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'minorant-experiment-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('mergeConfiguration', () => {
  it('merges options of the same component and replaces other ones', () => {
    const below = { policy: { id: 'sac', hidden: [8], a: 1 }, reward: 'mlp', x: { y: 1 } };
    expect(mergeConfiguration(below, { policy: { a: 2 } })['policy']).toEqual({
      id: 'sac',
      hidden: [8],
      a: 2,
    });
    expect(mergeConfiguration(below, { policy: { id: 'td3' } })['policy']).toEqual({ id: 'td3' });
    expect(mergeConfiguration(below, { policy: 'sac' })['policy']).toEqual(below.policy);
    expect(mergeConfiguration(below, { reward: { id: 'mlp', b: 1 } })['reward']).toEqual({ id: 'mlp', b: 1 });
    expect(mergeConfiguration(below, { x: false })['x']).toBe(false);
  });

  it('keeps options without an id for the component that is named above', () => {
    const below = { algorithm: { innerSteps: 20 }, demonstrations: { episodes: 1 } };
    const kept = { id: 'piro', innerSteps: 20 };
    expect(mergeConfiguration(below, { algorithm: 'piro' })['algorithm']).toEqual(kept);
    expect(mergeConfiguration(below, { algorithm: { id: 'piro', a: 1 } })['algorithm']).toEqual({
      ...kept,
      a: 1,
    });
    // A mere text is the path of demonstrations, not the id of their source.
    expect(mergeConfiguration(below, { demonstrations: 'demos.hdf5' })['demonstrations']).toEqual({
      episodes: 1,
      path: 'demos.hdf5',
    });
  });

  it('takes away what is null', () => {
    const below = { reward: { id: 'mlp', bound: 2 }, policy: { id: 'sac', tau: 0.02 } };
    expect(mergeConfiguration(below, { reward: null, policy: { tau: null } })).toEqual({
      policy: { id: 'sac' },
    });
    expect(mergeConfiguration({}, { reward: null })).toEqual({});
    expect(mergeConfiguration(below, { policy: { id: 'discrete', tau: null } })).toEqual({
      ...{ reward: below.reward, policy: { id: 'discrete' } },
    });
  });
});

describe('an experiment', () => {
  it('has no two names that would be one folder on a system without capitals', () => {
    for (const names of [{ algorithms: { PIRO: {}, piro: {} } }, { tasks: { Hopper: {}, hopper: {} } }])
      expect(experimentSchema.safeParse({ ...experiment, ...names }).error?.issues).toMatchObject([
        { path: Object.keys(names), message: expect.stringContaining('capitals') as string },
      ]);
  });
});

describe('planJobs', () => {
  it('makes one job for every task, algorithm and seed', () => {
    const jobs = planJobs(experiment, '/out');
    expect(jobs.map(({ task, algorithm, seed }) => `${task}/${algorithm}/${seed}`)).toEqual([
      'A/PIRO/1',
      'A/BC/1',
      'B/PIRO/1',
      'B/BC/1',
      'A/PIRO/2',
      'A/BC/2',
      'B/PIRO/2',
      'B/BC/2',
    ]);
    expect(jobs[2]!.configuration).toEqual({
      seed: 1,
      evaluation: { every: 10 },
      environment: 'B-v0',
      algorithm: 'piro',
      policy: { id: 'sac', hidden: [8], batchSize: 4 },
      output: join('/out', 'B', 'PIRO', 'seed-1'),
    });
  });

  it('keeps the jobs of named tasks, algorithms and seeds, and refuses names that it does not have', () => {
    const jobs = planJobs(experiment, '/out');
    const names = (selection: JobSelection) =>
      selectJobs(jobs, selection).map(({ task, algorithm, seed }) => `${task}/${algorithm}/${seed}`);
    expect(names({})).toHaveLength(8);
    expect(names({ task: ['B'], seed: ['2'] })).toEqual(['B/PIRO/2', 'B/BC/2']);
    expect(names({ algorithm: ['BC'], seed: ['1', '2'], task: ['A'] })).toEqual(['A/BC/1', 'A/BC/2']);
    expect(() => names({ algorithm: ['GAIL'] })).toThrow("--algorithm names 'GAIL'");
    expect(() => names({ seed: ['3'] })).toThrow('it has 1; 2');
  });

  it.each([
    [{ seeds: [1, 1] }, 'no seed twice'],
    [{ seeds: [1, -1] }, 'expected number to be >=0'],
    [{ seeds: [2 ** 32] }, 'expected number to be <=4294967295'],
    [{ tasks: {} }, 'at least one task'],
    [{ tasks: { '../up': {} } }, 'Invalid key in record'],
    [{ algorithm: {} }, 'Unrecognized key'],
    [{ base: { seed: 3 } }, 'no seed'],
    [{ tasks: { A: { output: 'runs/mine' } } }, 'no output'],
    [{ algorithms: { PIRO: { seed: 3 } } }, 'no seed'],
  ])('refuses %j', (wrong, message) => {
    const result = experimentSchema.safeParse({ ...experiment, ...wrong });
    expect(result.error?.message).toContain(message);
  });
});

/** What a run leaves behind, without the run. */
function leave(job: Job, mean: number, stopped: RunSummary['stopped'] = 'budget'): void {
  mkdirSync(job.folder, { recursive: true });
  writeFileSync(job.configurationFile, stringify(job.configuration));
  const returns = (value: number) => ({ mean: value, std: 0, episodes: 20, meanLength: 10 });
  const summary: RunSummary = {
    algorithm: 'piro',
    environment: 'A-v0',
    seed: job.seed,
    stopped,
    steps: 100,
    iterations: 4,
    seconds: 1,
    learnt: returns(mean),
    expert: returns(100),
    random: returns(0),
    best: null,
    paths: { run: job.folder, report: null },
  };
  writeFileSync(join(job.folder, runFiles.summary), JSON.stringify(summary));
  const record = (step: number, value: number) =>
    JSON.stringify({ step, iteration: step, seconds: step, 'eval/mean_reward': value });
  writeFileSync(
    join(job.folder, runFiles.metrics),
    `${[record(10, 0), record(20, mean + 10), record(30, mean - 5)].join('\n')}\n`,
  );
}

describe('jobState', () => {
  it('tells what is missing, stopped and done', () => {
    const [first, second] = planJobs(experiment, folder);
    expect(jobState(first!)).toBe('missing');
    leave(first!, 50);
    expect(jobState(first!)).toBe('done');
    leave(second!, 50, 'aborted');
    expect(jobState(second!)).toBe('stopped');
  });

  it('refuses a run of another configuration', () => {
    const [job] = planJobs(experiment, folder);
    leave(job!, 50);
    const changed = { ...job!, configuration: { ...job!.configuration, policy: 'other' } };
    expect(() => jobState(changed)).toThrow(
      expect.objectContaining({ code: 'MNR_EXPERIMENT_CHANGED' }) as Error,
    );
  });
});

describe('runJobs', () => {
  it('never runs more than its processes, reports failures, and starts nothing after an abort', async () => {
    const jobs = planJobs(experiment, folder);
    const minorant = join(folder, 'fake.mjs');
    writeFileSync(
      minorant,
      `import { basename } from 'node:path';
       const file = process.argv[process.argv.indexOf('--config') + 1];
       await new Promise((resolve) => setTimeout(resolve, 60));
       if (basename(file) === 'seed-2.yaml') { console.error('Error MNR_FAKE\\n  It failed.'); process.exit(2); }`,
    );
    let running = 0;
    let most = 0;
    const abort = new AbortController();
    const outcomes = await runJobs(jobs, {
      processes: 2,
      directory: folder,
      minorant,
      signal: abort.signal,
      onStart: () => (most = Math.max(most, ++running)),
      onEnd: ({ job }) => {
        running -= 1;
        if (job.seed === 2) abort.abort();
      },
    });
    expect(most).toBe(2);
    expect(outcomes.length).toBeLessThan(8);
    const failed = outcomes.find(({ code }) => code === 2)!;
    expect(failed.job.seed).toBe(2);
    expect(failed.problem).toBe('Error MNR_FAKE\n  It failed.\n');
    // Of the four runs before, the last may have been under way when the abort stopped it.
    expect(outcomes.filter(({ job, code }) => job.seed === 1 && code === 0).length).toBeGreaterThanOrEqual(3);
  });
});

describe('results', () => {
  it('hold means, spreads, best, drops and normalised returns, as tables, a page and curves', async () => {
    const jobs = planJobs(experiment, folder).filter(({ algorithm }) => algorithm === 'PIRO');
    for (const job of jobs) leave(job, job.seed === 1 ? 60 : 80);
    const results = (await Promise.all(jobs.map(jobResult))).filter((result) => result !== undefined);
    const { cells, overall } = aggregate(results);
    expect(cells).toHaveLength(2);
    expect(cells[0]).toMatchObject({
      task: 'A',
      algorithm: 'PIRO',
      seeds: 2,
      mean: 70,
      std: 10,
      interquartileMean: 70,
      worst: 60,
      best: 80,
      meanBest: 80,
      meanLargestDrop: 15,
      interval: { low: 60, high: 80 },
    });
    expect(cells[0]!.normalised).toBeCloseTo(0.7, 12);
    expect(overall[0]).toMatchObject({ algorithm: 'PIRO', runs: 4 });
    expect(overall[0]!.interquartileMean).toBeCloseTo(0.7, 12);

    const missing = [1, 2].map((seed) => ({ task: 'B', algorithm: 'BC', seed }));
    await writeResults('example', folder, results, missing);
    const markdown = readFileSync(join(folder, 'results.md'), 'utf8');
    // One seed had an evaluation of 90 at step 20; the other's best was 70 of the expert's 100.
    expect(markdown).toContain(
      '| PIRO | 2 | 70 ± 10 | 70 [60, 80] | 60 to 80 | 80 | 15 | 70.0 % | 1 of 2, 20 steps | 1.0 s |',
    );
    expect(markdown).toContain('## Not done\n\n- B / BC / seed 1, 2\n');
    expect(readFileSync(join(folder, 'curves-A.svg'), 'utf8')).toContain('PIRO');
    expect(readFileSync(join(folder, 'report.html'), 'utf8')).toContain('<svg');
  });
});

describe('results of an algorithm that takes no steps', () => {
  it('are drawn and counted over its iterations', async () => {
    const jobs = planJobs(experiment, folder).filter(({ task }) => task === 'A');
    for (const job of jobs) leave(job, 60);
    for (const { folder: run } of jobs.filter(({ algorithm }) => algorithm === 'BC')) {
      const row = (iteration: number, value: number) =>
        JSON.stringify({ step: 0, iteration, seconds: iteration, 'eval/mean_reward': value });
      writeFileSync(join(run, runFiles.metrics), `${[row(5, 1), row(10, 85), row(15, 90)].join('\n')}\n`);
    }
    const results = (await Promise.all(jobs.map(jobResult))).filter((result) => result !== undefined);
    expect(results.find(({ algorithm }) => algorithm === 'BC')!.curve.map(({ x }) => x)).toEqual([5, 10, 15]);
    await writeResults('example', folder, results, []);
    const markdown = readFileSync(join(folder, 'results.md'), 'utf8');
    expect(markdown).toMatch(/\| BC \| 2 .* 2 of 2, 10 iterations \|/);
    const curves = (): string => readFileSync(join(folder, 'curves-A.svg'), 'utf8');
    expect(curves()).toContain('environment steps (BC: iterations)');
    await writeResults(
      'example',
      folder,
      results.filter(({ algorithm }) => algorithm === 'BC'),
      [],
    );
    expect(curves()).not.toContain('environment steps');
  });
});

describe('the table over all tasks', () => {
  it('says which algorithms were not run on all of them', async () => {
    const jobs = planJobs(experiment, folder).filter(
      ({ algorithm, task }) => algorithm === 'PIRO' || task === 'A',
    );
    for (const job of jobs) leave(job, 60);
    const results = (await Promise.all(jobs.map(jobResult))).filter((result) => result !== undefined);
    const all = experimentTables(aggregate(results)).at(-1)!;
    expect(all.rows.map(([name, runs]) => [name, runs])).toEqual([
      ['PIRO', '4'],
      ['BC', '2, on 1 of 2 tasks'],
    ]);
  });
});

describe('results of runs without evaluations', () => {
  it.each([
    ['no metrics.jsonl', (file: string) => rmSync(file)],
    ['no evaluation', (file: string) => writeFileSync(file, '{"step":10,"iteration":1,"seconds":1}\n')],
  ])('leave open what was not measured: %s', async (_what, change) => {
    const [job] = planJobs(experiment, folder);
    leave(job!, 90);
    change(join(job!.folder, runFiles.metrics));
    const result = (await jobResult(job!))!;
    expect(result).not.toHaveProperty('best');
    expect(result).not.toHaveProperty('largestDrop');
    await writeResults('example', folder, [result], []);
    expect(readFileSync(join(folder, 'results.md'), 'utf8')).toContain(
      '| PIRO | 1 | 90 | - | - | - | - | 90.0 % | - | 1.0 s |',
    );
  });
});

describe('experimentResults', () => {
  it('names a run that cannot be read, and gives all others', async () => {
    const jobs = planJobs(experiment, folder);
    for (const job of jobs.slice(0, 3)) leave(job, 50);
    writeFileSync(join(jobs[1]!.folder, runFiles.metrics), '{"step":1,{"step":2}\n{}\n');
    const { done, missing } = await experimentResults(experiment, folder);
    expect(done).toHaveLength(2);
    const lines = missingRuns(missing);
    expect(lines).toHaveLength(5);
    expect(lines.at(-1)).toMatch(/^A \/ BC \/ seed 1 \(.*metrics\.jsonl, line 1: no row of metrics/);
    await writeResults('example', folder, done, missing);
    expect(readFileSync(join(folder, 'results.md'), 'utf8')).toContain('- A / BC / seed 1 (');
  });
});

describe('meanCurve', () => {
  it('interpolates on the steps that all runs have reached', () => {
    const curve = meanCurve([
      [
        { x: 0, y: 0 },
        { x: 10, y: 10 },
      ],
      [
        { x: 2, y: 4 },
        { x: 8, y: 16 },
        { x: 20, y: 0 },
      ],
    ]);
    expect(curve[0]).toEqual({ x: 2, y: 3, low: 2, high: 4 });
    expect(curve.at(-1)!.x).toBe(10);
    expect(curve.at(-1)!.y).toBeCloseTo((10 + (16 - (16 * 2) / 12)) / 2, 12);
    expect(meanCurve([])).toEqual([]);
  });
});
