import * as tf from '@tensorflow/tfjs';
import { startBackend } from '@minorant/compile';
import { beforeAll, describe, expect, it } from 'vitest';

import { sacDiscreteOptionsSchema } from '../sac/sac-options.js';
import { PointEnvironment } from '../test-support/point-environment.js';
import { testContext } from '../test-support/test-context.js';
import { createSacDiscrete } from './create-sac-discrete.js';

const make = (seed = 1) =>
  createSacDiscrete(
    {
      ...sacDiscreteOptionsSchema.parse({ hidden: [32, 32], batchSize: 64, learningRate: 3e-3, gamma: 0.95 }),
      entropyCoefficient: 0.05,
      stepsPerRound: 100,
    },
    testContext(() => new PointEnvironment(true), seed),
  );

describe('sac-discrete', () => {
  beforeAll(async () => {
    await startBackend();
  });

  it('learns to bring the point to the origin in steps of one half', { timeout: 120_000 }, async () => {
    const policy = await make();
    const meanReturn = async () => {
      const episodes = await policy.rollout({ minimumSteps: 1000, deterministic: true, store: false });
      return (
        episodes.reduce((sum, { rewards }) => sum + rewards.reduce((a, b) => a + b), 0) / episodes.length
      );
    };
    const before = await meanReturn();
    await policy.improve({ reward: 'environment', rounds: 12 });
    // From x0 uniform in [-2, 2] the best is about -2.5: the way there in half steps, then at most 1/4 off.
    const after = await meanReturn();
    expect(before).toBeLessThan(-10);
    expect(after).toBeGreaterThan(-4);
    policy.dispose();
  });

  it('imitates actions: the likelihood of the given ones rises to nearly one', async () => {
    const policy = await make(2);
    const observations = Float64Array.from({ length: 40 }, (_, i) => -2 + i / 10);
    const actions = observations.map((x) => (x > 0 ? 0 : 2));
    const losses = [];
    for (let i = 0; i < 200; i++) losses.push(await policy.imitate!(observations, actions));
    expect(losses[0]).toBeGreaterThan(0.5);
    expect(losses.at(-1)).toBeLessThan(0.1);
    expect(await policy.act(Float64Array.of(-1, 1), { deterministic: true })).toEqual(Float64Array.of(2, 0));
    const logProbabilities = await policy.logProbabilities!(observations, actions);
    expect(-logProbabilities.reduce((a, b) => a + b) / 40).toBeLessThanOrEqual(losses.at(-1)!);
    policy.dispose();
  });

  it('leaves no tensor behind', async () => {
    const before = tf.memory().numTensors;
    const policy = await make();
    await policy.improve({ reward: 'environment', rounds: 2 });
    await policy.imitate!(Float64Array.of(1), Float64Array.of(1));
    policy.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});
