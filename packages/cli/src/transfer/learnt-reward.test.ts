import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { digest, loadConfiguration, readSnapshot, writeSnapshot } from '@minorant/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { runMain } from '../test-support/run-main.js';

const demonstrations = fileURLToPath(
  new URL('../../../../examples/inverted-pendulum/demonstrations.hdf5', import.meta.url),
);
const small = [
  ...['--env', 'InvertedPendulum-v4', '--steps', '120', '--seed', '2', '--eager'],
  ...['--set', 'policy={id: sac, hidden: [4], batchSize: 8, learningStarts: 50, stepsPerRound: 60}'],
];

let folder: string;
const run = (name: string): string => join(folder, name);
const fresh = (name: string, ...flags: readonly string[]) => {
  const source = ['--algorithm', 'learnt-reward', '--set', `algorithm.run=${run('source')}`];
  return runMain('train', ...small, ...source, ...flags, '--out', run(name));
};
const rewardOf = (name: string) => readSnapshot(join(run(name), 'final', 'reward'));

describe('learnt-reward', { timeout: 240_000 }, () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'minorant-transfer-'));
    const reward = ['--set', 'reward={id: mlp, hidden: [4]}', '--demos', demonstrations];
    const piro = ['--algorithm', 'piro', '--set', 'algorithm.rolloutSteps=30', ...reward];
    expect((await runMain('train', ...small, ...piro, '--out', run('source'))).code).toBe(0);
  }, 240_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  it('needs no demonstrations: the saved reward holds the scale of its observations', async () => {
    expect((await fresh('alone')).code).toBe(0);
    expect(digest(await rewardOf('alone'))).toBe(digest(await rewardOf('source')));
  });

  it('takes the reward of the best evaluation when told to, and says so when there is none', async () => {
    const folder = join(run('source'), 'best', 'reward');
    const best = await readSnapshot(folder);
    expect((await fresh('best', '--set', 'algorithm.which=best')).code).toBe(0);
    expect(digest(await rewardOf('best'))).toBe(digest(best));
    rmSync(folder, { recursive: true });
    const none = await fresh('none', '--set', 'algorithm.which=best');
    expect(none.stderr).toContain('it has no best learnt reward');
    expect(none.code).toBe(2);
  });

  it('puts demonstrations into the batches when told to, and refuses where there are none', async () => {
    const share = ['--set', 'algorithm.demonstrationShare=0.25'];
    expect((await fresh('shared', ...share, '--demos', demonstrations)).code).toBe(0);
    const policyOf = (name: string) => readSnapshot(join(run(name), 'final', 'policy'));
    expect(digest(await rewardOf('shared'))).toBe(digest(await rewardOf('source')));
    expect(digest(await policyOf('shared'))).not.toBe(digest(await policyOf('alone')));
    const refused = await fresh('lonely', ...share);
    expect(refused.stderr).toContain('MNR_CLI_TRANSFER_DEMONSTRATIONS');
    expect(refused.code).toBe(2);
  });

  it('gives the share of demonstrations to every row of a transfer, the true reward too', async () => {
    const out = run('transferred');
    const flags = ['--steps', '60', '--seeds', '4', '--demonstration-share', '0.5', '--processes', '1'];
    expect((await runMain('transfer', `PIRO=${run('source')}`, ...flags, '--out', out)).code).toBe(0);
    for (const row of ['true reward', 'reward of PIRO']) {
      const { algorithm } = await loadConfiguration(join(out, 'transfer', row, 'seed-4', 'config.yaml'));
      expect(algorithm).toMatchObject({ demonstrationShare: 0.5 });
    }
  });

  it.each([
    ['positive', 1],
    ['negative', -1],
  ] as const)("pays what GAIL's policy was paid, a %s reward", async (form, sign) => {
    const gail = [
      '--algorithm',
      'gail',
      '--set',
      `algorithm={id: gail, rewardForm: ${form}, rolloutSteps: 30}`,
    ];
    const reward = ['--set', 'reward={id: mlp, inputs: [observation, action], hidden: [4]}'];
    const out = `gail-${form}`;
    const flags = [...gail, ...reward, '--demos', demonstrations, '--out', run(out)];
    expect((await runMain('train', ...small, ...flags)).code).toBe(0);
    expect((await fresh(`of-${out}`, '--set', `algorithm.run=${run(out)}`)).code).toBe(0);
    for (const name of [out, `of-${out}`]) {
      const lines = readFileSync(join(run(name), 'metrics.jsonl'), 'utf8')
        .trim()
        .split('\n');
      const records = lines.map((line) => JSON.parse(line) as Record<string, number>);
      const paid = records.flatMap((record) => record['train/reward'] ?? []);
      expect(paid.length).toBeGreaterThan(0);
      for (const mean of paid) expect(Math.sign(mean), `${name} paid ${mean}`).toBe(sign);
    }
  });

  it('refuses an early reward, saved without its scale, unless the demonstrations are there', async () => {
    const { parts, ...rest } = await rewardOf('source');
    const { network } = parts!;
    rmSync(join(run('source'), 'final', 'reward'), { recursive: true });
    await writeSnapshot(join(run('source'), 'final', 'reward'), { ...rest, parts: { network: network! } });
    const refused = await fresh('refused');
    expect(refused.stderr).toContain('MNR_IRL_REWARD_SCALE');
    expect(refused.code).toBe(2);
    expect((await fresh('early', '--demos', demonstrations)).code).toBe(0);
    expect(digest(await rewardOf('early'))).toBe(digest(await rewardOf('alone')));
  });
});
