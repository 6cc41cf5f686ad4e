import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';

import { FileCheckpointStore } from '../checkpoints/file-checkpoint-store.js';
import type { CallbackContext, CallbackV1 } from '../contracts/callback/v1.js';
import type { Snapshot } from '../contracts/snapshot/v1.js';
import { defineComponent } from '../plugins/component.js';
import { definePlugin } from '../plugins/define-plugin.js';
import { extensionPoints } from '../plugins/extension-point.js';
import { lineWalkPlugin } from './fixtures/line-walk.js';
import type { PipelineOptions } from './options.js';
import { pipeline } from './pipeline.js';
import { resumePipeline } from './resume-pipeline.js';

/** Ends the run after so many iterations, counted by itself. */
class Counting implements CallbackV1 {
  readonly specificationVersion = 'v1';
  #seen = 0;

  constructor(readonly limit: number) {}

  onIteration(context: CallbackContext): void {
    this.#seen += 1;
    if (this.#seen >= this.limit) context.stop(`seen ${this.#seen}`);
  }

  snapshot(): Snapshot {
    return { values: { seen: this.#seen } };
  }

  restore({ values }: Snapshot): void {
    this.#seen = values!['seen'] as number;
  }
}

const countingPlugin = definePlugin({
  name: 'counting',
  version: '1.0.0',
  apiVersion: '^1.0.0',
  setup: (api) =>
    api.register(
      extensionPoints.callback,
      defineComponent(extensionPoints.callback, {
        id: 'counting',
        description: 'Ends the run after so many iterations.',
        optionsSchema: z.strictObject({ limit: z.int().positive() }),
        create: ({ limit }) => new Counting(limit),
      }),
    ),
});

const runtime = { plugins: [lineWalkPlugin, countingPlugin] };
const options: PipelineOptions = {
  environment: 'LineWalk-v0',
  algorithm: 'climb',
  budget: { iterations: 20 },
  evaluation: false,
};
const callbacks = [
  { id: 'counting', limit: 100 },
  { id: 'counting', limit: 8 },
];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minorant-callbacks-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Trains for five iterations, as a signal would end them. */
async function stopped(output: string): Promise<void> {
  const controller = new AbortController();
  const run = await pipeline(
    { ...options, callbacks, output },
    { ...runtime, onProgress: ({ iteration }) => iteration === 5 && controller.abort() },
  );
  await run.train({ signal: controller.signal });
  await run.dispose();
}

it('goes on with what callbacks knew when a run is resumed', async () => {
  const output = join(folder, 'resumed');
  await stopped(output);
  const run = await resumePipeline(output, runtime);
  expect(await run.train()).toMatchObject({ stopped: 'callback', message: 'seen 8', iterations: 8 });
  await run.dispose();
});

it('ends a resumed run at once that a callback had ended, unless it is extended', async () => {
  const output = join(folder, 'ended');
  // One that only counts by itself, as an object: nothing but the checkpoint knows that it has ended the run.
  const callback: CallbackV1 = {
    specificationVersion: 'v1',
    onIteration: (context) => {
      if (context.iteration === 3) context.stop('enough');
    },
  };
  const run = await pipeline({ ...options, callbacks: [callback], output }, runtime);
  const ended = { stopped: 'callback', message: 'enough', iterations: 3 };
  expect(await run.train()).toMatchObject(ended);
  await run.dispose();
  const resumed = await resumePipeline(output, runtime);
  expect(await resumed.train()).toMatchObject(ended);
  await resumed.dispose();
  const extended = await resumePipeline(output, { ...runtime, budget: { iterations: 6 } });
  expect(await extended.train()).toMatchObject({ stopped: 'budget', iterations: 6 });
  await extended.dispose();
});

it('reads checkpoints that know nothing of callbacks', async () => {
  const output = join(folder, 'earlier');
  await stopped(output);
  const store = new FileCheckpointStore(join(output, 'checkpoints'));
  const { id, step } = (await store.list()).at(-1)!;
  const { parts, ...rest } = await store.load(id);
  const { callbacks: _, ...earlier } = parts!;
  await store.delete(id);
  await store.save({ step }, { ...rest, parts: earlier });
  const run = await resumePipeline(output, runtime);
  expect(await run.train()).toMatchObject({ stopped: 'callback', iterations: 13 });
  await run.dispose();
});

it('adds nothing to the checkpoints of runs whose callbacks remember nothing', async () => {
  const output = join(folder, 'forgetful');
  const run = await pipeline(
    { ...options, budget: { iterations: 2 }, callbacks: [new Counting(9)], output },
    runtime,
  );
  await run.train();
  await run.dispose();
  const store = new FileCheckpointStore(join(output, 'checkpoints'));
  const { parts } = await store.load((await store.list()).at(-1)!.id);
  expect(Object.keys(parts!)).not.toContain('callbacks');
});
