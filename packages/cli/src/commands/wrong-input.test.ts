import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { runMain } from '../test-support/run-main.js';

const demonstrations = fileURLToPath(
  new URL('../../../../examples/inverted-pendulum/demonstrations.hdf5', import.meta.url),
);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'minorant-wrong-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** `minorant train` with what is right, but for what a test changes. */
function train(changes: Readonly<Record<string, string>>, ...more: readonly string[]) {
  const flags: Record<string, string> = {
    '--env': 'InvertedPendulum-v4',
    '--algorithm': 'piro',
    '--demos': demonstrations,
    '--steps': '1000',
    '--out': join(folder, 'run'),
    ...changes,
  };
  return runMain('train', ...Object.entries(flags).flat(), ...more);
}

it('refuses a budget of steps where none are taken', async () => {
  const lines = ['a', 'b', 'c'].map((word) =>
    JSON.stringify({ prompt: word, chosen: 'yes', rejected: 'no' }),
  );
  writeFileSync(join(folder, 'pairs.jsonl'), lines.join('\n'));
  const configuration = join(folder, 'endless.yaml');
  writeFileSync(
    configuration,
    'algorithm: bradley-terry\npreferences: pairs.jsonl\ntextEncoder: ngrams\nbudget: { steps: 100 }\n',
  );
  const refused = await runMain('train', '--config', configuration, '--out', join(folder, 'run'));
  expect(refused.stderr).toContain('MNR_RUN_ENDLESS');
  expect(refused.code).toBe(2);
  expect(readdirSync(folder)).not.toContain('run');
});

