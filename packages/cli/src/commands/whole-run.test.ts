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
import { fileURLToPath } from 'node:url';
import { digest, openRun, readSnapshot } from '@minorant/core';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { openDemonstrations } from '@minorant/envs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { builtInPlugins } from '../run/built-in-plugins.js';
import { runMain } from '../test-support/run-main.js';

const demonstrations = fileURLToPath(
  new URL('../../../../examples/inverted-pendulum/demonstrations.hdf5', import.meta.url),
);
const small = [
  ...['--env', 'InvertedPendulum-v4', '--demos', demonstrations, '--steps', '300', '--seed', '2'],
  ...['--reward', 'mlp', '--set', 'reward.hidden=[8]', '--eager'],
  ...['--set', 'policy={id: sac, hidden: [8], batchSize: 16, learningStarts: 50, stepsPerRound: 100}'],
  ...['--set', 'evaluation={every: 200, episodes: 1}', '--json'],
];

let folder: string;
const run = (name: string): string => join(folder, name);
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'minorant-whole-'));
  const piro = ['--algorithm', 'piro', '--set', 'algorithm.rolloutSteps=50', '--out', run('piro')];
  const { code, stderr } = await runMain('train', ...small, ...piro);
  expect(stderr).toContain('true return');
  expect(code).toBe(0);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

