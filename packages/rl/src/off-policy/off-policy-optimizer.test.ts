import * as tf from '@tensorflow/tfjs';
import { exportOnnx, startBackend } from '@minorant/compile';
import { MinorantError, RandomStream, type RewardBatch, type RewardModel } from '@minorant/core';
import { beforeAll, describe, expect, it } from 'vitest';

import { createSac } from '../sac/create-sac.js';
import { sacDiscreteOptionsSchema, sacOptionsSchema, type SacOptions } from '../sac/sac-options.js';
import { createSacDiscrete } from '../sac-discrete/create-sac-discrete.js';
import { PointEnvironment } from '../test-support/point-environment.js';
import { testContext } from '../test-support/test-context.js';

/** The same reward everywhere, held in a variable. */
class ConstantReward implements RewardModel {
  readonly specificationVersion = 'v1';
  readonly inputs = { observation: true, action: false, nextObservation: false, absorbing: false };
  readonly value = tf.variable(tf.scalar(0));
  readonly variables = [this.value];
  predict({ observations }: RewardBatch): tf.Tensor1D {
    return tf.add(tf.zeros([observations.shape[0]]), this.value);
  }
  readonly forward = (batch: RewardBatch) => this.predict(batch);
  clone = () => this;
  copyFrom = () => undefined;
  snapshot = () => ({});
  restore = () => undefined;
  dispose = () => this.value.dispose();
}

const make = async (changes: Partial<SacOptions> = {}, execution: 'compiled' | 'eager' = 'compiled') => {
  const options = {
    ...sacOptionsSchema.parse({ hidden: [16], batchSize: 16 }),
    learningStarts: 10,
    stepsPerRound: 30,
  };
  const context = testContext(() => new PointEnvironment(), 1, { execution });
  return { policy: await createSac({ ...options, ...changes }, context), counter: context.counter };
};

