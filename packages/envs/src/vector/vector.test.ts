import { flatten, type VectorEnvironmentV1 } from '@minorant/core';
import { afterEach, describe, expect, it } from 'vitest';

import { Pcg64 } from '../random/pcg64.js';
import { make } from '../registry/registry.js';
import type { Autoreset } from './environment-group.js';
import { SyncVectorEnvironment, type VectorOptions } from './sync-vector-environment.js';
import { WorkerVectorEnvironment } from './worker-vector-environment.js';

const open: VectorEnvironmentV1[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((environments) => environments.dispose()));
});

async function sync(id: string, options: VectorOptions): Promise<SyncVectorEnvironment> {
  const environments = await SyncVectorEnvironment.make(id, options);
  open.push(environments);
  return environments;
}

async function worker(id: string, options: VectorOptions & { workers?: number; infos?: 'every-step' }) {
  const environments = await WorkerVectorEnvironment.make(id, options);
  open.push(environments);
  return environments;
}

async function play(environments: VectorEnvironmentV1, steps: number, size: number): Promise<string> {
  const random = new Pcg64(5);
  const record: string[] = [];
  for (let i = 0; i < steps; i++) {
    const actions = Float64Array.from({ length: environments.count * size }, () => random.uniform(-1, 1));
    const { observations, rewards, terminated, truncated } = await environments.step(actions);
    record.push([observations, rewards, terminated, truncated].map(String).join(' '));
  }
  return record.join('\n');
}

