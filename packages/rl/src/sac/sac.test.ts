import * as tf from '@tensorflow/tfjs';
import { startBackend } from '@minorant/compile';
import type { PolicyOptimizer } from '@minorant/core';
import { beforeAll, describe, expect, it } from 'vitest';

import { PointEnvironment } from '../test-support/point-environment.js';
import { testContext } from '../test-support/test-context.js';
import { createSac } from './create-sac.js';
import { sacOptionsSchema, type SacOptions } from './sac-options.js';

const options = (changes: Partial<SacOptions> = {}): SacOptions => ({
  ...sacOptionsSchema.parse({ hidden: [32, 32], batchSize: 64, learningRate: 3e-3, learningStarts: 100 }),
  stepsPerRound: 100,
  gamma: 0.95,
  ...changes,
});

const make = (seed = 1, changes: Partial<SacOptions> = {}) =>
  createSac(
    options(changes),
    testContext(() => new PointEnvironment(), seed),
  );

async function meanReturn(policy: PolicyOptimizer): Promise<number> {
  const episodes = await policy.rollout({ minimumSteps: 400, deterministic: true, store: false });
  return episodes.reduce((sum, { rewards }) => sum + rewards.reduce((a, b) => a + b), 0) / episodes.length;
}

describe('sac', () => {
  beforeAll(async () => {
    await startBackend();
  });

  it('learns to bring the point to the origin', { timeout: 120_000 }, async () => {
    const policy = await make();
    const before = await meanReturn(policy);
    await policy.improve({ reward: 'environment', rounds: 10 });
    const after = await meanReturn(policy);
    // E[x0^2] = 4/3 is lost before the first move; going there at once costs about 0.5 more.
    expect(before).toBeLessThan(-8);
    expect(after).toBeGreaterThan(-3);
    policy.dispose();
  });

  it('gives the same bits for the same seed, and others for another', async () => {
    const run = async (seed: number) => {
      const policy = await make(seed);
      const { metrics } = await policy.improve({ reward: 'environment', rounds: 2 });
      const action = await policy.act(Float64Array.of(0.5, -1));
      policy.dispose();
      return { metrics, action };
    };
    const first = await run(3);
    expect(await run(3)).toEqual(first);
    expect((await run(4)).action).not.toEqual(first.action);
  });

  it('goes on from a snapshot in the middle of an episode as if it had never stopped', async () => {
    const changes = { stepsPerRound: 55, learningStarts: 30, normalizeObservations: 'running' } as const;
    const one = await make(5, changes);
    await one.improve({ reward: 'environment', rounds: 1 });
    await one.rollout({ minimumSteps: 10 });
    const saved = await one.snapshot();
    const other = await make(6, changes);
    await other.restore(saved);
    const outcomes = [];
    for (const policy of [one, other]) {
      const report = await policy.improve({ reward: 'environment', rounds: 1 });
      const episodes = await policy.rollout({ minimumSteps: 10 });
      outcomes.push({ report, episodes, snapshot: await policy.snapshot() });
      policy.dispose();
    }
    expect(outcomes[1]).toEqual(outcomes[0]);
  });

  it('acts without noise by the average of its actors, and with noise by the present one', async () => {
    const changes = { hidden: [8], averagePolicy: 0.75, learningStarts: 10, stepsPerRound: 1 };
    const policy = await make(1, changes);
    const parts = async () => (await policy.policySnapshot()).parts!;
    const of = async (name: string) => (await parts())[name]!.tensors!['parameters']!.data as Float32Array;
    expect(await of('averagedActor')).toEqual(await of('actor'));
    await policy.improve({ reward: 'environment', rounds: 11 });
    const average = await of('averagedActor');
    const before = await of('actor');
    await policy.improve({ reward: 'environment', rounds: 1 });
    const after = await of('actor');
    expect(after).not.toEqual(before);
    (await of('averagedActor')).forEach((value, i) =>
      expect(value).toBeCloseTo(0.75 * average[i]! + 0.25 * after[i]!, 6),
    );

    const observation = Float64Array.of(0.5);
    const act = () => policy.act(observation, { deterministic: true });
    const calm = await act();
    const exported = tf.tidy(() => policy.mostLikelyActions!(tf.tensor2d([[0.5]])).dataSync());
    calm.forEach((value, i) => expect(value).toBeCloseTo(exported[i]!, 5));
    const saved = await parts();
    await policy.restorePolicy({ parts: { ...saved, actor: saved['averagedActor']! } });
    expect(await act()).toEqual(calm);
    await policy.restorePolicy({ parts: { ...saved, averagedActor: saved['actor']! } });
    expect(await act()).not.toEqual(calm);
    policy.dispose();
  });

  it('lets its learning rates fall to zero with the environment steps, rollouts included', async () => {
    const changes = { annealLearningRate: 40, learningStarts: 10, stepsPerRound: 20, hidden: [8] };
    const policy = await make(1, changes);
    const rates = async () => {
      const agent = (await policy.snapshot()).parts!['agent']!;
      return ['actorOptimizer', 'criticOptimizer'].map(
        (name) => agent.parts![name]!.tensors!['0']!.data[0] as number,
      );
    };
    await policy.improve({ reward: 'environment', rounds: 1 });
    for (const rate of await rates()) expect(rate).toBeCloseTo(3e-3, 8);
    await policy.improve({ reward: 'environment', rounds: 1 });
    for (const rate of await rates()) expect(rate).toBeCloseTo(1.5e-3, 8);
    await policy.rollout({ minimumSteps: 1 });
    const actor = await policy.policySnapshot();
    await policy.improve({ reward: 'environment', rounds: 1 });
    expect(await rates()).toEqual([0, 0]);
    expect(await policy.policySnapshot()).toEqual(actor);
    policy.dispose();
    // Rounds of one iteration as well as iterations of one round.
    const [whole, parts] = [await make(1, changes), await make(1, changes)];
    await whole.improve({ reward: 'environment', rounds: 2 });
    for (let i = 0; i < 2; i++) await parts.improve({ reward: 'environment', rounds: 1 });
    expect(await whole.policySnapshot()).toEqual(await parts.policySnapshot());
    for (const one of [whole, parts]) one.dispose();
  });

  it('lets a fixed entropy coefficient fall to zero, so that the noise is worth nothing in the end', async () => {
    const changes = {
      annealEntropyCoefficient: 80,
      entropyCoefficient: 0.4,
      learningStarts: 10,
      hidden: [8],
    };
    const policy = await make(1, { ...changes, stepsPerRound: 20 });
    const coefficients: number[] = [];
    for (let round = 0; round < 5; round++) {
      const { metrics } = await policy.improve({ reward: 'environment', rounds: 1 });
      coefficients.push(metrics['train/ent_coef']!);
    }
    [0.4, 0.3, 0.2, 0.1, 0].forEach((expected, i) => expect(coefficients[i]).toBeCloseTo(expected, 6));
    policy.dispose();
  });

  it('refuses to let a learnt entropy coefficient fall', async () => {
    const code = 'MNR_RL_LEARNT_COEFFICIENT_ANNEALED';
    const before = tf.memory().numTensors;
    await expect(make(1, { annealEntropyCoefficient: 80, entropyCoefficient: 'auto' })).rejects.toMatchObject(
      { code },
    );
    expect(tf.memory().numTensors, 'tensors of a policy that was refused').toBe(before);
  });

  it('leaves no tensor behind', async () => {
    const before = tf.memory().numTensors;
    const policy = await make(1, { learningStarts: 10, stepsPerRound: 20 });
    await policy.improve({ reward: 'environment', rounds: 1 });
    const during = tf.memory().numTensors;
    await policy.improve({ reward: 'environment', rounds: 1 });
    expect(tf.memory().numTensors).toBe(during);
    policy.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});