describe('a run, from the command alone', { timeout: 120_000 }, () => {
  it('leaves everything that its README names', () => {
    for (const name of [
      'config.yaml',
      'environment.json',
      'metrics.jsonl',
      'metrics.csv',
      'result.json',
      'summary.json',
      'report.html',
      'checkpoints',
      'final/policy',
      'final/reward',
    ]) {
      expect(existsSync(join(run('piro'), name)), name).toBe(true);
    }
  });

  it('goes on to a new budget of each kind, if that is not spent', async () => {
    for (const flag of ['--steps', '--iterations', '--seconds']) {
      const { code, stderr } = await runMain('resume', run('piro'), flag, '1');
      expect([code, stderr.split('\n')[0]], flag).toEqual([2, 'Error MNR_RUN_BUDGET_SPENT']);
    }
  });

  it('is evaluated, the same for the same seed', async () => {
    const evaluate = async (...flags: readonly string[]) => {
      const { code, stdout } = await runMain('evaluate', run('piro'), '--episodes', '3', '--json', ...flags);
      expect(code).toBe(0);
      return JSON.parse(stdout) as { learnt: { mean: number; episodes: number }; random: { mean: number } };
    };
    const first = await evaluate('--seed', '4', '--stochastic');
    expect(first.learnt.episodes).toBe(3);
    expect(await evaluate('--seed', '4', '--stochastic')).toEqual(first);
    const wrong = await runMain('evaluate', run('piro'), '--which', 'last');
    expect([wrong.code, wrong.stderr.split('\n')[0]]).toEqual([2, 'Error MNR_CLI_USAGE']);
  });

  it('is exported: the ONNX policy acts as the run does, for any number of rows', async () => {
    const out = run('exported');
    expect((await runMain('export', run('piro'), '--out', out)).code).toBe(0);
    expect((await runMain('export', run('piro'), '--out', out)).stderr).toContain('MNR_CLI_FILE_EXISTS');
    const observations = Float64Array.of(0.01, -0.02, 0.3, -0.4, 0.05, 0.06, -0.7, 0.8);
    const opened = await openRun(run('piro'), { plugins: await builtInPlugins() });
    const expected = await opened.algorithm.policy!.act(observations, { deterministic: true });
    await opened.dispose();
    const session = async (name: string) => InferenceSession.create(join(out, name));
    const observation = new Tensor('float32', Float32Array.from(observations), [2, 4]);
    const { action } = await (await session('policy.onnx')).run({ observation });
    expect([...(action!.data as Float32Array)].map((a, i) => Math.abs(a - expected[i]!) < 1e-4)).toEqual([
      true,
      true,
    ]);
    const reward = await session('reward.onnx');
    expect(reward.inputNames).toEqual(['observation', 'action', 'absorbing']);
    const rewards = await reward.run({
      observation,
      action: new Tensor('float32', Float32Array.of(1, -1), [2, 1]),
      absorbing: new Tensor('float32', Float32Array.of(0, 1), [2]),
    });
    expect(rewards['reward']!.dims).toEqual([2]);
    const card = JSON.parse(readFileSync(join(out, 'model-card.json'), 'utf8')) as {
      task: string;
      algorithm: string;
    };
    expect([card.task, card.algorithm]).toEqual(['InvertedPendulum-v4', 'piro']);
  });

  it('is exported without a reward that pays demonstrations for being demonstrations', async () => {
    const flags = [
      ...['--env', 'InvertedPendulum-v4', '--demos', demonstrations, '--steps', '300', '--eager'],
      ...['--set', 'policy={id: sac, hidden: [8], batchSize: 16, learningStarts: 50, stepsPerRound: 100}'],
      ...['--set', 'evaluation=false', '--algorithm', 'sqil'],
    ];
    const trained = await runMain('train', ...flags, '--out', run('sqil'));
    expect(trained.code, trained.stderr).toBe(0);
    const out = run('sqil-exported');
    expect((await runMain('export', run('sqil'), '--out', out)).code).toBe(0);
    expect(readdirSync(out).sort()).toEqual(['README.md', 'model-card.json', 'policy.onnx']);
    expect(readFileSync(join(out, 'README.md'), 'utf8')).not.toContain('reward.onnx');
  });

  it('is exported over nothing that is there, whatever its name', async () => {
    const out = run('project');
    mkdirSync(out);
    writeFileSync(join(out, 'README.md'), 'precious');
    const { code, stderr } = await runMain('export', run('piro'), '--out', out);
    expect(stderr).toContain(`${join(out, 'README.md')} exists already`);
    expect(code).toBe(2);
    expect(readdirSync(out)).toEqual(['README.md']);
    expect(readFileSync(join(out, 'README.md'), 'utf8')).toBe('precious');
    expect((await runMain('export', run('piro'), '--out', out, '--force')).code).toBe(0);
    expect(readFileSync(join(out, 'README.md'), 'utf8')).not.toBe('precious');
  });

  it('is recorded, and played by a page', async () => {
    const out = run('recorded.hdf5');
    expect((await runMain('collect', '--policy', run('piro'), '--episodes', '2', '--out', out)).code).toBe(0);
    const reader = await openDemonstrations(out);
    reader.close();
    expect(reader.header).toMatchObject({
      environmentId: 'InvertedPendulum-v4',
      environmentOptions: { maxEpisodeSteps: 1000 },
    });
    const replay = ['replay', out, run('piro'), '--out', run('replay.html')];
    expect((await runMain(...replay)).code).toBe(0);
    expect((await runMain(...replay)).stderr).toContain('MNR_CLI_FILE_EXISTS');
    const chosen = await runMain('replay', run('piro'), '--episodes', '3', '--out', run('third.html'));
    expect(chosen.stderr).toContain('--episodes chooses from demonstrations');
    expect([chosen.code, existsSync(run('third.html'))]).toEqual([2, false]);
    const other = await runMain(
      'collect',
      '--policy',
      run('piro'),
      '--env',
      'Hopper-v4',
      '--out',
      run('x.hdf5'),
    );
    expect(other.stderr).toContain('was trained in InvertedPendulum-v4, not in Hopper-v4');
    expect(other.code).toBe(2);
  });

  it('is reported anew and inspected', async () => {
    rmSync(join(run('piro'), 'report.html'));
    expect((await runMain('report', run('piro'))).code).toBe(0);
    expect(existsSync(join(run('piro'), 'report.html'))).toBe(true);
    const { stdout } = await runMain('inspect', run('piro'), '--json');
    expect(JSON.parse(stdout)).toMatchObject({ algorithm: 'piro', stopped: 'budget', seed: 2 });
  });

  it('gives its reward to a fresh policy, which does not change it', async () => {
    const transfer = ['--algorithm', 'learnt-reward', '--set', `algorithm.run=${run('piro')}`];
    const { code, stderr } = await runMain('train', ...small, ...transfer, '--out', run('transfer'));
    expect(stderr).toContain('learnt-reward on InvertedPendulum-v4');
    expect(code).toBe(0);
    const of = async (name: string) => digest(await readSnapshot(join(run(name), 'final', 'reward')));
    expect(await of('transfer')).toBe(await of('piro'));
    const none = ['--algorithm', 'learnt-reward', '--set', `algorithm.run=${folder}`];
    expect((await runMain('train', ...small, ...none, '--out', run('none'))).stderr).toContain(
      'MNR_CLI_NO_RUN',
    );
  });
});
