import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import irlPlugin from '@minorant/irl-piro';
import { startBackend } from '@minorant/compile';
import {
  createPluginHost,
  pipeline,
  RandomStream,
  resolveConfiguration,
  type PipelineOptions,
} from '@minorant/core';
import {
  componentSuite,
  dataSourceSuite,
  describeConformance,
  rewardOptimizerSuite,
} from '@minorant/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { bradleyTerryComponent } from './algorithm/bradley-terry-component.js';
import { BradleyTerry } from './algorithm/bradley-terry.js';
import { TextComparisons } from './comparisons/comparison-encoder.js';
import { featureRewardComponent } from './components/feature-reward-component.js';
import { preferenceFileComponent } from './components/preference-file-component.js';
import { NgramEncoder } from './encoders/ngram-encoder.js';
import { formatIds } from './formats/index.js';
import plugin from './plugin.js';
import { PreferenceSource } from './preferences/preference-source.js';
import { FeatureReward } from './rewards/feature-reward.js';
import { PlainRegion } from './test-support/penalties.js';
import { politeness, politenessRows } from './test-support/politeness.js';
import { PreferenceTrainer } from './training/preference-trainer.js';

let folder: string;
let data: string;

beforeAll(async () => {
  await startBackend();
  folder = await mkdtemp(join(tmpdir(), 'minorant-rlhf-'));
  data = join(folder, 'comparisons.jsonl');
  await writeFile(data, politenessRows(80, 1).join('\n'));
});

afterAll(() => rm(folder, { recursive: true }));

for (const component of [featureRewardComponent, bradleyTerryComponent]) {
  describeConformance(component.id, componentSuite, { component });
}
describeConformance('file', componentSuite, { component: preferenceFileComponent, options: { path: 'a' } });

describeConformance('PreferenceSource', dataSourceSuite, {
  create: () => new PreferenceSource('politeness', politeness(12, 1)),
});

describeConformance('BradleyTerry', rewardOptimizerSuite, {
  create: (seed) => {
    const random = new RandomStream(seed);
    const reward = new FeatureReward({ size: 64, random: new RandomStream(seed) });
    const encoder = new TextComparisons(new NgramEncoder({ size: 64, order: 1 }));
    const trainer = new PreferenceTrainer(
      { reward, trustRegion: new PlainRegion({ coefficient: 1 }), encoder, random, execution: 'eager' },
      {
        optimizer: 'adagrad',
        batchSize: 8,
        learningRate: 0.1,
        weightDecay: 0,
        labelNoise: 0,
        centring: 0,
        candidates: 2,
      },
    );
    const records = politeness(40, 1);
    const rounds = [0, 1, 2, 3].map((i) => records.slice(10 * i, 10 * i + 10));
    const algorithm = new BradleyTerry(
      { trainer, reward, rounds, validation: politeness(10, 2), release: () => undefined },
      { steps: 3, batchSize: 8, replay: 'none' },
    );
    return { algorithm, random };
  },
});

async function train(options: Partial<PipelineOptions>): Promise<Record<string, number>[]> {
  const records: Record<string, number>[] = [];
  const run = await pipeline(
    {
      algorithm: { id: 'bradley-terry', validation: 0.25, learningRate: 0.2, batchSize: 8 },
      textEncoder: { id: 'ngrams', size: 128, order: 1 },
      preferences: data,
      budget: { iterations: 6 },
      execution: 'eager',
      ...options,
    },
    {
      plugins: [plugin, irlPlugin],
      onProgress: ({ record }) => {
        if (record) records.push({ ...record.values });
      },
    },
  );
  try {
    await run.train();
  } finally {
    await run.dispose();
  }
  return records;
}

describe('the text encoders', () => {
  it.each([
    ['use-lite', { cache: 'vectors' }],
    ['transformers', { path: 'model', cache: 'vectors' }],
  ])("take the paths of %s from the configuration's folder", async (id, paths) => {
    const host = await createPluginHost({ plugins: [plugin] });
    const configuration = {
      ...{ algorithm: 'bradley-terry', preferences: data, budget: { iterations: 1 }, evaluation: false },
      textEncoder: { id, ...paths },
    };
    const resolved = await resolveConfiguration(configuration, { host, directory: folder });
    for (const [key, path] of Object.entries(paths))
      expect(resolved.textEncoder?.[key]).toBe(join(folder, path));
    await host.dispose();
  });
});

describe('bradley-terry in a pipeline', () => {
  it('learns from a file named by its path', async () => {
    const records = await train({});
    expect(records).toHaveLength(6);
    expect(records.at(-1)!['validation/accuracy']).toBeGreaterThanOrEqual(0.9);
  });

  it('takes any reward model of the container, and any trust region', async () => {
    const records = await train({
      algorithm: {
        id: 'bradley-terry',
        validation: 0.25,
        steps: 20,
        optimizer: 'adam',
        learningRate: 0.03,
      },
      reward: { id: 'mlp', hidden: [8] },
      trustRegion: { id: 'adaptive-l2', target: 0.2 },
    });
    expect(records.at(-1)!['validation/accuracy']).toBeGreaterThanOrEqual(0.9);
    expect(records.at(-1)!['trust_region/coefficient']).toBeGreaterThan(0);
  });

  it('keeps within a region that takes steps back', async () => {
    const records = await train({ trustRegion: { id: 'line-search', target: 0.02 } });
    for (const record of records) {
      expect(record['trust_region/change']).toBeLessThanOrEqual(0.02);
      expect(record['trust_region/change']).toBeGreaterThan(0);
    }
  });

  it('ends with the stream: each round is seen once, or together with all before it', async () => {
    const rounds = { id: 'bradley-terry', rounds: 4 };
    const once = await train({ algorithm: rounds });
    expect(once.map((record) => record['preferences/comparisons'])).toEqual([20, 20, 20, 20]);
    const replayed = await train({ algorithm: { ...rounds, replay: 'all' } });
    expect(replayed.map((record) => record['preferences/comparisons'])).toEqual([20, 40, 60, 80]);
  });

  it('reports no calibration error of rankings alone, and trains on', async () => {
    const rankings = join(folder, 'rankings.jsonl');
    const row = (i: number) => ({ prompt: `p ${i}`, responses: [`thanks ${i}`, `well ${i}`, `no ${i}`] });
    await writeFile(rankings, Array.from({ length: 20 }, (_, i) => JSON.stringify(row(i))).join('\n'));
    const records = await train({ preferences: rankings, budget: { iterations: 2 } });
    expect(records).toHaveLength(2);
    expect(records[1]).toHaveProperty('validation/accuracy');
    expect(records[1]).not.toHaveProperty('validation/calibration_error');
  });

  it('takes every format by its name, labels too', () => {
    const { optionsSchema } = preferenceFileComponent;
    for (const format of formatIds)
      expect(optionsSchema.parse({ path: 'a', format })).toMatchObject({ format });
    expect(formatIds).toContain('labels');
    expect(optionsSchema.safeParse({ path: 'a', format: 'nonsense' }).success).toBe(false);
  });

  it('says what is missing, before anything starts', async () => {
    await expect(train({ preferences: { id: 'file', path: `${data}.no` } })).rejects.toMatchObject({
      code: 'MNR_CONFIG_FILE_MISSING',
    });
    const { preferences: _, ...without } = { preferences: 0 };
    await expect(
      pipeline(
        { ...without, algorithm: 'bradley-terry', budget: { iterations: 1 } },
        { plugins: [plugin, irlPlugin] },
      ),
    ).rejects.toMatchObject({ code: 'MNR_PREFERENCES_NONE' });
  });
});
