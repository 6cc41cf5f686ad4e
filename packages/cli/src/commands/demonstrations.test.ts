import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { runMain } from '../test-support/run-main.js';

const shipped = (path: string): string => fileURLToPath(new URL(`../../../../${path}`, import.meta.url));
const bundled = shipped('examples/inverted-pendulum/demonstrations.hdf5');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'minorant-demos-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('minorant collect', () => {
  it('records random actions, the same ones for the same seed, that replay exactly', async () => {
    const record = async (name: string, seed: string) => {
      const out = join(folder, name);
      const flags = ['--policy', 'random', '--env', 'InvertedPendulum-v4', '--episodes', '3'];
      const { code, stdout } = await runMain('collect', ...flags, '--seed', seed, '--out', out, '--json');
      expect(code).toBe(0);
      return JSON.parse(stdout) as { episodes: number; returns: { mean: number } };
    };
    const first = await record('a.hdf5', '3');
    expect(first.episodes).toBe(3);
    expect((await record('b.hdf5', '3')).returns).toEqual(first.returns);
    expect((await record('c.hdf5', '4')).returns).not.toEqual(first.returns);
    const verified = await runMain('demos', 'verify', join(folder, 'a.hdf5'), '--json');
    expect(verified.code).toBe(0);
    expect(JSON.parse(verified.stdout)).toMatchObject({ passed: true, episodes: 3, reward: { largest: 0 } });
  });
});

describe('minorant collect, stopped by a signal', () => {
  it('leaves nothing behind, and ends with the exit code of the signal', async () => {
    const before = process.listeners('SIGINT');
    const out = join(folder, 'new', 'a.hdf5');
    const random = ['--policy', 'random', '--env', 'InvertedPendulum-v4', '--episodes', '2000'];
    const collecting = runMain('collect', ...random, '--out', out);
    const poll = setInterval(() => {
      // Straight to the command's listener, while it writes: other listeners of this process are not meant.
      const listener = process.listeners('SIGINT').find((each) => !before.includes(each));
      if (!listener || !existsSync(join(folder, 'new'))) return;
      clearInterval(poll);
      listener('SIGINT');
    }, 1);
    const { code, stderr } = await collecting;
    clearInterval(poll);
    expect(stderr).toBe('Stopped: nothing was recorded.\n');
    expect(code).toBe(130);
    expect(readdirSync(folder)).toEqual([]);
    expect(process.listeners('SIGINT')).toEqual(before);
  });
});

describe('minorant collect with random actions', () => {
  it.each([['--stochastic'], ['--which', 'best'], ['--which', 'last']])('refuses %s', async (...flags) => {
    const out = join(folder, 'random.hdf5');
    const random = ['--policy', 'random', '--env', 'InvertedPendulum-v4', '--episodes', '1'];
    const { code, stderr } = await runMain('collect', ...random, ...flags, '--out', out);
    expect(stderr).toContain('Error MNR_CLI_USAGE\n');
    expect(stderr).toContain(flags[0]);
    expect(code).toBe(2);
  });
});

describe('minorant demos', () => {
  it('inspects what the repository brings along', async () => {
    const { code, stdout } = await runMain('demos', 'inspect', bundled);
    expect(code).toBe(0);
    expect(stdout).toContain('InvertedPendulum-v4');
    expect(stdout).toContain('mean 1000');
  });

  it.each([
    'examples/hopper/demonstrations.hdf5',
    'benchmarks/experts/HalfCheetah-v4.hdf5',
    'benchmarks/experts/Walker2d-v4.hdf5',
    'benchmarks/experts/Ant-v4.hdf5',
  ])('finds that %s agrees with the simulation', async (path) => {
    const { code, stdout } = await runMain('demos', 'verify', shipped(path), '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ passed: true, episodes: 1, steps: 1000 });
  });

  it('exits with 1 when recording and environment do not agree', async () => {
    const out = join(folder, 'hopper.hdf5');
    const flags = ['--policy', 'random', '--env', 'Hopper-v4', '--episodes', '1', '--out', out];
    expect((await runMain('collect', ...flags)).code).toBe(0);
    const { code, stdout } = await runMain('demos', 'verify', out, '--env', 'Hopper-v5', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ passed: false, environmentId: 'Hopper-v5' });
    expect(code).toBe(1);
  });

  it.each([
    ['another size', ['--env', 'Hopper-v4'], 'MNR_DEMONSTRATIONS_MISMATCH'],
    ['a wrong tolerance', ['--tolerance', 'small'], 'MNR_CLI_USAGE'],
    ['an empty tolerance', ['--tolerance', ''], 'MNR_CLI_USAGE'],
    ['an unknown environment', ['--env', 'Nowhere-v0'], 'MNR_PLUGIN_UNKNOWN_COMPONENT'],
  ])('refuses %s', async (_, flags, code) => {
    const result = await runMain('demos', 'verify', bundled, ...flags);
    expect(result.stderr).toContain(`Error ${code}\n`);
    expect(result.code).toBe(2);
  });
});