describe('OffPolicyOptimizer', () => {
  beforeAll(async () => {
    await startBackend();
  });

  it('counts every step, and makes one update for each after the random ones', async () => {
    const { policy, counter } = await make();
    const first = await policy.improve({ reward: 'environment', rounds: 2 });
    expect(first).toMatchObject({ environmentSteps: 60, updates: 50 });
    expect(counter.steps).toBe(60);
    const episodes = await policy.rollout({ minimumSteps: 25 });
    const rolled = episodes.reduce((sum, { length }) => sum + length, 0);
    expect(counter.steps).toBe(60 + rolled);
    expect(await policy.improve({ reward: 'environment', rounds: 1 })).toMatchObject({
      ...{ environmentSteps: 30, updates: 30 + rolled },
    });
    await policy.rollout({ minimumSteps: 1, store: false });
    expect(await policy.improve({ reward: 'environment', rounds: 1 })).toMatchObject({ updates: 30 });
    policy.dispose();
  });

  it('gives draws from its replay, without touching its own random streams', async () => {
    const { policy } = await make();
    await policy.improve({ reward: 'environment', rounds: 1 });
    const sample = policy.sampleReplay!(500, new RandomStream(3));
    expect(sample.observations.length / sample.count).toBe(sample.nextObservations.length / sample.count);
    // Thirty transitions are all there is to draw from.
    expect(new Set(Array.from(sample.observations, (x, i) => `${x} ${sample.actions[i]}`)).size).toBe(30);
    const { policy: other } = await make();
    await other.improve({ reward: 'environment', rounds: 1 });
    const after = [await policy.improve({ reward: 'environment', rounds: 1 })];
    after.push(await other.improve({ reward: 'environment', rounds: 1 }));
    expect(after[0]).toEqual(after[1]);
    policy.dispose();
    other.dispose();
  });

  it('makes fewer updates with a training frequency, and stops when aborted', async () => {
    const { policy } = await make({ trainFrequency: 4, gradientSteps: 2, learningStarts: 10 });
    expect(await policy.improve({ reward: 'environment', rounds: 3 })).toMatchObject({ updates: 40 });
    const aborted = await policy.improve({ reward: 'environment', rounds: 3, signal: AbortSignal.abort() });
    expect(aborted).toMatchObject({ environmentSteps: 0, updates: 0 });
    policy.dispose();
  });

  it('trains on the present reward of the model, for old transitions too', async () => {
    const { policy } = await make();
    const reward = new ConstantReward();
    await policy.improve({ reward, rounds: 1 });
    reward.value.assign(tf.scalar(5));
    const { metrics } = await policy.improve({ reward, rounds: 1 });
    expect(metrics['train/reward']).toBe(5);
    policy.dispose();
    reward.dispose();
  });

  it('draws the share of each batch from the demonstrations', async () => {
    const { policy } = await make({ batchSize: 20 });
    policy.addDemonstrations(
      [
        {
          ...{ length: 1, observationSize: 1, actionSize: 1, observations: Float64Array.of(0, 0) },
          ...{ actions: Float64Array.of(0), rewards: Float64Array.of(1e6) },
          ...{ terminations: Uint8Array.of(0), truncations: Uint8Array.of(1) },
        },
      ],
      { share: 0.25 },
    );
    const { metrics } = await policy.improve({ reward: 'environment', rounds: 1 });
    // A quarter of rewards of a million; the others lie between -50 and 0.
    expect(metrics['train/reward']! / 1e6).toBeCloseTo(0.25, 3);
    // A reward model is told which rows are the expert's.
    const sqil = new ConstantReward();
    sqil.predict = ({ demonstration }: RewardBatch) => demonstration!.clone();
    expect((await policy.improve({ reward: sqil, rounds: 1 })).metrics['train/reward']).toBe(0.25);
    sqil.dispose();
    expect(() => policy.addDemonstrations([], { share: 1 })).toThrow(/at least 0 and below 1/);
    policy.dispose();
  });

  it('collects whole episodes, aligned, ending as the environment said', async () => {
    const { policy } = await make();
    const episodes = await policy.rollout({ minimumSteps: 30, maximumEpisodes: 3 });
    for (const { length, observations, actions, rewards, terminations, truncations } of episodes) {
      expect(observations).toHaveLength(length + 1);
      for (let t = 0; t < length; t++) {
        // The next position is the present one and half the action: only for the aligned pair.
        expect(observations[t + 1]).toBeCloseTo(observations[t]! + 0.5 * actions[t]!, 6);
        if (t < length - 1) expect(rewards[t]).toBeCloseTo(-(observations[t]! ** 2), 6);
      }
      expect(terminations[length - 1]! + truncations[length - 1]!).toBe(1);
    }
    policy.dispose();
  });

  it('imitates with maximum likelihood and ships the policy by its snapshot', async () => {
    const { policy } = await make({ learningRate: 3e-3, hidden: [32] });
    const observations = Float64Array.from({ length: 64 }, (_, i) => i / 16 - 2);
    const actions = observations.map((x) => -x * 0.8);
    for (let i = 0; i < 600; i++) await policy.imitate!(observations, actions);
    const { policy: other } = await make({ hidden: [32] });
    await other.restorePolicy(await policy.policySnapshot());
    for (const one of [policy, other]) {
      const [action] = await one.act(Float64Array.of(1), { deterministic: true });
      expect(action).toBeCloseTo(-0.8, 1);
    }
    const { policy: scaled } = await make({ hidden: [32], normalizeObservations: 'running' });
    const saved = await policy.policySnapshot();
    expect(() => scaled.restorePolicy(saved)).toThrow(
      /normalisation is none, and this component needs running/,
    );
    for (const one of [policy, other, scaled]) one.dispose();
  });

  it('is a function of tensors too, which exports with its normalisation inside', async () => {
    // The last update lies 50 observations back.
    const { policy } = await make({ normalizeObservations: 'running', trainFrequency: 50 });
    await policy.improve({ reward: 'environment', rounds: 1 });
    const observations = Float64Array.of(-2, -0.3, 1.7);
    const acted = await policy.act(observations, { deterministic: true });
    const actions = policy.mostLikelyActions!(tf.tensor2d([...observations], [3, 1]));
    actions.dataSync().forEach((action, i) => expect(action).toBeCloseTo(acted[i]!, 4));
    const bytes = await exportOnnx((rows: tf.Tensor2D) => ({ action: policy.mostLikelyActions!(rows) }), {
      inputs: { observation: { shape: [null, 1] } },
    });
    expect(bytes.length).toBeGreaterThan(4 * 16);
    policy.dispose();
  });

  it('knows every observation so far when it is asked for log-probabilities, as after a restore', async () => {
    const options = { normalizeObservations: 'running', learningStarts: 1000 } as const;
    const { policy } = await make(options);
    await policy.improve({ reward: 'environment', rounds: 1 });
    const { policy: restored } = await make(options);
    await restored.restore(await policy.snapshot());
    const pair = [Float64Array.of(1.7), Float64Array.of(0.3)] as const;
    expect(await policy.logProbabilities!(...pair)).toEqual(await restored.logProbabilities!(...pair));
    for (const one of [policy, restored]) one.dispose();
  });

  it('updates eagerly to the same numbers', async () => {
    const outcomes = [];
    for (const execution of ['compiled', 'eager'] as const) {
      const { policy } = await make({}, execution);
      const { metrics } = await policy.improve({ reward: 'environment', rounds: 1 });
      outcomes.push(metrics['train/critic_loss']!);
      policy.dispose();
    }
    expect(Math.abs(outcomes[1]! / outcomes[0]! - 1)).toBeLessThan(1e-3);
  });

  it('says which numbers it was given that are no observations and actions', async () => {
    const { policy } = await make();
    const two = Float64Array.of(0, 1);
    await expect(policy.logProbabilities!(two, Float64Array.of(0))).rejects.toThrow(
      /actions have length 1; expected 2 \(2 rows of 1\)/,
    );
    await expect(policy.act(Float64Array.of(0, NaN))).rejects.toThrow(/observations have NaN in row 1/);
    await expect(policy.imitate!(two, Float64Array.of(0, Infinity))).rejects.toThrow(/Infinity in row 1/);
    policy.dispose();
    const options = sacDiscreteOptionsSchema.parse({ hidden: [8] });
    const environment = new PointEnvironment(true);
    const flat = { ...environment.observationSpace, shape: [2], low: two, high: two };
    const context = testContext(() => Object.assign(environment, { observationSpace: flat }));
    const discrete = await createSacDiscrete(options, context);
    const code = 'MNR_RL_VALUES';
    // An action of the next row would be marked instead.
    await expect(discrete.imitate!(Float64Array.of(0, 1, 2, 3), Float64Array.of(4, 0))).rejects.toThrow(
      expect.objectContaining({ code }),
    );
    await expect(discrete.act(Float64Array.of(0, 1, 2))).rejects.toThrow(/length 3; expected rows of 2/);
    discrete.dispose();
  });

  it('frees its tensors where a loss is no number', async () => {
    const { policy } = await make();
    await policy.improve({ reward: 'environment', rounds: 1 });
    const reward = new ConstantReward();
    reward.value.assign(tf.scalar(NaN));
    const before = tf.memory().numTensors;
    await expect(policy.improve({ reward, rounds: 1 })).rejects.toThrow(/not a finite number/);
    expect(tf.memory().numTensors).toBe(before);
    policy.dispose();
    reward.dispose();
  });

  it('says what does not fit before it makes anything', async () => {
    const options = sacOptionsSchema.parse({});
    const discrete = testContext(() => new PointEnvironment(true));
    await expect(createSac(options, discrete)).rejects.toThrow(/sac needs a box action space.*3 actions/);
    const unbounded = Object.assign(new PointEnvironment(), {
      actionSpace: new PointEnvironment().observationSpace,
    });
    // There is no wrapper that bounds actions.
    const refusal: unknown = await createSac(
      options,
      testContext(() => unbounded),
    ).catch((reason: unknown) => reason);
    expect(MinorantError.isInstance(refusal) && refusal.hint).toMatch(/finite bounds in the environment/);
    const { environment: _, ...bare } = discrete;
    const error = await createSac(options, bare).catch((reason: unknown) => reason);
    expect(MinorantError.isInstance(error) && error.code).toBe('MNR_RL_NO_ENVIRONMENT');
    const normalized = { ...options, normalizeObservations: 'demonstrations' as const };
    await expect(
      createSac(
        normalized,
        testContext(() => new PointEnvironment()),
      ),
    ).rejects.toThrow(/has none/);
  });
});
