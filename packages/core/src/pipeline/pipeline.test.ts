import { existsSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';

import type { Callback, MetricRecord } from '../contracts/index.js';
import { defineComponent } from '../plugins/component.js';
import { definePlugin } from '../plugins/define-plugin.js';
import { extensionPoints } from '../plugins/extension-point.js';
import { z } from 'zod';

import { alive, lineWalkPlugin } from './fixtures/line-walk.js';
import { openRun } from './open-run.js';
import type { PipelineOptions } from './options.js';
import { pipeline } from './pipeline.js';
import type { RunProgress } from './run-progress.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minorant-run-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
  expect(alive).toEqual({ environments: 0, algorithms: 0 });
});

const options: PipelineOptions = {
  plugins: [lineWalkPlugin],
  environment: 'LineWalk-v0',
  algorithm: 'climb',
  budget: { steps: 400 },
  evaluation: { every: 100, episodes: 6 },
};

async function trained(more: Partial<PipelineOptions> = {}) {
  const run = await pipeline({ ...options, ...more });
  const result = await run.train();
  return { run, result };
}

describe('pipeline', () => {
  it('learns, counts steps once, and evaluates apart from training', async () => {
    const { run, result } = await trained();
    expect(result).toMatchObject({ stopped: 'budget', steps: 400, iterations: 10 });
    const random = await run.evaluate({ policy: 'random', episodes: 20 });
    expect(result.final!.meanReward).toBeGreaterThan(random.meanReward + 5);
    expect(result.best!.evaluation.meanReward).toBeGreaterThanOrEqual(result.final!.meanReward);
    expect(run.steps).toBe(400);
    expect(await run.expert()).toBeUndefined();
    await run.dispose();
    await expect(run.train()).rejects.toMatchObject({ code: 'MNR_RUN_DISPOSED' });
  });

  it('gives the same numbers by the same seed, with or without evaluations, from YAML or from code', async () => {
    const path = join(folder, 'run.yaml');
    await writeFile(
      path,
      'environment: LineWalk-v0\nalgorithm: climb\nbudget: { steps: 400 }\nevaluation: { every: 100, episodes: 6 }\n',
    );
    const fromFile = await pipeline(path, { plugins: [lineWalkPlugin] });
    const results = [
      await fromFile.train(),
      ...(await Promise.all(
        [{}, { seed: 1 }, { evaluation: { every: 1000, episodes: 6 } }].map(async (more) => {
          const { run, result } = await trained(more);
          await run.dispose();
          return result;
        }),
      )),
    ];
    await fromFile.dispose();
    const returns = results.map(({ final }) => JSON.stringify(final!.returns));
    expect(returns[1]).toBe(returns[0]);
    expect(returns[2]).not.toBe(returns[0]);
    expect(returns[3]).toBe(returns[0]);
  });

  it('plays the same episodes whatever their number, and records them', async () => {
    const run = await pipeline(options);
    const many = await run.collect({ episodes: 9, seed: 5 });
    const few = await run.collect({ episodes: 2, seed: 5 });
    expect(many.map(({ seed }) => seed)).toEqual([5, 6, 7, 8, 9, 10, 11, 12, 13]);
    expect(few).toEqual(many.slice(0, 2));
    expect(many[0]).toMatchObject({ length: 20, observationSize: 3, actionSize: 1 });
    expect(many[0]!.observations).toHaveLength(21 * 3);
    expect([...many[0]!.truncations].indexOf(1)).toBe(19);
    expect(await run.evaluate({ episodes: 9, seed: 5 })).toMatchObject({
      returns: many.map(({ rewards }) => rewards.reduce((a, b) => a + b)),
    });
    const random = await run.collect({ episodes: 5, seed: 5, policy: 'random' });
    expect(await run.collect({ episodes: 2, seed: 5, policy: 'random' })).toEqual(random.slice(0, 2));
    await run.dispose();
  });

  it('plays what is asked for at the same time one after the other', async () => {
    const run = await pipeline(options);
    const asked = [5, 50].map((seed) => ({ episodes: 3, seed }));
    const together = await Promise.all(asked.map((one) => run.collect(one)));
    for (const [i, one] of asked.entries()) expect(together[i]).toEqual(await run.collect(one));
    // One that fails is in nobody's way.
    const failing = run.collect({ episodes: 1, signal: AbortSignal.abort(new Error('enough')) });
    const next = run.collect(asked[0]);
    await expect(failing).rejects.toThrow('enough');
    expect(await next).toEqual(together[0]);
    await run.dispose();
  });

  it('ends an evaluation when something outside aborts it, though nothing in it ever waits', async () => {
    const run = await pipeline(options);
    const stop = new AbortController();
    setImmediate(() => setImmediate(() => stop.abort(new Error('enough'))));
    const many = { episodes: 100_000, policy: 'random', signal: stop.signal } as const;
    await expect(run.evaluate(many)).rejects.toThrow('enough');
    await run.dispose();
  });

  it('refuses to play no episodes', async () => {
    const run = await pipeline(options);
    for (const episodes of [0, 1.5, NaN]) {
      await expect(run.evaluate({ episodes })).rejects.toMatchObject({ code: 'MNR_RUN_EPISODES' });
    }
    await run.dispose();
  });

  it('stays disposed of when that happened while it trained', async () => {
    const callback: Callback = { specificationVersion: 'v1', onIteration: () => run.dispose() };
    const run = await pipeline({ ...options, callbacks: [callback] });
    await run.train().catch(() => undefined);
    await expect(run.train()).rejects.toMatchObject({ code: 'MNR_RUN_DISPOSED' });
  });

  it('writes a folder that says everything', async () => {
    const output = join(folder, 'run');
    const { run, result } = await trained({ output, algorithm: { id: 'climb', rounds: 1 } });
    await run.dispose();
    expect((await readdir(output)).sort()).toEqual(
      [
        'best',
        'checkpoints',
        'config.yaml',
        'environment.json',
        'final',
        'metrics.csv',
        'metrics.jsonl',
        'result.json',
      ].sort(),
    );
    const configuration: unknown = parse(await readFile(join(output, 'config.yaml'), 'utf8'));
    expect(configuration).toEqual({
      seed: 0,
      plugins: [{ name: 'line-walk' }],
      environment: { id: 'LineWalk-v0' },
      algorithm: { id: 'climb', rounds: 1 },
      policy: { id: 'climber', scale: 0.3, broken: false },
      budget: { steps: 400 },
      evaluation: { every: 100, episodes: 6, deterministic: true, seed: 1_000_000 },
      metrics: [
        { id: 'jsonl', file: 'metrics.jsonl' },
        { id: 'csv', file: 'metrics.csv' },
      ],
      callbacks: [],
      checkpoints: { every: 10_000, seconds: 300, keep: 2, store: { id: 'file', folder: 'checkpoints' } },
      output,
      execution: 'compiled',
    });
    expect(JSON.parse(await readFile(join(output, 'result.json'), 'utf8'))).toEqual({
      status: 'completed',
      ...result,
    });
    expect(JSON.parse(await readFile(join(output, 'environment.json'), 'utf8'))).toMatchObject({
      node: process.version,
      plugins: { 'line-walk': '1.2.3' },
    });
    const records = (await readFile(join(output, 'metrics.jsonl'), 'utf8')).trim().split('\n');
    expect(records).toHaveLength(20);
    expect(JSON.parse(records[4]!)).toMatchObject({
      step: 100,
      iteration: 5,
      'time/total_timesteps': 100,
      'eval/mean_reward': expect.any(Number) as unknown,
      'rollout/ep_rew_mean': expect.any(Number) as unknown,
    });

    const opened = await openRun(output, { plugins: [lineWalkPlugin] });
    expect((await opened.evaluate()).returns).toEqual(result.final!.returns);
    await opened.save(join(folder, 'saved'));
    await opened.dispose();
    const best = await openRun(output, { plugins: [lineWalkPlugin], which: 'best' });
    expect((await best.evaluate()).returns).toEqual(result.best!.evaluation.returns);
    await best.dispose();
    const saved = await openRun(join(folder, 'saved'), { plugins: [lineWalkPlugin] });
    expect((await saved.evaluate()).returns).toEqual(result.final!.returns);
    await saved.dispose();
  });

  it('prints what is bound to what, as text and as a picture', async () => {
    const run = await pipeline(options);
    const graph = run.graph();
    expect(graph.toText()).toBe(
      [
        'environment: LineWalk-v0 (line-walk 1.2.3)',
        'algorithm: climb (line-walk 1.2.3)',
        '    rounds = 2',
        '  policy: climber (line-walk 1.2.3)',
        '      scale = 0.3',
        '      broken = false',
      ].join('\n'),
    );
    expect(graph.toMermaid().split('\n')).toEqual([
      'flowchart TD',
      '  run(["run"])',
      '  environment["environment: LineWalk-v0<br/>line-walk 1.2.3"]',
      '  run --> environment',
      '  algorithm["algorithm: climb<br/>line-walk 1.2.3"]',
      '  run --> algorithm',
      '  policy["policy: climber<br/>line-walk 1.2.3"]',
      '  algorithm --> policy',
    ]);
    await run.dispose();
  });

  it('calls callbacks, reports progress, and ends for a callback, a finished algorithm or a signal', async () => {
    const calls: string[] = [];
    const progress: RunProgress[] = [];
    const callback: Callback = {
      specificationVersion: 'v1',
      onStart: () => void calls.push('start'),
      onIteration: (context, record) => {
        calls.push(`${record.iteration}@${record.step}`);
        if (context.iteration === 3) context.stop('enough');
      },
      onEnd: () => void calls.push('end'),
    };
    const run = await pipeline(
      { ...options, callbacks: [callback] },
      { onProgress: (event) => progress.push(event) },
    );
    expect(await run.train()).toMatchObject({ stopped: 'callback', message: 'enough', iterations: 3 });
    expect(calls).toEqual(['start', '1@40', '2@80', '3@120', 'end']);
    expect(progress[1]).toMatchObject({ steps: 80, iteration: 2, fraction: 0.2 });
    await run.dispose();

    const finishing = await trained({ algorithm: { id: 'climb', finishAt: 2 } });
    expect(finishing.result).toMatchObject({ stopped: 'finished', iterations: 2 });
    await finishing.run.dispose();

    const controller = new AbortController();
    const aborted = await pipeline({
      ...options,
      callbacks: [
        {
          specificationVersion: 'v1',
          onIteration: ({ iteration }) => {
            if (iteration === 4) controller.abort();
          },
        },
      ],
    });
    expect(await aborted.train({ signal: controller.signal })).toMatchObject({
      stopped: 'aborted',
      iterations: 4,
    });
    expect(await aborted.train()).toMatchObject({ stopped: 'budget', iterations: 10 });
    await aborted.dispose();
  });

  it('hears an abort from outside between iterations, though nothing in them ever waits', async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 20);
    const run = await pipeline({ ...options, budget: { seconds: 5 }, evaluation: false });
    expect(await run.train({ signal: stop.signal })).toMatchObject({ stopped: 'aborted' });
    await run.dispose();
  });

  it('evaluates after so many iterations when told', async () => {
    const evaluated: number[] = [];
    const run = await pipeline(
      { ...options, evaluation: { every: 1_000_000, iterations: 4, episodes: 1 } },
      {
        onProgress: ({ record }) => {
          if (record && 'eval/mean_reward' in record.values) evaluated.push(record.iteration);
        },
      },
    );
    await run.train();
    await run.dispose();
    expect(evaluated).toEqual([4, 8, 10]);
  });

  it('goes on when a metric sink fails, and warns once', async () => {
    const records: MetricRecord[] = [];
    const sink = (id: string, write: (record: MetricRecord) => void) =>
      defineComponent(extensionPoints.metricSink, {
        id,
        description: 'For this test.',
        optionsSchema: z.strictObject({}),
        create: () => ({ specificationVersion: 'v1' as const, write, close() {} }),
      });
    const plugin = definePlugin({
      name: 'sinks',
      version: '1.0.0',
      apiVersion: '^1.0.0',
      setup(api) {
        api.register(
          extensionPoints.metricSink,
          sink('failing', () => {
            throw new Error('no space left');
          }),
        );
        api.register(
          extensionPoints.metricSink,
          sink('keeping', (record) => records.push(record)),
        );
      },
    });
    const warnings: string[] = [];
    const run = await pipeline(
      { ...options, plugins: [lineWalkPlugin, plugin], metrics: ['failing', 'keeping'] },
      { onWarning: (message) => warnings.push(message) },
    );
    await run.train();
    expect(records).toHaveLength(10);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain('failing failed (no space left)');
    await run.dispose();
  });
});

