import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { lineWalkPlugin } from './fixtures/line-walk.js';
import type { PipelineOptions } from './options.js';
import { pipeline } from './pipeline.js';

const options: PipelineOptions = {
  environment: 'LineWalk-v0',
  algorithm: 'climb',
  budget: { iterations: 1 },
  evaluation: false,
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minorant-outputs-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What a run with these outputs ends with before it starts; nothing is left of it. */
async function refused(wrong: Partial<PipelineOptions>): Promise<Error> {
  const output = join(folder, 'run');
  const error: unknown = await pipeline(
    { ...options, ...wrong, output },
    { plugins: [lineWalkPlugin] },
  ).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(Error);
  expect(existsSync(output)).toBe(false);
  return error as Error;
}

describe('outputs of a run', () => {
  it.each(['config.yaml', 'Result.json', 'summary.json', 'run.lock', 'final'])(
    'are not called as the run calls its own: %s',
    async (file) => {
      expect((await refused({ metrics: [{ id: 'jsonl', file }] })).message).toContain("the run's own");
    },
  );

  it.each<[string, Partial<PipelineOptions>]>([
    ['the same sink twice', { metrics: ['jsonl', 'jsonl'] }],
    ['two sinks', { metrics: ['jsonl', { id: 'csv', file: 'METRICS.jsonl' }] }],
    ['a sink and the checkpoints', { metrics: [{ id: 'tensorboard', folder: 'checkpoints' }] }],
  ])('are not two in one file: %s', async (_what, wrong) => {
    const error = await refused(wrong);
    expect(error).toMatchObject({ code: 'MNR_CONFIG_INVALID' });
    expect(error.message).toContain('would both write');
  });

  it('are several under names of their own', async () => {
    const metrics = ['jsonl', { id: 'jsonl', file: 'more.jsonl' }, 'csv', 'console'];
    const run = await pipeline(
      { ...options, metrics, output: join(folder, 'several') },
      { plugins: [lineWalkPlugin] },
    );
    await run.dispose();
  });
});
