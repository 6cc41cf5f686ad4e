import { existsSync } from 'node:fs';
import { appendFile, cp, mkdir, mkdtemp, readFile, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { FileCheckpointStore } from '../checkpoints/file-checkpoint-store.js';
import { lineWalkPlugin } from './fixtures/line-walk.js';
import type { PipelineOptions } from './options.js';
import { pipeline } from './pipeline.js';
import { resumePipeline } from './resume-pipeline.js';
import { runHolder } from './run-lock.js';
import { runDigest } from './training-state.js';

const runtime = { plugins: [lineWalkPlugin] };
const options: PipelineOptions = {
  environment: 'LineWalk-v0',
  algorithm: 'climb',
  budget: { steps: 800 },
  evaluation: { every: 120, episodes: 3 },
  checkpoints: { every: 100, keep: 3 },
};

/** SHA-256 of the newest checkpoint, without its times. */
async function digestOf(output: string): Promise<string> {
  const store = new FileCheckpointStore(join(output, 'checkpoints'));
  return runDigest(await store.load((await store.list()).at(-1)!.id));
}

/** The metrics, without those that depend on the machine's speed. */
async function metricsOf(output: string): Promise<string[]> {
  const lines = (await readFile(join(output, 'metrics.jsonl'), 'utf8')).trim().split('\n');
  return lines.map((line) => {
    const timed = ['seconds', 'time/time_elapsed', 'time/fps'];
    return JSON.stringify(JSON.parse(line), (key, value: unknown) =>
      timed.includes(key) ? undefined : value,
    );
  });
}

let folder: string;
let whole: string;
const copies: string[] = [];

/** What a kill would leave: all but the lock of this process, which lives on. */
async function keepCopy(name: string): Promise<void> {
  const copy = join(folder, name);
  await cp(whole, copy, { recursive: true });
  await rm(join(copy, 'run.lock'));
  copies.push(copy);
}

// One undisturbed run, whose folder is copied after each iteration and at its end.
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minorant-resume-'));
  whole = join(folder, 'whole');
  const run = await pipeline(
    {
      ...options,
      output: whole,
      callbacks: [
        {
          specificationVersion: 'v1',
          async onIteration({ iteration }) {
            await keepCopy(`killed-${iteration}`);
          },
        },
      ],
    },
    runtime,
  );
  await run.train();
  await keepCopy('killed-at-the-end');
  await run.dispose();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('resumePipeline', () => {
  it('ends with the same bits and metrics wherever the run was killed', async () => {
    const expected = await digestOf(whole);
    const metrics = await metricsOf(whole);
    expect(copies).toHaveLength(21);
    for (const copy of copies.filter((_, i) => i % 3 === 0 || i >= copies.length - 2)) {
      // A kill may also leave lines and folders half-written.
      await appendFile(join(copy, 'metrics.jsonl'), '{"step":99999,"iter');
      await appendFile(join(copy, 'metrics.csv'), '99999,99');
      await mkdir(join(copy, 'checkpoints', '000099-step-9.tmp-00000000'), { recursive: true });
      const run = await resumePipeline(copy, runtime);
      const result = await run.train();
      await run.dispose();
      expect(result).toMatchObject({ stopped: 'budget', steps: 800, iterations: 20, final: { episodes: 3 } });
      expect(await digestOf(copy)).toBe(expected);
      expect(await metricsOf(copy)).toEqual(metrics);
      const rows = (await readFile(join(copy, 'metrics.csv'), 'utf8')).trim().split('\n');
      expect(rows.map((row) => row.split(',')[1])).toEqual([
        'iteration',
        ...metrics.map((line) => String((JSON.parse(line) as { iteration: number }).iteration)),
      ]);
      for (const kind of ['final', 'best']) {
        const [a, b] = await Promise.all(
          [whole, copy].map((path) => readFile(join(path, kind, 'policy', 'tensors.safetensors'), 'hex')),
        );
        expect(b).toBe(a);
      }
    }
  });

  it('goes on after a signal as if there had been none', async () => {
    const output = join(folder, 'stopped');
    const controller = new AbortController();
    const run = await pipeline(
      { ...options, output },
      { ...runtime, onProgress: ({ iteration }) => iteration === 7 && controller.abort() },
    );
    expect(await run.train({ signal: controller.signal })).toMatchObject({
      stopped: 'aborted',
      iterations: 7,
    });
    await run.dispose();
    const resumed = await resumePipeline(output, runtime);
    expect(resumed.steps).toBe(280);
    await resumed.train();
    await resumed.dispose();
    expect(await digestOf(output)).toBe(await digestOf(whole));
    expect(await metricsOf(output)).toEqual(await metricsOf(whole));
  });

  it('keeps the newest checkpoints and the best', async () => {
    const store = new FileCheckpointStore(join(whole, 'checkpoints'));
    const entries = await store.list();
    expect(entries.length).toBeGreaterThanOrEqual(3);
    expect(entries.length).toBeLessThanOrEqual(4);
    expect(entries.at(-1)).toMatchObject({ step: 800 });
  });

  it('refuses a damaged checkpoint, names the one before, and goes on from that one when told', async () => {
    const output = join(folder, 'damaged');
    await cp(copies[15]!, output, { recursive: true });
    const ids = (await readdir(join(output, 'checkpoints'))).filter((name) => !name.includes('tmp')).sort();
    await truncate(join(output, 'checkpoints', ids.at(-1)!, 'tensors.safetensors'), 30);
    await expect(resumePipeline(output, runtime)).rejects.toMatchObject({
      code: 'MNR_CHECKPOINT_CORRUPT',
      hint: expect.stringContaining(ids.at(-2)!) as unknown,
    });
    const run = await resumePipeline(output, { ...runtime, checkpoint: ids.at(-2)! });
    await run.train();
    await run.dispose();
    expect(await digestOf(output)).toBe(await digestOf(whole));
  });

  it('forgets the checkpoints after the one that it goes on from', async () => {
    const output = join(folder, 'older');
    await cp(copies[15]!, output, { recursive: true });
    const store = new FileCheckpointStore(join(output, 'checkpoints'));
    const before = await store.list();
    const older = before.at(-3)!;
    const run = await resumePipeline(output, { ...runtime, checkpoint: older.id });
    const { iteration } = run;
    // Killed before it has saved anything.
    await run.dispose();
    expect((await store.list()).map(({ id }) => id)).toEqual(before.slice(0, -2).map(({ id }) => id));
    const again = await resumePipeline(output, runtime);
    expect([again.steps, again.iteration]).toEqual([older.step, iteration]);
    await again.train();
    await again.dispose();
    expect(await digestOf(output)).toBe(await digestOf(whole));
    expect(await metricsOf(output)).toEqual(await metricsOf(whole));
  });

  it('reads checkpoints that hold no last evaluation', async () => {
    const output = join(folder, 'before');
    await cp(copies.at(-1)!, output, { recursive: true });
    const store = new FileCheckpointStore(join(output, 'checkpoints'));
    const { id, step } = (await store.list()).at(-1)!;
    const { parts, ...rest } = await store.load(id);
    const { lastEvaluation: _, ...clock } = parts!['clock']!.values!;
    await store.delete(id);
    await store.save({ step }, { ...rest, parts: { ...parts, clock: { values: clock } } });
    const run = await resumePipeline(output, runtime);
    expect(await run.train()).toMatchObject({ steps: 800, final: { episodes: 3 } });
    await run.dispose();
    expect(await digestOf(output)).toBe(await digestOf(whole));
  });

  it('is refused while a process has the run, which keeps it to its end', async () => {
    const output = join(folder, 'held');
    const run = await pipeline({ ...options, output }, runtime);
    const refused = { code: 'MNR_RUN_LOCKED', kind: 'input' };
    await expect(resumePipeline(output, runtime)).rejects.toMatchObject(refused);
    expect(runHolder(output)).toBe(process.pid);
    await run.train();
    expect(runHolder(output)).toBe(process.pid);
    await run.dispose();
    expect(runHolder(output)).toBeUndefined();
    // A resumption that fails leaves the run to the next one.
    const wrong = resumePipeline(output, { ...runtime, checkpoint: '000077-step-1' });
    await expect(wrong).rejects.toMatchObject({ code: 'MNR_CHECKPOINT_MISSING' });
    const resumed = await resumePipeline(output, runtime);
    await expect(resumePipeline(output, runtime)).rejects.toMatchObject(refused);
    await resumed.dispose();
    expect(await readdir(output)).not.toContain('run.lock');
  });

  it('takes away the result of an earlier training', async () => {
    const output = join(folder, 'result');
    await cp(whole, output, { recursive: true });
    let seen: boolean | undefined;
    const run = await resumePipeline(output, {
      ...runtime,
      budget: { steps: 840 },
      onProgress: () => (seen ??= existsSync(join(output, 'result.json'))),
    });
    await run.train();
    await run.dispose();
    expect(seen).toBe(false);
    expect(existsSync(join(output, 'result.json'))).toBe(true);
  });

  it('warns when something has changed that the bits may depend on', async () => {
    const output = join(folder, 'moved');
    await cp(copies[3]!, output, { recursive: true });
    const file = join(output, 'environment.json');
    const environment = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
    await writeFile(file, JSON.stringify({ ...environment, backend: 'another', memory: 1 }));
    const warnings: string[] = [];
    const run = await resumePipeline(output, { ...runtime, onWarning: (message) => warnings.push(message) });
    await run.dispose();
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(/backend was "another" and is "\w+"\.$/);
  });

  it('takes a larger budget', async () => {
    const output = join(folder, 'longer');
    await cp(whole, output, { recursive: true });
    const run = await resumePipeline(output, { ...runtime, budget: { steps: 1000 } });
    expect(run.steps).toBe(800);
    expect(await run.train()).toMatchObject({ steps: 1000, iterations: 25 });
    await run.dispose();
  });

  it('keeps what a new budget leaves out, and refuses one that is spent before it changes anything', async () => {
    const output = join(folder, 'limited');
    const limited = await pipeline({ ...options, budget: { steps: 800, iterations: 3 }, output }, runtime);
    await limited.train();
    await limited.dispose();
    const before = await readFile(join(output, 'config.yaml'), 'utf8');
    for (const budget of [{ steps: 100 }, { steps: 2000 }, { iterations: 3 }])
      await expect(resumePipeline(output, { ...runtime, budget })).rejects.toMatchObject({
        code: 'MNR_RUN_BUDGET_SPENT',
        message: expect.stringContaining('3 iterations') as unknown,
      });
    expect(await readFile(join(output, 'config.yaml'), 'utf8')).toBe(before);
    const longer = await resumePipeline(output, { ...runtime, budget: { iterations: 5 } });
    expect(longer.configuration.budget).toEqual({ steps: 800, iterations: 5 });
    expect(await longer.train()).toMatchObject({ iterations: 5 });
    await longer.dispose();
  });

  it('forgets a best policy from where it had been, if it ends before it gets there again', async () => {
    const output = join(folder, 'back');
    const often = { ...options, budget: { steps: 200 }, checkpoints: { every: 40, keep: 9 }, output };
    const there = await pipeline(often, runtime);
    await there.train();
    await there.dispose();
    const expected = await digestOf(output);
    const stepsOfBest = async (): Promise<unknown> => {
      const manifest = await readFile(join(output, 'best', 'policy', 'manifest.json'), 'utf8');
      return (JSON.parse(manifest) as { notes: { steps: number } }).notes.steps;
    };
    const [checkpoint] = (await readdir(join(output, 'checkpoints'))).sort();
    const late = await stepsOfBest();
    const run = await resumePipeline(output, { ...runtime, checkpoint: checkpoint! });
    expect(run.steps, 'the checkpoint is from before the best policy').toBeLessThan(late as number);
    const { best } = await run.train({ signal: AbortSignal.abort() });
    await run.dispose();
    if (best) expect(await stepsOfBest()).toBe(best.steps);
    else expect(existsSync(join(output, 'best'))).toBe(false);
    // And ends like the others when it goes on.
    const resumed = await resumePipeline(output, runtime);
    await resumed.train();
    await resumed.dispose();
    expect(await digestOf(output)).toBe(expected);
    expect(await stepsOfBest()).toBe(late);
  });

  it('forgets it also where an algorithm takes no steps', async () => {
    const output = join(folder, 'no-steps');
    const policy = { id: 'climber', counts: false };
    const choice = {
      ...options,
      policy,
      budget: { iterations: 30 },
      checkpoints: { every: 1, seconds: 1e-6, keep: 40 },
    };
    const there = await pipeline(
      { ...choice, evaluation: { every: 1, iterations: 1, episodes: 1 }, output },
      runtime,
    );
    await there.train();
    await there.dispose();
    const iterationOfBest = async (): Promise<number> => {
      const manifest = await readFile(join(output, 'best', 'policy', 'manifest.json'), 'utf8');
      return (JSON.parse(manifest) as { notes: { iteration: number } }).notes.iteration;
    };
    const late = await iterationOfBest();
    const [checkpoint] = (await readdir(join(output, 'checkpoints'))).sort();
    const run = await resumePipeline(output, { ...runtime, checkpoint: checkpoint! });
    expect(run.iteration, 'the checkpoint is from before the best policy').toBeLessThan(late);
    const { best } = await run.train({ signal: AbortSignal.abort() });
    expect(run.steps).toBe(0);
    if (best) expect(await iterationOfBest()).toBe(run.iteration);
    else expect(existsSync(join(output, 'best'))).toBe(false);
    await run.dispose();
  });

  it('refuses a run that has ended and lost its checkpoints, and changes nothing', async () => {
    const output = join(folder, 'lost');
    await cp(whole, output, { recursive: true });
    await rm(join(output, 'checkpoints'), { recursive: true });
    const refused = { code: 'MNR_RUN_NO_CHECKPOINT', message: expect.stringContaining('gone') as unknown };
    const before = await readdir(output, { recursive: true });
    await expect(resumePipeline(output, runtime)).rejects.toMatchObject(refused);
    expect(await metricsOf(output)).toEqual(await metricsOf(whole));
    expect(await readdir(output, { recursive: true })).toEqual(before);
    // An algorithm may have neither a policy nor a reward to save: the result says that it has ended.
    await rm(join(output, 'final'), { recursive: true });
    await expect(resumePipeline(output, runtime)).rejects.toMatchObject(refused);
    // One that was killed before its first checkpoint has neither.
    await rm(join(output, 'result.json'));
    const run = await resumePipeline(output, runtime);
    expect(run.iteration).toBe(0);
    await run.dispose();
  });

  it('refuses folders that are no runs, and runs without checkpoints', async () => {
    await expect(resumePipeline(folder, runtime)).rejects.toMatchObject({ code: 'MNR_RUN_NOT_A_RUN' });
    const output = join(folder, 'forgetful');
    const run = await pipeline({ ...options, output, checkpoints: false }, runtime);
    await run.dispose();
    await expect(resumePipeline(output, runtime)).rejects.toMatchObject({ code: 'MNR_RUN_NO_CHECKPOINT' });
  });
});
