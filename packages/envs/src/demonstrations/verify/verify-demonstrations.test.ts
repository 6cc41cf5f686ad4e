import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { RandomStream } from '@minorant/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { make } from '../../registry/registry.js';
import { formatInspection } from '../inspect/format-inspection.js';
import { inspectDemonstrations } from '../inspect/inspect-demonstrations.js';
import { observationStatistics } from '../inspect/observation-statistics.js';
import { MinariReader } from '../minari/minari-reader.js';
import { RescaleAction } from '../../wrappers/rescale-action.js';
import { collectDemonstrations } from '../record/collect-demonstrations.js';
import { verifyDemonstrations } from './verify-demonstrations.js';

let folder = '';
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'minorant-verify-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function collect(id: string, name: string, episodes = 3, options = {}) {
  const environment = await make(id, options);
  const random = new RandomStream(1);
  const path = join(folder, name);
  const size = environment.actionSpace.kind === 'box' ? environment.actionSpace.low.length : 1;
  const report = await collectDemonstrations({
    environment,
    act: () => Array.from({ length: size }, () => 3 * random.uniform() - 1.5),
    episodes,
    seed: 11,
    path,
    maximumSteps: 200,
  });
  environment.dispose();
  return { path, report };
}

async function verify(path: string, id: string, options = {}) {
  const environment = await make(id, options);
  try {
    return await verifyDemonstrations(path, environment);
  } finally {
    environment.dispose();
  }
}

