import { startBackend } from '@minorant/compile';
import { extensionPoints, pipeline, RandomStream, RandomStreams } from '@minorant/core';
import envs from '@minorant/envs';
import rl from '@minorant/rl';
import {
  componentSuite,
  describeConformance,
  PointEnvironment,
  policyOptimizerSuite,
  testContext,
} from '@minorant/testing';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';

import plugin, { Td3Agent, td3Component, td3Options } from './index.js';

beforeAll(async () => {
  await startBackend();
});

describeConformance('td3', componentSuite, { component: td3Component });
describeConformance('td3', policyOptimizerSuite, {
  create: async (seed) => {
    const context = await testContext({ plugins: [plugin], seed, execution: 'compiled' });
    const small = { hidden: [8], batchSize: 8, learningStarts: 5, stepsPerRound: 25 };
    const policy = await context.create(extensionPoints.policyOptimizer, { id: 'td3', ...small });
    return { policy, counter: context.counter, random: context.random };
  },
  observationSize: 1,
  actionSpace: new PointEnvironment().actionSpace,
});

describe('Td3Agent', () => {
  const options = td3Options.parse({ hidden: [4], tau: 0.5, policyDelay: 3, learningRate: 0.01 });
  const make = () =>
    new Td3Agent({
      ...{ options, observationSize: 2, low: Float64Array.of(-2), high: Float64Array.of(4) },
      random: new RandomStreams(1),
    });
  const batch = () => ({
    observations: tf.tensor2d([0, 1, 2, 3], [2, 2]),
    actions: tf.tensor2d([1, -2], [2, 1]),
    rewards: tf.tensor1d([1, 2]),
    nextObservations: tf.tensor2d([1, 1, 0, 0], [2, 2]),
    terminated: tf.tensor1d([0, 1]),
    demonstration: tf.tensor1d([0, 0]),
  });
  const parameters = (agent: Td3Agent, part: string): number[] => [
    ...(agent.snapshot().parts![part]!.tensors!['parameters']!.data as Float32Array),
  ];

  it('moves the critics in each update, the policy and all targets in every third', () => {
    const agent = make();
    const random = new RandomStream(2);
    for (let update = 1; update <= 6; update++) {
      const before = ['actor', 'targetActor', 'critics', 'targetCritics'].map((part) =>
        parameters(agent, part),
      );
      const moments = JSON.stringify(agent.snapshot().parts!['actorOptimizer']);
      tf.tidy(() => agent.update(batch(), agent.noise(2, random)));
      const after = ['actor', 'targetActor', 'critics', 'targetCritics'].map((part) =>
        parameters(agent, part),
      );
      const hasMoved = after.map((numbers, i) => numbers.some((number, j) => number !== before[i]![j]));
      const isTurn = update % 3 === 0;
      expect(hasMoved, `update ${update}`).toEqual([isTurn, isTurn, true, isTurn]);
      expect(JSON.stringify(agent.snapshot().parts!['actorOptimizer']) === moments).toBe(!isTurn);
    }
    agent.dispose();
  });

  it('acts within its box, the same with and without tensors', () => {
    const agent = make();
    const random = new RandomStream(3);
    for (let i = 0; i < 50; i++) {
      const [action] = agent.act(Float32Array.of(9 * random.normal(), 1), random);
      expect(action).toBeGreaterThanOrEqual(-2);
      expect(action).toBeLessThanOrEqual(4);
    }
    const rows = tf.tensor2d([0.3, -1], [1, 2]);
    expect(agent.mostLikelyActions(rows).dataSync()[0]).toBeCloseTo(
      agent.act(Float32Array.of(0.3, -1))[0]!,
      5,
    );
    expect(agent, 'a deterministic policy has no likelihood').not.toHaveProperty('logProbabilities');
    agent.dispose();
  });
});

describe('td3', () => {
  it('balances the pole', async () => {
    const run = await pipeline({
      seed: 1,
      plugins: [envs, rl, plugin],
      environment: 'InvertedPendulum-v4',
      algorithm: 'reinforcement-learning',
      policy: {
        ...{ id: 'td3', hidden: [64, 64], batchSize: 64, learningRate: 1e-3, tau: 0.05 },
        ...{ learningStarts: 1000, stepsPerRound: 500, actionNoise: 0.3 },
      },
      budget: { steps: 8000 },
      evaluation: { every: 1000, episodes: 3 },
    });
    const { best } = await run.train();
    await run.dispose();
    // 1,000 is the highest return there is; random actions have 5.
    expect(best!.evaluation.meanReward).toBeGreaterThan(900);
  }, 600_000);

  it('refuses a task that it cannot learn', async () => {
    const context = await testContext({ plugins: [plugin], environment: false });
    await expect(context.create(extensionPoints.policyOptimizer, 'td3')).rejects.toThrow(
      /the run has no and no ones/,
    );
  });
});
