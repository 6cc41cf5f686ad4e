import * as tf from '@tensorflow/tfjs';
import { startBackend } from '@minorant/compile';
import { RandomStream, type CreateContext } from '@minorant/core';
import { describeConformance, rewardOptimizerSuite } from '@minorant/testing';
import { beforeAll, describe, expect, it } from 'vitest';

import { MlpReward } from '../reward-models/mlp-reward.js';
import { actionSpace, gaussianEpisode, ScriptedPolicy } from '../test-support/scripted-policy.js';
import { scriptedTask } from '../test-support/scripted-task.js';
import { expectRefusesNaN } from '../test-support/refuses-nan.js';
import { fIrl as fIrlComponent } from './f-irl-component.js';
import { divergences } from './f-irl-divergences.js';
import { fIrlOptions } from './f-irl-options.js';
import { FIrl, trajectoryCovariance } from './f-irl.js';
import { trajectoryRows } from './trajectory-rows.js';

beforeAll(async () => {
  await startBackend();
});

async function fIrl(
  seed: number,
  options: object = {},
): Promise<{ algorithm: FIrl; random: RandomStream; expertGap: () => number }> {
  const { task } = await scriptedTask();
  const model = (stream: number): MlpReward =>
    new MlpReward({
      inputs: { observation: true, action: false, nextObservation: false, absorbing: true },
      observationSize: 2,
      actionSpace,
      hidden: [8],
      activation: 'tanh',
      bound: 10,
      random: new RandomStream(stream),
    });
  const random = new RandomStream(seed);
  const reward = model(1);
  const algorithm = new FIrl(
    { task, reward, discriminator: model(2), policy: new ScriptedPolicy(seed), random, execution: 'eager' },
    fIrlOptions.parse({
      rolloutSteps: 20,
      discriminatorUpdates: 3,
      batchSize: 16,
      expertTrajectories: 2,
      ...options,
    }),
  );
  /** Reward at the expert's centre less that at the policy's. */
  const expertGap = (): number =>
    tf.tidy(() => {
      const [expert, policy] = reward
        .forward({
          observations: tf.tensor2d([
            [1, 1],
            [-1, -1],
          ]),
        })
        .dataSync();
      return expert! - policy!;
    });
  return { algorithm, random, expertGap };
}

describeConformance('f-irl', rewardOptimizerSuite, { create: (seed) => fIrl(seed) });

describe('f-IRL', () => {
  it.each([
    ['of what the reward says about absorbing states', { absorbingStates: false }, 'MNR_IRL_ABSORBING_INPUT'],
    ['of a policy that ignores rewards', {}, 'MNR_RUN_POLICY_IGNORES_REWARD'],
  ])('cannot be made because %s, and leaves no tensor behind then', async (_, options, code) => {
    const { context, makeReward } = await scriptedTask(1, {
      ...{ observation: true, action: false, nextObservation: false },
      ...{ absorbing: true, lastTransition: true },
    });
    const made: { dispose(): void }[] = [];
    const create = (point: { readonly id: string }) => {
      const ignoring = Object.assign(new ScriptedPolicy(1), { learnsFrom: 'demonstrations' });
      made.push(point.id === 'reward-model' ? makeReward() : ignoring);
      return Promise.resolve(made.at(-1));
    };
    const random = { stream: () => new RandomStream(1) };
    const before = tf.memory().numTensors;
    const making = async () =>
      fIrlComponent.create(fIrlOptions.parse(options), {
        ...{ ...context, create, random },
      } as unknown as CreateContext);
    await expect(making()).rejects.toMatchObject({ code });
    for (const part of made) part.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('leaves no tensor behind when the reward is not finite', async () => {
    const { algorithm } = await fIrl(1);
    await expectRefusesNaN(algorithm);
  });

  it.each(['fkl', 'rkl', 'js'])('learns to reward the states of the expert: %s', async (divergence) => {
    const { algorithm, expertGap } = await fIrl(1, {
      ...{ divergence, discriminatorUpdates: 20, batchSize: 64, rewardUpdates: 10 },
      ...{ learningRate: 1e-2, discriminatorLearningRate: 1e-2 },
    });
    const before = expertGap();
    for (let i = 0; i < 3; i++) await algorithm.iterate();
    expect(expertGap()).toBeGreaterThan(before + 0.3);
    algorithm.dispose();
  });

  it("weighs with -h_f: up to a constant, f(u) - u f'(u) with its sign turned", () => {
    const f = {
      fkl: (u: number) => u * Math.log(u),
      rkl: (u: number) => -Math.log(u),
      js: (u: number) => u * Math.log(u) - (1 + u) * Math.log((1 + u) / 2),
    };
    const logits = [-1.5, -0.2, 0.4, 1.3];
    for (const name of ['fkl', 'rkl', 'js'] as const) {
      const ours = divergences[name](tf.tensor1d(logits)).dataSync();
      const constants = logits.map((logit, i) => {
        const u = Math.exp(logit);
        const slope = (f[name](u + 1e-5) - f[name](u - 1e-5)) / 2e-5;
        return ours[i]! + (f[name](u) - u * slope);
      });
      for (const constant of constants) expect(constant).toBeCloseTo(constants[0]!, 4);
    }
  });

  it('pays nothing for the length of trajectories where the expert is matched', () => {
    for (const divergence of Object.values(divergences)) {
      expect(divergence(tf.tensor1d([0])).dataSync()[0]).toBeCloseTo(0, 6);
    }
  });

  it('is the covariance of sums over trajectories, absorbing states counted for their steps', async () => {
    const { task } = await scriptedTask();
    const random = new RandomStream(4);
    const episodes = [5, 8, 3].map((length, i) =>
      gaussianEpisode({ random, centre: 0, length, terminated: i > 0 }),
    );
    const trajectories = trajectoryRows(task, episodes);
    const count = trajectories.rows.weights.shape[0];
    const ratios = Array.from({ length: count }, () => random.normal());
    const rewards = Array.from({ length: count }, () => random.normal());
    const value = trajectoryCovariance(
      trajectories,
      tf.tensor1d(ratios),
      tf.tensor1d(rewards),
    ).dataSync()[0]!;

    // gamma = 0.9: an absorbing row stands for ten steps.
    const lengths = [5, 18, 13];
    const T = lengths.reduce((a, b) => a + b, 0) / 3;
    let row = 0;
    const sums = episodes.map(({ length }, n) => {
      const sum = { a: 0, b: 0 };
      for (let t = 0; t < length + (n > 0 ? 1 : 0); t++, row++) {
        const steps = t === length ? 10 : 1;
        sum.a -= steps * ratios[row]!;
        sum.b += steps * rewards[row]!;
      }
      return sum;
    });
    const mean = (g: (s: { a: number; b: number }) => number): number =>
      sums.reduce((x, s) => x + g(s), 0) / 3;
    const covariance = mean((s) => s.a * s.b) - mean((s) => s.a) * mean((s) => s.b);
    expect(value).toBeCloseTo(covariance / T, 3);
  });
});