describe('vector environments', () => {
  it.each(['next-step', 'same-step'] as const)(
    'workers give the numbers of the synchronous one (%s)',
    async (autoreset) => {
      const options = { count: 3, autoreset, options: { maxEpisodeSteps: 15 } };
      const one = await sync('Hopper-v4', options);
      const two = await worker('Hopper-v4', { ...options, workers: 2 });
      expect(two.observationSpace).toEqual(one.observationSpace);
      expect(two.actionSpace).toEqual(one.actionSpace);
      const [first, second] = [await one.reset({ seed: 4 }), await two.reset({ seed: 4 })];
      expect(second).toEqual(first);
      expect(await play(two, 60, 3)).toBe(await play(one, 60, 3));
    },
  );

  it('seeds sub-environment i with seed + i', async () => {
    const vector = await sync('InvertedPendulum-v4', { count: 2 });
    const { observations } = await vector.reset({ seed: 8 });
    const single = await make('InvertedPendulum-v4');
    expect([...observations.subarray(4)]).toEqual([
      ...(single.reset({ seed: 9 }).observation as Float64Array),
    ]);
    single.dispose();
  });

  it.each(['sync', 'worker'])('%s: seeds a first reset without a seed as from seed 0', async (kind) => {
    const options = { count: 3, workers: 2 };
    const vector = await (kind === 'sync' ? sync : worker)('InvertedPendulum-v4', options);
    const fresh = await vector.snapshot();
    const reset = async (mask?: boolean[]) => (await vector.reset(mask && { mask })).observations;
    const first = await reset();
    const next = await reset();
    expect(next).not.toEqual(first);
    expect((await vector.reset({ seed: 0 })).observations).toEqual(first);
    expect([...first.subarray(0, 4)]).not.toEqual([...first.subarray(4, 8)]);
    expect(await reset()).toEqual(next);
    // Also from a snapshot of the time before, and one after the other.
    await vector.restore(fresh);
    await reset([false, true, true]);
    expect(await reset([true, false, false])).toEqual(first);
    expect(await reset()).toEqual(next);
  });

  it('next-step: the step after the end resets, ignores the action and pays nothing', async () => {
    const vector = await sync('Hopper-v4', { count: 1, options: { maxEpisodeSteps: 2 } });
    await vector.reset({ seed: 1 });
    const actions = new Float64Array(3);
    await vector.step(actions);
    const end = await vector.step(actions);
    expect(end.truncated[0]).toBe(1);
    const after = await vector.step(actions);
    expect([after.rewards[0], after.truncated[0], after.terminated[0]]).toEqual([0, 0, 0]);
    expect(Math.abs(after.observations[0]! - 1.25)).toBeLessThanOrEqual(0.005);
  });

  it.each(['sync', 'worker'])('same-step (%s): the last observation comes in the info', async (kind) => {
    const autoreset: Autoreset = 'same-step';
    const options = { count: 2, autoreset, options: { maxEpisodeSteps: 2 } };
    const vector =
      kind === 'sync' ? await sync('CartPole-v1', options) : await worker('CartPole-v1', options);
    const single = await make('CartPole-v1');
    await vector.reset({ seed: 1 });
    single.reset({ seed: 1 });
    await vector.step(Float64Array.of(1, 0));
    const { observations, truncated, infos } = await vector.step(Float64Array.of(1, 1));
    single.step(1);
    const last = single.step(1);
    expect([...truncated]).toEqual([1, 1]);
    expect(infos[0]).toMatchObject({ final_obs: last.observation, final_info: last.info });
    expect([...observations.subarray(0, 4)]).toEqual([...(single.reset().observation as Float64Array)]);
    single.dispose();
  });

  it('disabled: a finished one must be reset, alone if wanted', async () => {
    const vector = await sync('Hopper-v4', {
      count: 2,
      autoreset: 'disabled',
      options: { maxEpisodeSteps: 1 },
    });
    await vector.reset({ seed: 1 });
    const { observations } = await vector.step(new Float64Array(6));
    await expect(vector.step(new Float64Array(6))).rejects.toThrow(/Sub-environment 0 .* has ended/);
    const half = await vector.reset({ mask: [true, false] });
    expect([...half.observations.subarray(11)]).toEqual([...observations.subarray(11)]);
    await expect(vector.step(new Float64Array(6))).rejects.toThrow(/Sub-environment 1 /);
  });

  it('goes on from a snapshot, also one of the other kind', async () => {
    const one = await sync('Walker2d-v4', { count: 2 });
    const two = await worker('Walker2d-v4', { count: 2, workers: 2, infos: 'every-step' });
    await one.reset({ seed: 3 });
    await two.reset({ seed: 77 });
    await play(one, 20, 6);
    const saved = await one.snapshot();
    const expected = await play(one, 30, 6);
    await two.restore(saved);
    expect(await play(two, 30, 6)).toBe(expected);
    await one.restore(await two.snapshot());
    const actions = new Float64Array(12);
    expect((await two.step(actions)).infos).toEqual((await one.step(actions)).infos);
  });

  it('restores the observations that a masked reset leaves alone', async () => {
    const one = await sync('Hopper-v4', { count: 2 });
    const two = await worker('Hopper-v4', { count: 2, workers: 2 });
    await two.reset({ seed: 1 });
    await one.reset({ seed: 3 });
    const { observations } = await one.step(new Float64Array(6));
    const saved = await one.snapshot();
    await one.reset({ seed: 5 });
    for (const vector of [one, two]) {
      await vector.restore(saved);
      const half = await vector.reset({ mask: [true, false] });
      expect([...half.observations.subarray(11)]).toEqual([...observations.subarray(11)]);
    }
    await one.restore(await two.snapshot());
    const none = await one.reset({ mask: [false, false] });
    expect(none.observations).toEqual((await two.reset({ mask: [false, false] })).observations);
  });

  it('flattens discrete and dictionary spaces', async () => {
    const poles = await sync('CartPole-v1', { count: 2 });
    await poles.reset({ seed: 1 });
    const { rewards } = await poles.step(Float64Array.of(0, 1));
    expect([...rewards]).toEqual([1, 1]);
    const maze = await sync('PointMaze_UMaze-v3', { count: 2 });
    const single = await make('PointMaze_UMaze-v3');
    const { observations } = await maze.reset({ seed: 1 });
    const second = flatten(single.observationSpace, single.reset({ seed: 2 }).observation);
    expect([...observations.subarray(8)]).toEqual([...second]);
    single.dispose();
  });

  it('refuses sizes that do not fit', async () => {
    for (const count of [0, 1.5, NaN])
      for (const make of [sync, worker])
        await expect(make('CartPole-v1', { count })).rejects.toMatchObject({
          code: 'MNR_VECTOR_SIZE',
          message: `The vector environment of CartPole-v1 was given ${count} sub-environments; expected an integer from one up.`,
        });
    await expect(worker('CartPole-v1', { count: 2, workers: 0 })).rejects.toThrow(
      /given 0 workers; expected an integer from one up/,
    );
    for (const vector of [
      await sync('CartPole-v1', { count: 3 }),
      await worker('CartPole-v1', { count: 3, workers: 2 }),
    ]) {
      await expect(vector.reset({ seed: [5, 6] })).rejects.toThrow(/given 2 seeds; expected 3/);
      await expect(vector.reset({ seed: 5, mask: [true] })).rejects.toThrow(
        /given 1 entries of the mask; expected 3/,
      );
      const { parts } = await vector.snapshot();
      const { 2: _, ...two } = parts!;
      await expect(vector.restore({ parts: two })).rejects.toThrow(/given 2 snapshots; expected 3/);
    }
  });

  it('steps in the order of the calls, also where nobody waits between them', async () => {
    const one = await sync('CartPole-v1', { count: 2 });
    const two = await worker('CartPole-v1', { count: 2, workers: 2 });
    const played = [];
    for (const vector of [one, two]) {
      const reset = vector.reset({ seed: 1 });
      const steps = [Float64Array.of(0, 1), Float64Array.of(1, 1)].map((actions) => vector.step(actions));
      played.push([await reset, ...(await Promise.all(steps))].map(({ observations }) => observations));
    }
    expect(played[1]).toEqual(played[0]);
    expect(played[0]![2]).not.toEqual(played[0]![1]);
  });

  it('is made of one task: others would write into its rows', async () => {
    const [one, other] = [await make('InvertedPendulum-v5'), await make('InvertedDoublePendulum-v5')];
    expect(() => new SyncVectorEnvironment([one, other])).toThrow(/other observations than the first one/);
    one.dispose();
    other.dispose();
  });

  it('goes on after an error in one worker as the synchronous one does: nobody else is left half done', async () => {
    // The second worker still steps, slowly, while the first has failed already.
    const options = { count: 2, options: { frameSkip: 200 } };
    const played = [];
    for (const vector of [await sync('Humanoid-v4', options), await worker('Humanoid-v4', options)]) {
      await vector.reset({ seed: 1 });
      const actions = new Float64Array(2 * 17);
      actions[0] = NaN;
      await expect(vector.step(actions)).rejects.toThrow(/action/);
      const { observations } = await vector.reset({ seed: 7 });
      const step = await vector.step(new Float64Array(2 * 17));
      played.push([observations, step.observations]);
    }
    expect(played[1]).toEqual(played[0]);
  });

  it('says of a finished sub-environment in a worker what the synchronous one says', async () => {
    const options = { count: 2, autoreset: 'disabled' as const, options: { maxEpisodeSteps: 1 } };
    const vector = await worker('CartPole-v1', options);
    await vector.reset({ seed: 1 });
    await vector.step(Float64Array.of(0, 0));
    await expect(vector.step(Float64Array.of(0, 0))).rejects.toMatchObject({ code: 'MNR_VECTOR_FINISHED' });
    await vector.dispose();
  });

  it('can be disposed of twice, and says so when it is used afterwards', async () => {
    const vector = await worker('CartPole-v1', { count: 1 });
    await vector.dispose();
    await vector.dispose();
    await expect(vector.step(Float64Array.of(0))).rejects.toMatchObject({
      code: 'MNR_VECTOR_WORKER',
      message: expect.stringContaining('it was disposed of') as string,
    });
  });

  it('reports what goes wrong in a worker', async () => {
    await expect(worker('Hopper-v9', { count: 1 })).rejects.toMatchObject({
      code: 'MNR_ENVIRONMENT_UNKNOWN',
      kind: 'input',
      hint: expect.any(String) as string,
    });
    const vector = await worker('CartPole-v1', { count: 1 });
    await vector.reset({ seed: 1 });
    await expect(vector.step(new Float64Array(4))).rejects.toThrow(/given 4 numbers of actions; expected 1/);
    await expect(vector.step(Float64Array.of(NaN))).rejects.toThrow(/expected 0 \(push left\) or 1/);
  });
});
