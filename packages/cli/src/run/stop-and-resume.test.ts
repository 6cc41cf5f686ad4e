import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
const command = path('../../bin/minorant.js');
const built = existsSync(path('../../dist/index.js'));

/** Sends a signal to its own process, at a moment that the environment names. */
const signalPlugin = path('./fixtures/signal-plugin.mjs');

/** PIRO as small as it can be: seconds, but every part of it. */
const configuration = {
  seed: 5,
  environment: 'InvertedPendulum-v4',
  demonstrations: {
    id: 'minari',
    path: path('../../../../examples/inverted-pendulum/demonstrations.hdf5'),
    episodes: 1,
  },
  algorithm: { id: 'piro', rolloutSteps: 50, innerSteps: 3 },
  reward: { id: 'mlp', hidden: [8] },
  policy: { id: 'sac', hidden: [8], batchSize: 16, learningStarts: 100, stepsPerRound: 100 },
  budget: { steps: 700 },
  evaluation: { every: 300, episodes: 1 },
  checkpoints: { every: 100, keep: 2 },
  plugins: [signalPlugin],
  callbacks: ['signal'],
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'minorant-stop-'));
  writeFileSync(join(folder, 'tiny.json'), JSON.stringify(configuration));
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

async function minorant(commandLine: readonly string[], signal = ''): Promise<Ended> {
  const child = spawn(process.execPath, [command, ...commandLine], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, MINORANT_TEST_SIGNAL: signal },
  });
  const [code, stdout, stderr] = await Promise.all([
    new Promise<number | null>((resolve) => child.once('close', resolve)),
    text(child.stdout),
    text(child.stderr),
  ]);
  return { code, stdout, stderr };
}

const train = (run: string, signal?: string, file = 'tiny.json') =>
  minorant(['train', '--config', join(folder, file), '--out', join(folder, run), '--json'], signal);
const resume = (run: string) => minorant(['resume', join(folder, run), '--json']);
const digest = async (run: string): Promise<string> =>
  (await minorant(['inspect', join(folder, run), '--digest'])).stdout.trim();

describe.skipIf(!built)('minorant train (skipped where the command is not built)', () => {
  let whole: string;

  it(
    'ends standard output with one line of JSON and keeps everything else off it',
    { timeout: 120_000 },
    async () => {
      const { code, stdout, stderr } = await train('whole');
      expect(stderr).toContain('true return');
      expect(code).toBe(0);
      expect(stdout.trim().split('\n')).toHaveLength(1);
      expect(JSON.parse(stdout)).toMatchObject({
        algorithm: 'piro',
        environment: 'InvertedPendulum-v4',
        seed: 5,
        stopped: 'budget',
        learnt: { episodes: 20, mean: expect.any(Number) as number, std: expect.any(Number) as number },
        expert: { episodes: 1, mean: 1000 },
        random: { episodes: 20 },
        paths: { report: join(folder, 'whole', 'report.html') },
      });
      expect(existsSync(join(folder, 'whole', 'report.html'))).toBe(true);
      whole = await digest('whole');
      expect(whole).toMatch(/^[0-9a-f]{64}$/);
    },
  );

  it.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const)(
    'saves at %s, exits with %d, and goes on to the same bits',
    { timeout: 120_000 },
    async (signal, code) => {
      const stopped = await train(signal, `iteration-2 ${signal}`);
      expect(stopped.stderr).toContain('Saved. Go on with: minorant resume');
      expect(stopped.code).toBe(code);
      expect((JSON.parse(stopped.stdout) as { stopped: string }).stopped).toBe('aborted');
      const resumed = await resume(signal);
      expect(resumed.stderr).toContain('true return');
      expect(resumed.code).toBe(0);
      expect(await digest(signal)).toBe(whole);
    },
  );

  it('goes on to the same bits after it was killed', { timeout: 120_000 }, async () => {
    const { code } = await train('killed', 'iteration-3 SIGKILL');
    expect(code).toBe(null);
    const resumed = await resume('killed');
    expect(resumed.code).toBe(0);
    expect(await digest('killed')).toBe(whole);
  });

  it(
    'measures no further at a signal after the training, and measures when resumed',
    {
      timeout: 120_000,
    },
    async () => {
      const evaluation = { every: 100_000, episodes: 30 };
      const measured = { ...configuration, budget: { steps: 200 }, evaluation };
      writeFileSync(join(folder, 'measured.json'), JSON.stringify(measured));
      const { code, stdout, stderr } = await train('measured', 'end SIGINT', 'measured.json');
      expect(stderr).toContain('SIGINT: ending once what is under way is saved');
      expect(stderr).toContain('Trained and saved. Measure it with: minorant resume');
      expect(code).toBe(130);
      expect(JSON.parse(stdout)).toMatchObject({ stopped: 'aborted', random: null });
      const resumed = await resume('measured');
      expect(resumed.code, resumed.stderr).toBe(0);
      expect(JSON.parse(resumed.stdout)).toMatchObject({
        stopped: 'budget',
        learnt: { episodes: 30 },
        random: { episodes: 30 },
      });
    },
  );

  it(
    'makes a model of a stopped training from preferences once it is resumed',
    {
      timeout: 120_000,
    },
    async () => {
      const data = join(folder, 'texts.jsonl');
      const row = { prompt: 'q', chosen: 'Thanks for asking', rejected: 'Nonsense' };
      writeFileSync(data, `${JSON.stringify(row)}\n`.repeat(300));
      const model = join(folder, 'model');
      const stopped = await minorant(
        [
          ...['preferences', 'train', '--data', data, '--out', model, '--epochs', '60', '--json'],
          ...['--set', `plugins=["${signalPlugin}"]`, '--set', 'callbacks=["signal"]'],
        ],
        'iteration-3 SIGINT',
      );
      expect(stopped.stderr).toContain('Saved. Go on with: minorant resume');
      expect(stopped.code).toBe(130);
      expect(JSON.parse(stopped.stdout)).toMatchObject({ model: null, stopped: 'aborted' });
      expect(existsSync(join(model, 'model.json'))).toBe(false);
      // As a kill before the first checkpoint leaves it.
      for (const name of ['checkpoints', 'final', 'result.json'])
        rmSync(join(model, name), { recursive: true });
      const resumed = await minorant(['resume', model]);
      expect(resumed.code, resumed.stderr).toBe(0);
      expect(resumed.stderr).toContain('it begins anew');
      expect(resumed.stderr).not.toContain('Warning');
      const evaluated = await minorant([
        'preferences',
        'evaluate',
        '--model',
        model,
        '--data',
        data,
        '--json',
      ]);
      expect(JSON.parse(evaluated.stdout)).toMatchObject({ accuracy: 1 });
    },
  );
});
