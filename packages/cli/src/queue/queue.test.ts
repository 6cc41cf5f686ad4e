import { spawn, type ChildProcess } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { takeLock } from '@minorant/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';

import { sweepSchema } from '../experiment/experiment-schema.js';
import { planJobs, type Job } from '../experiment/plan-jobs.js';
import type { JobOutcome } from '../experiment/run-job.js';
import { hasRedis, startRedis, type TestRedis } from '../test-support/redis-server.js';
import { queueJobs } from './queue-jobs.js';
import { work } from './work.js';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
const command = path('../../bin/minorant.js');
const built = existsSync(path('../../dist/index.js'));

const sweep = sweepSchema.parse({
  name: 'queue',
  tasks: { A: { environment: 'A-v0' } },
  algorithms: { PIRO: { algorithm: 'piro' } },
  parameters: { x: [1, 2, 3] },
  seeds: [1, 2],
});

let folder: string;
let redis: TestRedis;
describe.skipIf(!hasRedis)('a queue (skipped where no redis-server is installed)', () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'minorant-queue-'));
    redis = await startRedis();
  });
  afterAll(async () => {
    await redis.stop();
    rmSync(folder, { recursive: true });
  });

  /** A `minorant` that only says that it ran, and fails where x is 3. */
  function fake(log: string): string {
    const file = join(folder, 'fake.mjs');
    writeFileSync(
      file,
      `import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
       const config = process.argv[process.argv.indexOf('--config') + 1];
       const text = readFileSync(config, 'utf8');
       appendFileSync(${JSON.stringify(log)}, config + '\\n');
       await new Promise((resolve) => setTimeout(resolve, 50));
       if (/x: 3/.test(text)) { console.error('Error MNR_FAKE\\n  It failed.'); process.exit(1); }
       const folder = config.replace(/\\.yaml$/, '');
       mkdirSync(folder, { recursive: true });
       writeFileSync(folder + '/summary.json', JSON.stringify({ stopped: 'budget' }));`,
    );
    return file;
  }

  it(
    'gives every job to one worker, tells failures, and runs nothing twice',
    { timeout: 60_000 },
    async () => {
      const log = join(folder, 'log');
      const minorant = fake(log);
      const output = join(folder, 'out');
      const jobs = planJobs(sweep, output);
      const stop = new AbortController();
      const worker = () =>
        work({
          url: redis.url,
          processes: 2,
          patience: 10,
          within: folder,
          plugins: [],
          signal: stop.signal,
          minorant,
        });
      const follow = (): Promise<readonly JobOutcome[]> =>
        queueJobs(jobs, { url: redis.url, output, directory: folder });
      const working = [worker(), worker()];
      // Two people start the same sweep.
      const [outcomes] = await Promise.all([follow(), follow()]);
      expect(outcomes).toHaveLength(6);
      const failed = outcomes.filter(({ code }) => code !== 0);
      expect(failed.map(({ job }) => job.algorithm)).toEqual(['PIRO x=3', 'PIRO x=3']);
      expect(failed[0]!.problem).toContain('It failed.');
      const runs = readFileSync(log, 'utf8').trim().split('\n');
      const good = runs.filter((name) => !name.includes('x=3'));
      expect(new Set(good).size).toBe(4);
      expect(good).toHaveLength(4);
      stop.abort();
      await Promise.all(working);
    },
  );

  it(
    'tells everybody who follows how a job has ended, and runs none again for it',
    { timeout: 60_000 },
    async () => {
      const log = join(folder, 'followed-log');
      const output = join(folder, 'followed');
      const jobs = planJobs(sweep, output);
      let ready = 0;
      const follow = (): Promise<readonly JobOutcome[]> =>
        queueJobs(jobs, {
          url: redis.url,
          output,
          directory: folder,
          onWorkers: (count) => (ready += count === 0 ? 1 : 0),
        });
      const following = [follow(), follow(), follow()];
      while (ready < following.length) await sleep(20);
      const stop = new AbortController();
      const rights = { within: folder, plugins: [] };
      const rest = { processes: 2, patience: 10, signal: stop.signal, minorant: fake(log) };
      const working = work({ url: redis.url, ...rights, ...rest });
      for (const outcomes of await Promise.all(following)) {
        expect(outcomes).toHaveLength(6);
        const failed = outcomes.filter(({ code }) => code !== 0);
        expect(failed.map(({ problem }) => problem)).toEqual(Array(2).fill('Error MNR_FAKE\n  It failed.'));
      }
      expect(readFileSync(log, 'utf8').trim().split('\n')).toHaveLength(6);
      stop.abort();
      await working;
    },
  );

  it(
    'gives a waiting job its new configuration, and refuses one for a job under way',
    { timeout: 60_000 },
    async () => {
      const output = join(folder, 'edited');
      const jobs = (rate: number) =>
        planJobs({ ...sweep, base: { rate }, parameters: {}, seeds: [1] }, output);
      const put = async (rate: number): Promise<void> => {
        const stop = new AbortController();
        const options = { url: redis.url, output, directory: folder, signal: stop.signal };
        await queueJobs(jobs(rate), { ...options, onWorkers: () => stop.abort() });
      };
      await put(1);
      await put(2);
      const minorant = join(folder, 'slow.mjs');
      writeFileSync(minorant, `process.on('SIGTERM', () => process.exit(1)); setTimeout(() => {}, 30_000);`);
      const stop = new AbortController();
      const rights = { within: folder, plugins: [] };
      const rest = { processes: 1, patience: 10, signal: stop.signal, minorant };
      const working = work({ url: redis.url, ...rights, ...rest });
      const file = jobs(2)[0]!.configurationFile;
      while (!existsSync(file)) await sleep(20);
      expect(readFileSync(file, 'utf8')).toContain('rate: 2');
      await put(2);
      await expect(put(3)).rejects.toMatchObject({ code: 'MNR_EXPERIMENT_CHANGED' });
      stop.abort();
      await working;
      // Given back to the queue, it is one of those that wait.
      await put(3);
      const last = {
        ...rest,
        signal: new AbortController().signal,
        minorant: fake(join(folder, 'edited-log')),
      };
      await work({ url: redis.url, ...rights, ...last, untilEmpty: true });
      expect(readFileSync(file, 'utf8')).toContain('rate: 3');
    },
  );

  it('waits with a job whose run another process writes', { timeout: 60_000 }, async () => {
    const output = join(folder, 'held');
    const jobs = planJobs({ ...sweep, parameters: {}, seeds: [1] }, output);
    const [job] = jobs as [Job];
    mkdirSync(job.folder, { recursive: true });
    writeFileSync(job.configurationFile, stringify(job.configuration));
    const lock = await takeLock(join(job.folder, 'run.lock'), () => new Error('held'));
    const log = join(folder, 'held-log');
    const said: string[] = [];
    const stop = new AbortController();
    const rights = { within: folder, plugins: [] };
    const rest = { processes: 1, patience: 10, signal: stop.signal, minorant: fake(log) };
    const working = work({ url: redis.url, ...rights, ...rest, note: (text) => said.push(text) });
    const following = queueJobs(jobs, { url: redis.url, output, directory: folder });
    while (!said.some((text) => text.startsWith('wait   A / PIRO / seed 1'))) await sleep(20);
    expect(existsSync(log)).toBe(false);
    await lock.release();
    expect(await following).toEqual([{ job, code: 0 }]);
    expect(readFileSync(log, 'utf8').trim().split('\n')).toHaveLength(1);
    stop.abort();
    await working;
  });

  it('refuses a job that would write elsewhere', { timeout: 60_000 }, async () => {
    const output = join(tmpdir(), 'minorant-elsewhere');
    const stop = new AbortController();
    const rights = { within: folder, plugins: [] };
    const working = work({ url: redis.url, processes: 1, patience: 10, signal: stop.signal, ...rights });
    const outcomes = await queueJobs(planJobs(sweep, output).slice(0, 1), {
      url: redis.url,
      output,
      directory: folder,
    });
    expect(outcomes[0]!.problem).toContain('is not below');
    expect(existsSync(output)).toBe(false);
    stop.abort();
    await working;
  });

  it.skipIf(!built)(
    'goes on with the run of a worker that was killed (skipped where the command is not built)',
    { timeout: 240_000 },
    async () => {
      const output = join(folder, 'real');
      const demonstrations = {
        id: 'minari',
        path: path('../../../../examples/inverted-pendulum/demonstrations.hdf5'),
        episodes: 1,
      };
      const jobs = planJobs(
        sweepSchema.parse({
          name: 'real',
          base: {
            environment: 'InvertedPendulum-v4',
            demonstrations,
            reward: { id: 'mlp', hidden: [8] },
            policy: { id: 'sac', hidden: [8], batchSize: 16, learningStarts: 100, stepsPerRound: 100 },
            budget: { steps: 1200 },
            checkpoints: { every: 100, keep: 2 },
          },
          tasks: { Pendulum: {} },
          algorithms: { PIRO: { algorithm: { id: 'piro', rolloutSteps: 50, innerSteps: 3 } } },
          seeds: [1],
        }),
        output,
      );
      const worker = (): ChildProcess =>
        spawn(
          process.execPath,
          [
            command,
            'worker',
            '--queue',
            redis.url,
            '--within',
            folder,
            '--processes',
            '1',
            '--patience',
            '2',
          ],
          { stdio: ['ignore', 'ignore', 'pipe'] },
        );
      const following = queueJobs(jobs, { url: redis.url, output, directory: folder });
      const victim = worker();
      const checkpoints = join(jobs[0]!.folder, 'checkpoints');
      while (!(existsSync(checkpoints) && readdirSync(checkpoints).length > 0)) await sleep(20);
      victim.kill('SIGKILL');
      const other = worker();
      let said = '';
      other.stderr!.setEncoding('utf8').on('data', (text: string) => (said += text));
      const [outcome] = await following;
      const ended = new Promise((resolve) => other.once('close', resolve));
      other.kill('SIGTERM');
      await ended;
      expect(outcome).toMatchObject({ code: 0 });
      expect(said).toContain('resume Pendulum / PIRO / seed 1');
      expect(existsSync(join(jobs[0]!.folder, 'summary.json'))).toBe(true);
    },
  );
});
