import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { pipeline, type PipelineOptions } from '@minorant/core';
import envs from '@minorant/envs';
import irl from '@minorant/irl-piro';
import rl from '@minorant/rl';
import { startBackend } from '@minorant/compile';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';

import { runMain } from '../test-support/run-main.js';

const demonstrations = new URL('../../../../examples/inverted-pendulum/demonstrations.hdf5', import.meta.url);
const options: PipelineOptions = {
  seed: 3,
  environment: 'InvertedPendulum-v4',
  demonstrations: demonstrations.pathname,
  algorithm: { id: 'piro', rolloutSteps: 50, innerSteps: 3 },
  reward: { id: 'mlp', inputs: ['observation', 'absorbing'], hidden: [8] },
  trustRegion: { id: 'early-stop', target: 0.3 },
  policy: { id: 'sac', hidden: [8], batchSize: 16, learningStarts: 20, stepsPerRound: 60 },
  budget: { iterations: 2 },
  evaluation: { every: 100, episodes: 2 },
};
const plugins = [envs, rl, irl];

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minorant-graph-test-'));
  await writeFile(join(folder, 'run.yaml'), stringify(options));
  await startBackend();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('minorant graph', () => {
  it('prints what is bound to what, as text, as Mermaid, as JSON and as a picture, and leaves nothing', async () => {
    const config = ['graph', '--config', join(folder, 'run.yaml')];
    const text = await runMain(...config);
    expect(text).toMatchObject({ code: 0 });
    expect(text.stdout).toMatch(/^algorithm: piro \(@minorant\/irl-piro 0\.1\.0\)$/m);
    expect(text.stdout).toMatch(/^ {2}trustRegion: early-stop/m);
    expect((await runMain(...config, '--mermaid')).stdout).toContain('algorithm --> policy');
    const nodes = JSON.parse((await runMain(...config, '--json')).stdout) as {
      slot: string;
      usedBy?: string;
    }[];
    expect(nodes).toContainEqual(expect.objectContaining({ slot: 'reward', usedBy: 'algorithm' }));
    const file = join(folder, 'pictures', 'graph.svg');
    expect((await runMain(...config, '--svg', file)).code).toBe(0);
    const picture = await readFile(file, 'utf8');
    expect(picture).toMatch(/<svg[\s\S]*algorithm: piro[\s\S]*<\/svg>/);
    // What is drawn: a node for each part, and their arrows.
    expect(picture.match(/class="node"/g)!.length).toBeGreaterThanOrEqual(7);
    expect((await readdir(folder)).sort()).toEqual(['pictures', 'run.yaml']);
  }, 60_000);

  it('shows another part after one line, and says what is wrong with a wrong one', async () => {
    const config = ['graph', '--config', join(folder, 'run.yaml')];
    const swapped = await runMain(...config, '--set', 'trustRegion=fixed-l2');
    expect(swapped.stdout).toMatch(/trustRegion: fixed-l2/);
    expect(await runMain(...config, '--set', 'trustRegion=fixed-l3')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Did you mean fixed-l2') as unknown,
    });
  }, 60_000);
});

describe('a pipeline', () => {
  it('says the same in code and in YAML, and gives the same numbers', async () => {
    const outcomes = [];
    for (const given of [options, join(folder, 'run.yaml')]) {
      const run = await pipeline(given, { plugins });
      const { metrics, final } = await run.train();
      outcomes.push({ metrics, final, graph: run.graph().toText(), configuration: run.configuration });
      await run.dispose();
    }
    expect(outcomes[1]).toEqual(outcomes[0]);
    expect(
      outcomes[0]!.metrics['trust_region/coefficient'] ?? outcomes[0]!.metrics['reward/gap'],
    ).toBeDefined();
  }, 60_000);

  it.each([
    ['trustRegion', 'fixed-l2'],
    ['reward', { id: 'mlp', inputs: ['observation', 'action', 'absorbing'], hidden: [4] }],
    ['policy', { id: 'sac', hidden: [4], batchSize: 8, learningStarts: 20, stepsPerRound: 60 }],
  ] as const)(
    'takes another %s in one line',
    async (slot, choice) => {
      const run = await pipeline({ ...options, [slot]: choice, budget: { iterations: 1 } }, { plugins });
      expect(run.graph().nodes.find((node) => node.slot === slot)).toMatchObject(
        typeof choice === 'string' ? { component: choice } : { options: { hidden: [4] } },
      );
      await run.train();
      await run.dispose();
    },
    60_000,
  );
});
