import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Episode, Run } from '@minorant/core';
import { memory, oneHot, scalar } from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';

import { computeRewardMap } from './compute-reward-map.js';
import { rewardMapSvg, viridis } from './reward-map-svg.js';
import { readRewardMap, writeRewardMap } from './reward-map.js';

type Given = Parameters<typeof computeRewardMap>[0];
type Predict = NonNullable<Run['algorithm']['reward']>['predict'];

/** A run that has nothing but what a map is made of. */
function run(id: string, shape: number[], inputs: object, predict: Predict, episodes: object[]): Given {
  const actionSpace = id.startsWith('Grid') ? { kind: 'discrete', n: 2 } : { kind: 'box', shape: [1] };
  return {
    algorithm: { reward: { inputs, predict } },
    context: { environment: { id, observationSpace: { kind: 'box', shape }, actionSpace } },
    demonstrations: (async function* () {
      for (const episode of episodes) yield await Promise.resolve(episode as Episode);
    })(),
  } as unknown as Given;
}

const episode = {
  observationSize: 3,
  actionSize: 1,
  length: 2,
  // The first and the last dimension differ; the one between does not.
  observations: Float64Array.of(0, 5, -4, 1, 5, 0, 2, 5, 4),
  actions: Float64Array.of(1, 3),
};

describe('a map of a reward', () => {
  it('is a slice through the two dimensions that differ most, at the means of everything else', async () => {
    const inputs = { observation: true, action: true, nextObservation: false, absorbing: true };
    const predict: Predict = ({ observations, actions }) =>
      observations
        .slice([0, 0], [-1, 1])
        .add(observations.slice([0, 1], [-1, 1]).mul(scalar(10)))
        .add(observations.slice([0, 2], [-1, 1]).mul(scalar(100)))
        .add(actions!.mul(scalar(1000)))
        .as1D();
    const before = memory().numTensors;
    const map = (await computeRewardMap(run('Any-v0', [3], inputs, predict, [episode])))!;
    expect(memory().numTensors).toBe(before);
    expect([map.kind, map.columns, map.rows]).toEqual(['slice', 32, 32]);
    expect(map.x).toEqual({ dimension: 0, low: -0.5, high: 2.5 });
    expect(map.y).toEqual({ dimension: 2, low: -6, high: 6 });
    const fixed = 50 + 2000;
    expect(map.rewards[0]).toBeCloseTo(-0.5 - 600 + fixed, 2);
    expect(map.rewards[31]).toBeCloseTo(2.5 - 600 + fixed, 2);
    expect(map.rewards.at(-1)).toBeCloseTo(2.5 + 600 + fixed, 2);
  });

  it('has the cells of a grid world, averaged over actions', async () => {
    const inputs = { observation: true, action: true, nextObservation: false, absorbing: false };
    // Cell i has i, and 10 more with the second action.
    const predict: Predict = ({ observations, actions }) =>
      observations
        .argMax(1)
        .toFloat()
        .add(actions!.argMax(1).toFloat().mul(scalar(10)))
        .as1D();
    const map = (await computeRewardMap(run('GridWorld2x2-v0', [4], inputs, predict, [])))!;
    expect(map).toMatchObject({ kind: 'grid', columns: 2, rows: 2, rewards: [5, 6, 7, 8] });
    expect(oneHot([0], 2).shape).toEqual([1, 2]);
  });

  it('comes back from its file, and is drawn', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'minorant-map-'));
    const map = { kind: 'grid', columns: 2, rows: 1, rewards: [0, 3], note: 'x' } as const;
    await writeRewardMap(folder, { ...map, rewards: [...map.rewards] });
    expect(await readRewardMap(folder)).toEqual(map);
    for (const wrong of [
      '',
      '{',
      '[]',
      JSON.stringify({ ...map, rewards: [1] }),
      JSON.stringify({ ...map, columns: 1e9 }),
    ]) {
      writeFileSync(join(folder, 'reward-map.json'), wrong);
      expect(await readRewardMap(folder)).toBeUndefined();
    }
    rmSync(folder, { recursive: true });
    const svg = rewardMapSvg({ ...map, rewards: [...map.rewards] });
    expect(svg).toContain(`fill="${viridis(0)}"`);
    expect(svg).toContain(`fill="${viridis(1)}"`);
    expect([viridis(0), viridis(1)]).toEqual(['rgb(68,1,84)', 'rgb(253,231,37)']);
    expect(rewardMapSvg({ ...map, rewards: [2, 2] })).toContain('<svg');
  });
});
