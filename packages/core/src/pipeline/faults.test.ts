import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { FileCheckpointStore } from '../checkpoints/file-checkpoint-store.js';
import type { CallbackV1 } from '../contracts/callback/v1.js';
import { lineWalkPlugin } from './fixtures/line-walk.js';
import type { PipelineOptions } from './options.js';
import { pipeline } from './pipeline.js';
import { resumePipeline } from './resume-pipeline.js';
import { runDigest } from './training-state.js';

const runtime = { plugins: [lineWalkPlugin] };
const options: PipelineOptions = {
  environment: 'LineWalk-v0',
  algorithm: 'climb',
  budget: { steps: 400 },
  evaluation: { every: 120, episodes: 2 },
  checkpoints: { every: 40, keep: 2 },
};

async function digestOf(output: string): Promise<string> {
  const store = new FileCheckpointStore(join(output, 'checkpoints'));
  return runDigest(await store.load((await store.list()).at(-1)!.id));
}

/** The iterations of all rows of metrics: none may be missing, none be there twice. */
async function iterationsOf(output: string): Promise<number[]> {
  const lines = (await readFile(join(output, 'metrics.jsonl'), 'utf8')).trim().split('\n');
  return lines.map((line) => (JSON.parse(line) as { iteration: number }).iteration);
}

let folder: string;
let expected: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'minorant-faults-'));
  const run = await pipeline({ ...options, output: join(folder, 'undisturbed') }, runtime);
  await run.train();
  await run.dispose();
  expected = await digestOf(join(folder, 'undisturbed'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A small disk of the test's own; only an administrator of Linux can make one. */
function mountSmallDisk(): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined;
  const path = mkdtempSync(join(tmpdir(), 'minorant-disk-'));
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', path]).status === 0) return path;
  rmSync(path, { recursive: true });
  return undefined;
}
const disk = mountSmallDisk();
afterAll(() => {
  if (disk === undefined) return;
  spawnSync('umount', [disk]);
  rmSync(disk, { recursive: true, force: true });
});

/** Does something once, after an iteration. */
function after(iteration: number, act: () => void): CallbackV1 {
  return {
    specificationVersion: 'v1',
    onIteration: (context) => {
      if (context.iteration === iteration) act();
    },
  };
}

describe.skipIf(disk === undefined)('a disk that fills up (skipped where none can be mounted)', () => {
  it('ends the run with an error; with room again, it goes on to the same bits', async () => {
    const output = join(disk!, 'run');
    const filler = join(disk!, 'filler');
    const fill = (): void => {
      try {
        for (;;) appendFileSync(filler, Buffer.alloc(4096));
      } catch (error) {
        expect((error as NodeJS.ErrnoException).code).toBe('ENOSPC');
      }
    };
    const warnings: string[] = [];
    const run = await pipeline(
      { ...options, output, callbacks: [after(5, fill)] },
      { ...runtime, onWarning: (message) => warnings.push(message) },
    );
    await expect(run.train()).rejects.toMatchObject({
      code: 'MNR_CHECKPOINT_WRITE',
      message: expect.stringContaining('ENOSPC') as string,
    });
    await run.dispose();
    // What was saved before is whole, and nothing half-written lies beside it.
    const names = await readdir(join(output, 'checkpoints'));
    expect(names.every((name) => /^\d{6}-step-\d+$/.test(name))).toBe(true);
    expect(names).toContain('000004-step-160');
    const store = new FileCheckpointStore(join(output, 'checkpoints'));
    for (const { id } of await store.list()) await store.load(id);

    await rm(filler);
    const resumed = await resumePipeline(output, runtime);
    expect(resumed.iteration).toBeGreaterThanOrEqual(4);
    await resumed.train();
    await resumed.dispose();
    expect(await digestOf(output)).toBe(expected);
    expect(await iterationsOf(output)).toEqual(await iterationsOf(join(folder, 'undisturbed')));
  });
});

describe('a callback that throws', () => {
  it('ends the run, which goes on from its last checkpoint to the same bits', async () => {
    const output = join(folder, 'thrown');
    const fail = (): void => {
      throw new Error('somebody pulled the plug');
    };
    const ends: string[] = [];
    const told = (name: string): CallbackV1 => ({
      specificationVersion: 'v1',
      onEnd: ({ iteration }) => {
        ends.push(`${name}@${iteration}`);
        throw new Error('not what ended it');
      },
    });
    const callbacks = [told('first'), after(7, fail), told('last')];
    const run = await pipeline({ ...options, output, callbacks }, runtime);
    await expect(run.train()).rejects.toThrow('somebody pulled the plug');
    expect(ends).toEqual(['first@7', 'last@7']);
    await run.dispose();
    expect(JSON.parse(await readFile(join(output, 'result.json'), 'utf8'))).toMatchObject({
      status: 'failed',
      checkpoint: '000006-step-240',
    });
    const resumed = await resumePipeline(output, runtime);
    await resumed.train();
    await resumed.dispose();
    expect(await digestOf(output)).toBe(expected);
    expect(await iterationsOf(output)).toEqual(await iterationsOf(join(folder, 'undisturbed')));
  });
});