it('closes metric sinks when a later part of the run cannot be made', async () => {
  let closed = 0;
  const plugin = definePlugin({
    name: 'sinks',
    version: '1.0.0',
    apiVersion: '^1.0.0',
    setup(api) {
      api.register(
        extensionPoints.metricSink,
        defineComponent(extensionPoints.metricSink, {
          id: 'open',
          description: 'For this test.',
          optionsSchema: z.strictObject({}),
          create: () => ({
            specificationVersion: 'v1' as const,
            write() {},
            close: () => void (closed += 1),
          }),
        }),
      );
    },
  });
  const withoutFolder = { metrics: ['open'], checkpoints: {} };
  await expect(
    pipeline({ ...options, ...withoutFolder, plugins: [lineWalkPlugin, plugin] }),
  ).rejects.toMatchObject({ code: 'MNR_RUN_NO_OUTPUT' });
  expect(closed).toBe(1);
});

describe.skipIf(!existsSync('/dev/full'))('on a full disk', () => {
  it('a run goes on without its metrics, and says so once', async () => {
    const output = join(folder, 'run');
    const warnings: string[] = [];
    const run = await pipeline(
      { ...options, output, metrics: ['jsonl'], checkpoints: false },
      { onWarning: (message) => warnings.push(message) },
    );
    await symlink('/dev/full', join(output, 'metrics.jsonl'));
    expect(await run.train()).toMatchObject({ stopped: 'budget', iterations: 10 });
    await run.dispose();
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain('ENOSPC');
  });
});