describe('collecting, inspecting and verifying', () => {
  it.each(['Hopper-v4', 'Walker2d-v4', 'Ant-v4', 'HalfCheetah-v4', 'InvertedPendulum-v4'])(
    'finds its own recording of %s in agreement with the environment',
    async (id) => {
      const { path } = await collect(id, `${id}.hdf5`);
      const report = await verify(path, id);
      expect(report).toMatchObject({ passed: true, terminationMismatches: 0, skipped: 0 });
      expect(report.steps).toBeGreaterThan(5);
    },
  );

  it('leaves no dataset folder behind when the policy fails, so that it can be tried again', async () => {
    const environment = await make('InvertedPendulum-v4');
    const path = join(folder, 'sets/failed-v0');
    const record = (act: () => number[]) =>
      collectDemonstrations({ environment, act, episodes: 1, seed: 1, path });
    const failing = () => {
      throw new Error('the policy fails');
    };
    await expect(record(failing)).rejects.toThrow('the policy fails');
    expect(existsSync(join(folder, 'sets'))).toBe(false);
    expect((await record(() => [0])).episodes).toBe(1);
    await expect(record(failing)).rejects.toMatchObject({ code: 'MNR_DEMONSTRATIONS_EXISTS' });
    expect(existsSync(join(path, 'data/main_data.hdf5'))).toBe(true);
    environment.dispose();
  });

  it('shows that Humanoid is only close: its solver stops early, so its warm start matters', async () => {
    const { path } = await collect('Humanoid-v4', 'humanoid.hdf5', 1);
    const report = await verify(path, 'Humanoid-v4');
    expect(report.observation.median).toBeLessThan(1e-2);
    expect(report.reward.largest).toBeLessThan(1e-2);
  });

  it('finds a recording of another reward, and of other physics, not in agreement', async () => {
    const { path } = await collect('Hopper-v4', 'other.hdf5');
    const cost = await verify(path, 'Hopper-v4', { ctrlCostWeight: 0.5 });
    expect(cost.passed).toBe(false);
    expect(cost.observation.largest).toBeLessThan(1e-9);
    expect(cost.reward.largest).toBeGreaterThan(1e-3);
    const frames = await verify(path, 'Hopper-v4', { frameSkip: 3 });
    expect(frames.observation.largest).toBeGreaterThan(1e-3);
    expect(frames.passed).toBe(false);
  });

  it('refuses environments of another size or without a state in the observation', async () => {
    const { path } = await collect('Hopper-v4', 'hopper-again.hdf5', 1);
    await expect(verify(path, 'Walker2d-v4')).rejects.toMatchObject({ code: 'MNR_DEMONSTRATIONS_MISMATCH' });
    await expect(verify(path, 'CartPole-v1')).rejects.toMatchObject({ code: 'MNR_DEMONSTRATIONS_NO_STATE' });
  });

  it('refuses wrappers that change what a step says, by name', async () => {
    const { path } = await collect('InvertedPendulum-v5', 'pendulum.hdf5', 1);
    const environment = new RescaleAction(await make('InvertedPendulum-v5'));
    await expect(verifyDemonstrations(path, environment)).rejects.toMatchObject({
      code: 'MNR_DEMONSTRATIONS_NO_STATE',
      message: expect.stringContaining('RescaleAction') as string,
    });
    environment.dispose();
  });

  it.each([true, false])('knows whether Ant-v5 leaves out x and y (%s)', async (exclude) => {
    const options = { excludeCurrentPositionsFromObservation: exclude };
    const environment = await make('Ant-v5', options);
    const path = join(folder, `ant-${exclude}.hdf5`);
    await collectDemonstrations({
      ...{ environment, path, episodes: 1, seed: 1, maximumSteps: 20 },
      act: () => [0.1, -0.2, 0.3, 0.1, 0.2, -0.1, 0.4, 0.2],
    });
    expect((await verify(path, 'Ant-v5', options)).passed).toBe(true);
    environment.dispose();
  });

  it('records whole episodes only, at least one', async () => {
    const environment = await make('CartPole-v1');
    for (const episodes of [0, NaN, 1.5]) {
      const path = join(folder, 'none.hdf5');
      await expect(
        collectDemonstrations({ environment, path, episodes, seed: 1, act: () => 0 }),
      ).rejects.toMatchObject({ code: 'MNR_DEMONSTRATIONS_COUNT' });
      expect(existsSync(path)).toBe(false);
    }
    environment.dispose();
  });

  it('records the same seeds to the same bits, and inspects them', async () => {
    const { path, report } = await collect('Hopper-v4', 'a.hdf5');
    const again = await collect('Hopper-v4', 'b.hdf5');
    const one = await inspectDemonstrations(path);
    expect({ ...(await inspectDemonstrations(again.path)), file: path }).toEqual(one);
    expect(one).toMatchObject({ environmentId: 'Hopper-v4', layout: 'minari', steps: report.steps });
    expect(one.returns).toEqual(report.returns);
    expect(one.episodes.map((episode) => episode.seed)).toEqual([11, 12, 13]);
    expect(JSON.parse(JSON.stringify(one))).toEqual(one);
    const text = formatInspection(one);
    expect(text).toContain('Hopper-v4');
    expect(text).toMatch(/Return of each episode[\s\S]*[┏┓┗┛━]/);
    const reader = await MinariReader.open(path);
    const statistics = await observationStatistics([reader.read(0), reader.read(1), reader.read(2)]);
    reader.close();
    expect([...statistics.mean]).toEqual(one.observations.map((column) => column.mean));
  });
});

describe('real Gymnasium v4 recordings', () => {
  const recordings = fileURLToPath(new URL('../../../../../../shared/data/demonstrations/', import.meta.url));
  it.skipIf(!existsSync(recordings)).each(['Hopper-v4', 'HalfCheetah-v4', 'Walker2d-v4', 'Ant-v4'])(
    '%s agrees to 1e-9 in every one of 1000 steps',
    async (id) => {
      const report = await verify(join(recordings, `${id}.hdf5`), id);
      expect(report.observation.largest).toBeLessThan(1e-9);
      expect(report.reward.largest).toBeLessThan(1e-9);
      expect(report).toMatchObject({ passed: true, steps: 1000, skipped: 0, terminationMismatches: 0 });
    },
  );
});