describe('minorant train refuses before training, with one clear error and exit code 2,', () => {
  it.each<[string, Record<string, string>, string[], string, string | RegExp]>([
    [
      'an unknown plugin',
      {},
      ['--plugin', 'minorant-plugin-nowhere'],
      'MNR_PLUGIN_NOT_FOUND',
      'minorant-plugin-nowhere',
    ],
    ['an unknown algorithm', { '--algorithm': 'pirro' }, [], 'MNR_CONFIG_INVALID', /pirro[^]*piro/],
    ['an unknown environment', { '--env': 'Hoper-v4' }, [], 'MNR_CONFIG_INVALID', /Hoper-v4[^]*Hopper-v4/],
    ['a misspelt key', {}, ['--set', 'algoritm.innerSteps=3'], 'MNR_CONFIG_INVALID', 'algoritm'],
    [
      'a misspelt option',
      {},
      ['--set', 'algorithm.inerSteps=3'],
      'MNR_CONFIG_INVALID',
      /inerSteps[^]*innerSteps/,
    ],
    ['a negative budget', { '--steps': '-5' }, [], 'MNR_CONFIG_INVALID', 'budget.steps'],
    ['a budget that is no number', { '--steps': 'many' }, [], 'MNR_CONFIG_INVALID', 'budget.steps'],
    ['a missing file', { '--demos': 'nowhere.hdf5' }, [], 'MNR_CONFIG_FILE_MISSING', 'nowhere.hdf5'],
    ['a missing configuration', {}, ['--config', 'nowhere.yaml'], 'MNR_CONFIG_FILE', 'nowhere.yaml'],
    ['observations of another size', { '--env': 'Hopper-v4' }, [], 'MNR_DEMONSTRATIONS_MISMATCH', /4[^]*11/],
    [
      'a component that the algorithm does not use',
      { '--algorithm': 'bc', '--trust-region': 'early-stop' },
      [],
      'MNR_CONFIG_UNUSED',
      'trustRegion is early-stop',
    ],
    ['a folder without a name', { '--out': '' }, [], 'MNR_CLI_USAGE', /name of the folder is empty/],
    ['an unusable --set', {}, ['--set', 'seed'], 'MNR_CLI_SET', 'path=value'],
  ])('%s', async (_, changes, more, code, message) => {
    const { code: exitCode, stdout, stderr } = await train(changes, ...more);
    expect(stderr).toContain(`Error ${code}\n`);
    expect(stderr).toMatch(message);
    expect(stderr.match(/^Error /gm)).toHaveLength(1);
    expect(stderr).toContain('  Hint: ');
    expect(stderr).not.toMatch(/^ +at /m);
    expect(stdout).toBe('');
    expect(exitCode).toBe(2);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('a malformed HDF5 file', async () => {
    for (const [name, bytes] of [
      ['text.hdf5', Buffer.from('this is no HDF5 file')],
      ['truncated.hdf5', Buffer.from('\u0089HDF\r\n\u001a\n', 'latin1')],
      ['empty.hdf5', Buffer.alloc(0)],
    ] as const) {
      const file = join(folder, name);
      writeFileSync(file, bytes);
      const { code, stderr } = await train({ '--demos': file });
      expect(stderr).toMatch(/^Error MNR_DEMONSTRATIONS_\w+\n/m);
      expect(stderr).toContain(name);
      expect(code).toBe(2);
    }
  });

  it('a folder that holds something already', async () => {
    const { code, stderr } = await train({ '--out': import.meta.dirname });
    expect(stderr).toContain('Error MNR_RUN_OUTPUT_NOT_EMPTY\n');
    expect(code).toBe(2);
  });

  it('nothing to train', async () => {
    const { code, stderr } = await runMain('train', '--steps', '100');
    expect(stderr).toContain('Error MNR_CLI_NOTHING_TO_TRAIN\n');
    expect(code).toBe(2);
  });

  it('a plugin that throws half-way, and leaves nothing behind', async () => {
    const plugin = join(folder, 'throws.mjs');
    writeFileSync(
      plugin,
      `export default { $$type: 'minorant/plugin', name: 'throws', version: '1.0.0', apiVersion: '^1.0.0',
         setup() { throw new Error('half-way'); } };`,
    );
    const { code, stderr } = await train({}, '--plugin', plugin);
    expect(stderr).toContain('Error MNR_PLUGIN_SETUP\n');
    expect(stderr).toContain('half-way');
    expect(code).toBe(1);
    expect(readdirSync(folder)).toEqual(['throws.mjs']);
  });
});

describe('commands that read a run refuse what is none', () => {
  it.each([['evaluate'], ['resume'], ['inspect'], ['report'], ['transfer']])('%s', async (command) => {
    const { code, stderr } = await runMain(command, folder);
    expect(stderr).toMatch(/Error MNR_(CLI_NO_RUN|RUN_NOT_A_RUN)\n/);
    expect(code).toBe(2);
  });

  it.each([
    ['export', 'x'],
    ['experiment', 'x.yaml'],
    ['sweep', 'x.yaml'],
    ['transfer', 'x'],
    ['collect', '--policy', 'random', '--env', 'InvertedPendulum-v4', '--force'],
    ['preferences', 'train', '--data', 'x.jsonl'],
  ])('%s, a folder whose name is empty', async (...command) => {
    const { code, stderr } = await runMain(...command, '--out', '');
    expect(stderr).toContain('Error MNR_CLI_USAGE\n');
    expect(stderr).toContain('The name of the folder is empty.');
    expect(code).toBe(2);
  });

  it('evaluate, seeds that there are not', async () => {
    const { code, stderr } = await runMain('evaluate', 'x', '--episodes', '6', '--seed', '4294967291');
    expect(stderr).toContain('--seed is 4294967291; a whole number from 0 to 4294967290 was expected.');
    expect(code).toBe(2);
  });

  it.each(['label', 'serve', 'dashboard'])('%s, ports that there are not', async (command) => {
    for (const port of ['99999', '-1', '80.5', 'http']) {
      const { code, stderr } = await runMain(command, 'x.jsonl', '--port', port);
      expect(stderr).toContain('Error MNR_CLI_USAGE\n');
      expect(stderr).toContain(`--port is ${port}; a whole number from 0 to 65535 was expected.`);
      expect(stderr).not.toMatch(/^ +at /m);
      expect(code).toBe(2);
    }
  });

  it('collect, which also needs to know where it acts and never overwrites', async () => {
    const out = join(folder, 'out.hdf5');
    const run = await runMain('collect', '--policy', folder, '--out', out);
    expect(run.stderr).toContain('Error MNR_CLI_NO_RUN\n');
    const random = await runMain('collect', '--policy', 'random', '--out', out);
    expect(random.stderr).toContain('give --env');
    writeFileSync(out, 'precious');
    const taken = await runMain(
      'collect',
      '--policy',
      'random',
      '--env',
      'InvertedPendulum-v4',
      '--out',
      out,
    );
    expect(taken.stderr).toContain('Error MNR_CLI_FILE_EXISTS\n');
    expect([run.code, random.code, taken.code]).toEqual([2, 2, 2]);
  });

  it('experiments whose file is wrong, before any run', async () => {
    const file = join(folder, 'experiment.yaml');
    writeFileSync(file, 'name: x\ntasks: { A: {} }\nalgorithms: { B: {} }\nseeds: [1, 1]\nsede: 1\n');
    const wrong = await runMain('experiment', file, '--out', join(folder, 'out'));
    expect(wrong.stderr).toContain('Error MNR_EXPERIMENT_FILE\n');
    expect(wrong.stderr).toContain('no seed twice');
    writeFileSync(file, 'name: x\ntasks: { A: {} }\nalgorithms: { B: {} }\nseeds: [1, -1]\n');
    const seed = await runMain('experiment', file, '--out', join(folder, 'out'));
    expect(seed.stderr).toContain('seeds.1: ');
    writeFileSync(file, 'name: x\ntasks: { A: {} }\nalgorithms: { B: { algorithm: pirro } }\nseeds: [1]\n');
    const algorithm = await runMain('experiment', file, '--out', join(folder, 'out'));
    expect(algorithm.stderr).toContain('Error MNR_CONFIG_INVALID\n');
    expect([wrong.code, seed.code, algorithm.code]).toEqual([2, 2, 2]);
  });
});
