import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { runMain } from '../test-support/run-main.js';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'minorant-config-'));
  file = join(folder, 'run.yaml');
});
afterEach(() => rmSync(folder, { recursive: true }));

const check = async (text: string) => {
  writeFileSync(file, text);
  return runMain('config', '--config', file, '--check');
};

describe('minorant config', () => {
  it('refuses what `train` refuses: a configuration for a built-in plugin that takes none', async () => {
    const run = 'algorithm: bc\nenvironment: InvertedPendulum-v4\nbudget: { iterations: 1 }\n';
    expect((await check(run)).code).toBe(0);
    const { code, stderr } = await check(`${run}plugins: [{ name: '@minorant/envs', config: { a: 1 } }]\n`);
    expect(stderr).toContain('Error MNR_PLUGIN_CONFIGURATION\n');
    expect(code).toBe(2);
    expect((await check(`${run}plugins: [3]\n`)).stderr).toContain('plugins[0]: expected the name');
    expect((await check(`${run}trustRegion: early-stop\n`)).stderr).toContain('Error MNR_CONFIG_UNUSED\n');
  });

  it('takes the run of `learnt-reward` from the folder of the configuration', async () => {
    mkdirSync(join(folder, 'source'));
    const run = 'algorithm: { id: learnt-reward, run: source }\nenvironment: InvertedPendulum-v4\n';
    writeFileSync(file, `${run}budget: { steps: 10 }\n`);
    const { stdout } = await runMain('config', '--config', file, '--json');
    expect(JSON.parse(stdout)).toMatchObject({ algorithm: { run: join(folder, 'source') } });
  });
});