describe('pipeline refuses or stops', () => {
  it.each([
    [{ environment: 'LineWlk-v0' }, 'MNR_CONFIG_INVALID', 'Did you mean LineWalk-v0?'],
    [{ trustRegion: 'none' }, 'MNR_CONFIG_INVALID', 'no trust-region called none'],
    [{ policy: { id: 'climber', broken: true } }, undefined, 'no rope'],
    [{ metrics: ['jsonl'] }, 'MNR_METRIC_NO_OUTPUT', 'jsonl'],
    [{ checkpoints: {} }, 'MNR_RUN_NO_OUTPUT', 'checkpoint store'],
    [{ plugins: [3] }, 'MNR_CONFIG_INVALID', 'plugins[0]'],
    [{ plugins: ['minorant-plugin-absent'] }, 'MNR_PLUGIN_NOT_FOUND', 'minorant-plugin-absent'],
  ])('%j before anything starts', async (more, code, text) => {
    const error: unknown = await pipeline({ ...options, ...more } as PipelineOptions).then(
      () => 'accepted',
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ ...(code && { code }) });
    expect(`${(error as Error).message} ${(error as { hint?: string }).hint ?? ''}`).toContain(text);
  });

  it('a wrong file, naming it', async () => {
    const path = join(folder, 'wrong.yaml');
    await writeFile(path, 'algorithm: climb\nbudget: { steps: -1 }\n');
    await expect(pipeline(path, { plugins: [lineWalkPlugin] })).rejects.toMatchObject({
      code: 'MNR_CONFIG_INVALID',
      message: expect.stringContaining(`${path} is wrong: budget.steps: Too small`) as unknown,
    });
  });

  it('a choice that nothing uses', async () => {
    const plugin = definePlugin({
      name: 'encoder',
      version: '1.0.0',
      apiVersion: '^1.0.0',
      setup(api) {
        api.register(
          extensionPoints.textEncoder,
          defineComponent(extensionPoints.textEncoder, {
            id: 'letters',
            description: 'For this test.',
            optionsSchema: z.strictObject({}),
            create: () => Promise.reject(new Error('never made')),
          }),
        );
      },
    });
    await expect(
      pipeline({ ...options, plugins: [lineWalkPlugin, plugin], textEncoder: 'letters' }),
    ).rejects.toMatchObject({
      code: 'MNR_CONFIG_UNUSED',
      message: expect.stringContaining('letters') as unknown,
    });
  });

  it('when a checkpoint cannot be written: with an error that says so', async () => {
    const output = join(folder, 'run');
    const run = await pipeline({ ...options, output, checkpoints: { every: 40 } });
    await writeFile(join(output, 'checkpoints'), 'in the way');
    await expect(run.train()).rejects.toMatchObject({ code: 'MNR_CHECKPOINT_WRITE' });
    await run.dispose();
    expect(JSON.parse(await readFile(join(output, 'result.json'), 'utf8'))).toMatchObject({
      status: 'failed',
      checkpoint: null,
      iterations: 1,
    });
  });

  it('a folder that is not empty', async () => {
    await writeFile(join(folder, 'something'), '');
    await expect(pipeline({ ...options, output: folder })).rejects.toMatchObject({
      code: 'MNR_RUN_OUTPUT_NOT_EMPTY',
    });
  });

  it('a metric that is NaN: with what was saved before untouched', async () => {
    const output = join(folder, 'run');
    const run = await pipeline({
      ...options,
      output,
      algorithm: { id: 'climb', nanAt: 6 },
      checkpoints: { every: 40 },
    });
    await expect(run.train()).rejects.toMatchObject({
      code: 'MNR_RUN_NOT_FINITE',
      message: 'train/loss is NaN in iteration 6 (after 240 steps).',
      hint: expect.stringContaining(
        'The checkpoint 000005-step-200 of this one is from before it.',
      ) as unknown,
    });
    await run.dispose();
    const early = await pipeline({ ...options, algorithm: { id: 'climb', nanAt: 1 } });
    await expect(early.train()).rejects.toMatchObject({
      hint: expect.stringContaining('no checkpoint was saved') as unknown,
    });
    await early.dispose();
    expect(JSON.parse(await readFile(join(output, 'result.json'), 'utf8'))).toMatchObject({
      status: 'failed',
      error: { code: 'MNR_RUN_NOT_FINITE' },
      checkpoint: '000005-step-200',
    });
    expect(await readdir(join(output, 'checkpoints'))).toContain('000005-step-200');
  });

  it.each([
    ['nan', 'MNR_RUN_REWARD_NOT_FINITE', 'returned a reward NaN'],
    ['throw', 'MNR_RUN_ENVIRONMENT', 'failed in step: the floor gave way'],
  ])('an environment that fails (%s)', async (failure, code, text) => {
    const run = await pipeline({ ...options, environment: { id: 'LineWalk-v0', failure } });
    await expect(run.train()).rejects.toMatchObject({
      code,
      message: expect.stringContaining(text) as unknown,
    });
    await run.dispose();
  });
});
