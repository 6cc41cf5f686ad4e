import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NgramEncoder } from '@minorant/rlhf';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { withTextReward } from '../preferences/with-text-reward.js';
import { runMain } from '../test-support/run-main.js';

let folder: string;
let train: string;
let test: string;

const row = (i: number): string =>
  JSON.stringify({
    prompt: `Question ${i}`,
    chosen: `Thanks for asking, number ${i % 7} it is`,
    rejected: `Nonsense, number ${i % 5} it is`,
    subset: i % 2 === 0 ? 'even' : 'odd',
  });
const rows = (from: number, to: number): string =>
  Array.from({ length: to - from }, (_, i) => row(from + i)).join('\n');

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minorant-preferences-'));
  train = join(folder, 'train.jsonl');
  test = join(folder, 'test.jsonl');
  await writeFile(train, rows(0, 80));
  await writeFile(test, `${rows(80, 120)}\nno JSON`);
});

afterAll(() => rm(folder, { recursive: true }));

describe('minorant preferences', () => {
  it('inspects, trains and evaluates', async () => {
    const inspected = await runMain('preferences', 'inspect', train, '--json');
    expect(inspected.code, inspected.stderr).toBe(0);
    expect(JSON.parse(inspected.stdout)).toMatchObject({
      comparisons: 80,
      prompts: 80,
      decided: 80,
      skipped: 0,
      categories: { even: 40, odd: 40 },
    });

    const model = join(folder, 'model');
    const trained = await runMain(
      ...['preferences', 'train', '--data', train, '--out', model, '--seed', '0', '--epochs', '3', '--eager'],
      ...['--set', 'textEncoder.size=256', 'algorithm.batchSize=16', '--json'],
    );
    expect(trained.code, trained.stderr).toBe(0);
    expect(JSON.parse(trained.stdout)).toMatchObject({ iterations: 3, statistics: { count: 160 } });

    const refused = await runMain('preferences', 'evaluate', '--model', model, '--data', test);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain(`${test}:41`);
    const evaluated = await runMain(
      ...['preferences', 'evaluate', '--model', model, '--data', test, '--skip-malformed', '--json'],
    );
    expect(evaluated.code, evaluated.stderr).toBe(0);
    const card = JSON.parse(evaluated.stdout) as Record<string, unknown>;
    expect(card).toMatchObject({
      count: 40,
      accuracy: 1,
      categories: { even: { decided: 20, accuracy: 1 } },
    });
    expect(card['reliability']).toHaveLength(10);
    expect(card['longer']).toBe(1);

    const rankings = join(folder, 'rankings.jsonl');
    await writeFile(rankings, JSON.stringify({ prompt: 'q', responses: ['Thanks', 'it is', 'Nonsense'] }));
    const ranked = await runMain('preferences', 'evaluate', '--model', model, '--data', rankings);
    expect(ranked.code, ranked.stderr).toBe(0);
    expect(ranked.stdout).toMatch(/calibration error +none/);

    await writeFile(rankings, JSON.stringify({ prompt: 'q', responses: ['Thanks', 'it'], scores: [1, 1] }));
    const tied = await runMain('preferences', 'evaluate', '--model', model, '--data', rankings);
    expect(tied.stdout).toMatch(/accuracy +nothing is decided\n/);
    expect(tied.stdout).toMatch(/margin +nothing is decided\n/);
  }, 120_000);

  it('does not call it a wrong answer where nothing is decided', async () => {
    const ties = join(folder, 'ties.jsonl');
    const tie = { candidates: ['short', 'a longer one'], probabilities: [0.5, 0.5] };
    await writeFile(ties, `${JSON.stringify(tie)}\n`);
    const inspected = await runMain('preferences', 'inspect', ties);
    expect(inspected.code, inspected.stderr).toBe(0);
    expect(inspected.stdout).toMatch(/length alone +nothing is decided/);
  });

  it('says that a format is unknown, and not the columns', async () => {
    const { code, stderr } = await runMain('preferences', 'inspect', train, '--format', 'trl');
    expect(stderr).toContain("There is no format 'trl'");
    expect(stderr).toContain('trl-explicit');
    expect(stderr).not.toContain('has the columns');
    expect(code).toBe(2);
  });

  it('says what is wrong with a folder that holds no model', async () => {
    const { code, stderr } = await runMain('preferences', 'evaluate', '--model', folder, '--data', train);
    expect(code).toBe(2);
    expect(stderr).toContain('MNR_PREFERENCES_MODEL');
  });

  const data = fileURLToPath(
    new URL('../../../../../shared/data/preferences/pandalm.jsonl.gz', import.meta.url),
  );
  it.skipIf(!existsSync(data))('reads the votes of PandaLM, and the length that decides them', async () => {
    const { stdout } = await runMain('preferences', 'inspect', data, '--json');
    const found = JSON.parse(stdout) as { comparisons: number; withVotes: number; longerWins: number };
    expect(found).toMatchObject({ comparisons: 999, withVotes: 999 });
    expect(found.longerWins).toBeGreaterThan(0.6);
  });

  it('exports an ensemble as ONNX, which scores as it does; plots, and counts as RewardBench', async () => {
    const model = join(folder, 'ensemble');
    const trained = await runMain(
      ...['preferences', 'train', '--data', train, '--out', model, '--epochs', '2', '--eager'],
      ...[
        '--set',
        'algorithm.members=3',
        '--set',
        'algorithm.aggregate=worst-case',
        '--set',
        'textEncoder.size=256',
      ],
    );
    expect(trained.stderr).toBe('');
    const bench = join(folder, 'bench.jsonl');
    await writeFile(bench, rows(80, 120).replaceAll('"odd"', '"hep-js"'));
    // Folders that are not there yet are made, as for every other file.
    const plot = join(folder, 'plots', 'plot.svg');
    const evaluated = await runMain(
      ...['preferences', 'evaluate', '--model', model, '--data', bench, '--plot', plot, '--json'],
    );
    expect(evaluated.stderr).toContain("RewardBench's section");
    expect(JSON.parse(evaluated.stdout.trim().split('\n').at(-1)!)).toMatchObject({
      rewardBench: { subsets: { 'hep-js': { count: 20, accuracy: 1 } } },
    });
    expect(await readFile(plot, 'utf8')).toMatch(/^<svg [\s\S]*<circle [\s\S]*<\/svg>\s*$/);

    const file = join(folder, 'exported', 'reward.onnx');
    expect((await runMain('preferences', 'export', '--model', model, '--out', file)).stderr).toBe('');
    expect((await runMain('preferences', 'export', '--model', model, '--out', file)).code).toBe(2);
    const texts = ['Thanks for asking', 'Nonsense', 'something else'];
    const expected = await withTextReward(model, (reward) => reward.score(texts));
    const session = await InferenceSession.create(file);
    const features = await new NgramEncoder({ size: 256, order: 1 }).encode(texts);
    const { score } = await session.run({ features: new Tensor('float32', features, [3, 256]) });
    [...(score!.data as Float32Array)].forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 5));
    await session.release();
  });
});
