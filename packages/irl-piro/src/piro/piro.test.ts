import { startBackend } from '@minorant/compile';
import { RandomStream, type RewardModel, type TrustRegion } from '@minorant/core';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';

import { MlIrl } from '../ml-irl/ml-irl.js';
import { gaussianEpisode, ScriptedPolicy } from '../test-support/scripted-policy.js';
import { scriptedTask } from '../test-support/scripted-task.js';
import { expectRefusesNaN } from '../test-support/refuses-nan.js';
import { rowTensors } from '../transitions/row-tensors.js';
import { AdaptiveL2, EarlyStop, FixedL2, LineSearch, NoTrustRegion } from '../trust-regions/index.js';
import { Piro } from './piro.js';
import { mlIrlOptions, piroOptions } from './piro-options.js';

/** No environment is stepped here. */
const counter = { steps: 0 };

async function piro(trustRegion: TrustRegion, options: object, execution: 'eager' | 'compiled' = 'eager') {
  const { task, makeReward } = await scriptedTask();
  const reward = makeReward();
  const random = new RandomStream(2);
  const parts = { task, reward, policy: new ScriptedPolicy(5), trustRegion, random, counter, execution };
  const algorithm = new Piro(parts, piroOptions.parse({ rolloutSteps: 80, ...options }));
  return { task, reward, algorithm, random };
}

const parameters = (reward: RewardModel): number[] =>
  reward.variables.flatMap((variable) => [...variable.dataSync()]);

describe('Piro', () => {
  beforeAll(async () => {
    await startBackend();
  });

  it('holds theta_old through all inner steps: the reported change is counted from before the first one', async () => {
    const { task, reward, algorithm } = await piro(new NoTrustRegion(), {
      innerSteps: 8,
      learningRate: 1e-2,
    });
    const before = reward.clone();
    const { metrics } = await algorithm.iterate();

    // The same change, recomputed by hand over D_E and the D_S that a policy of the same seed rolls out.
    const agentRows = task.rows(await new ScriptedPolicy(5).rollout({ minimumSteps: 80 }));
    const meanSquare = (rows: typeof agentRows): number => {
      const batch = rowTensors(rows);
      const now = [...reward.forward(batch).dataSync()];
      const then = [...before.forward(batch).dataSync()];
      return now.reduce((sum, value, i) => sum + (value - then[i]!) ** 2, 0) / now.length;
    };
    const expected = Math.sqrt((meanSquare(task.expert) + meanSquare(agentRows)) / 2);
    expect(metrics['trust_region/change']).toBeCloseTo(expected, 4);
    expect(expected).toBeGreaterThan(0.2);
  });

  it('feels a penalty that is not zero, and moves less for it', async () => {
    const settings = { innerSteps: 20, learningRate: 1e-2 };
    const free = await piro(new FixedL2({ coefficient: 1e-9 }), settings);
    const limited = await piro(new FixedL2({ coefficient: 20 }), settings);
    const far = (await free.algorithm.iterate()).metrics;
    const near = (await limited.algorithm.iterate()).metrics;
    expect(near['trust_region/penalty']).toBeGreaterThan(1e-3);
    expect(near['trust_region/change']).toBeLessThan(0.25 * far['trust_region/change']!);
    expect(near['reward/surrogate_gain']).toBeGreaterThan(0);
  });

  it('reports the gain of the surrogate, not the difference between the batches that it saw', async () => {
    const options = { innerSteps: 5, learningRate: 1e-9, expertBatchSize: 4, policyBatchSize: 4 };
    const { algorithm } = await piro(new NoTrustRegion(), options);
    const { metrics } = await algorithm.iterate();
    expect(Math.abs(metrics['reward/surrogate_gain']!)).toBeLessThan(1e-6);
  });

  it('keeps the change near its target over iterations by adapting mu (Eq. 11)', async () => {
    const region = new AdaptiveL2({ target: 0.1, initialCoefficient: 0.01 });
    const { algorithm } = await piro(region, { innerSteps: 20, learningRate: 1e-2 });
    const changes: number[] = [];
    for (let i = 0; i < 25; i++) changes.push((await algorithm.iterate()).metrics['trust_region/change']!);
    expect(changes[0]).toBeGreaterThan(0.3);
    expect(Math.max(...changes.slice(-3))).toBeLessThan(0.2);
    expect(region.coefficient).toBeGreaterThan(0.01);
  });

  it('ends the inner loop early once the change passes the target', async () => {
    const { algorithm } = await piro(new EarlyStop({ target: 0.1, penalty: false }), {
      innerSteps: 50,
      learningRate: 1e-2,
    });
    const { metrics } = await algorithm.iterate();
    expect(metrics['reward/inner_steps']).toBeLessThan(20);
    expect(metrics['trust_region/change']).toBeGreaterThan(0.1);
    expect(metrics['trust_region/change']).toBeLessThan(0.25);
  });

  it('takes a step back that goes too far, and keeps what remains within the target', async () => {
    const { algorithm } = await piro(new LineSearch({ target: 0.05 }), {
      innerSteps: 50,
      learningRate: 3e-2,
    });
    const { metrics } = await algorithm.iterate();
    expect(metrics['trust_region/change']).toBeLessThanOrEqual(0.05);
    expect(metrics['trust_region/change']).toBeGreaterThan(0.005);
  });

  it('is ML-IRL, bit for bit, with one inner step and no penalty, as the learning rate falls', async () => {
    const settings = { rolloutSteps: 80, learningRate: 1e-2, rewardPenalty: 0.1, annealLearningRate: 500 };
    const { task, makeReward } = await scriptedTask();
    const parts = () => {
      const count = { steps: 0 };
      const policy = new ScriptedPolicy(5);
      const rollout = policy.rollout.bind(policy);
      policy.rollout = (options) => {
        count.steps += options.minimumSteps;
        return rollout(options);
      };
      const random = new RandomStream(2);
      return { task, reward: makeReward(), policy, random, counter: count, execution: 'eager' as const };
    };
    const [one, two] = [parts(), parts()];
    const { reward } = one;
    const other = two.reward;
    const options = piroOptions.parse({ ...settings, innerSteps: 1 });
    const algorithm = new Piro({ ...one, trustRegion: new NoTrustRegion() }, options);
    const mlIrl = new MlIrl(two, mlIrlOptions.parse(settings));
    for (let i = 0; i < 5; i++) {
      const a = (await algorithm.iterate()).metrics;
      const b = (await mlIrl.iterate()).metrics;
      expect(a['reward/gap']).toBe(b['reward/gap']);
      expect(parameters(reward)).toEqual(parameters(other));
    }
  });

  it.each(['piro', 'ml-irl'])('tells what living and the end of an episode pay (%s)', async (id) => {
    const { task, makeReward } = await scriptedTask();
    const reward = makeReward();
    const episode = gaussianEpisode({
      ...{ random: new RandomStream(3), centre: -1 },
      ...{ length: 20, terminated: true },
    });
    const policy = new ScriptedPolicy(5);
    policy.rollout = () => Promise.resolve([episode]);
    const rewards = [...reward.forward(rowTensors(task.rows([episode]))).dataSync()];
    const shared = {
      task,
      reward,
      policy,
      random: new RandomStream(2),
      counter,
      execution: 'eager' as const,
    };
    const algorithm =
      id === 'piro'
        ? new Piro({ ...shared, trustRegion: new NoTrustRegion() }, piroOptions.parse({}))
        : new MlIrl(shared, mlIrlOptions.parse({}));
    const { metrics } = await algorithm.iterate();
    expect(rewards).toHaveLength(21);
    expect(metrics['reward/living']).toBeCloseTo(rewards.slice(0, 20).reduce((a, b) => a + b) / 20, 5);
    expect(metrics['reward/absorbing']).toBeCloseTo(rewards[20]!, 5);
  });

  it('learns a flatter reward with a gradient penalty, also of a reward that does not read actions', async () => {
    const spread = async (gradientPenalty: number): Promise<number> => {
      const inputs = { observation: true, action: false, nextObservation: false, absorbing: true };
      const { task, makeReward } = await scriptedTask(1, inputs);
      const parts = {
        ...{ task, reward: makeReward(), policy: new ScriptedPolicy(5), trustRegion: new NoTrustRegion() },
        ...{ random: new RandomStream(2), counter, execution: 'compiled' as const },
      };
      const options = { rolloutSteps: 80, innerSteps: 100, learningRate: 1e-2, gradientPenalty };
      const algorithm = new Piro(parts, piroOptions.parse(options));
      await algorithm.iterate();
      const { metrics } = await algorithm.iterate();
      algorithm.dispose();
      return metrics['reward/gap']!;
    };
    const steep = await spread(0);
    const flat = await spread(1);
    expect(flat).toBeGreaterThan(0);
    expect(flat).toBeLessThan(0.5 * steep);
  });

  it('collects D_S anew for each inner step when told to', async () => {
    const { task, makeReward } = await scriptedTask();
    const policy = new ScriptedPolicy(5);
    const algorithm = new Piro(
      {
        task,
        reward: makeReward(),
        policy,
        trustRegion: new NoTrustRegion(),
        random: new RandomStream(2),
        counter,
        execution: 'eager',
      },
      piroOptions.parse({ rolloutSteps: 80, innerSteps: 4, freshRollouts: true }),
    );
    await algorithm.iterate();
    expect(policy.rolloutCount).toBe(4);

    // Aborted while the third is collected: the steps so far count.
    const abort = new AbortController();
    const rollout = policy.rollout.bind(policy);
    policy.rollout = (options) => {
      if (policy.rolloutCount === 6) abort.abort();
      return rollout(options);
    };
    const { metrics } = await algorithm.iterate({ signal: abort.signal });
    expect(metrics['reward/inner_steps']).toBe(2);
  });

  it('moves the reward less and less over the steps it was given, and not at all after the last', async () => {
    const changeAfter = async (steps: number): Promise<number> => {
      const { task, makeReward } = await scriptedTask();
      const parts = {
        ...{ task, reward: makeReward(), policy: new ScriptedPolicy(5), trustRegion: new NoTrustRegion() },
        ...{ random: new RandomStream(2), counter: { steps }, execution: 'eager' as const },
      };
      const options = { rolloutSteps: 80, innerSteps: 1, annealLearningRate: 1000 };
      const algorithm = new Piro(parts, piroOptions.parse(options));
      const { metrics } = await algorithm.iterate();
      algorithm.dispose();
      return metrics['trust_region/change']!;
    };
    const whole = await changeAfter(0);
    expect(whole).toBeGreaterThan(0);
    expect((await changeAfter(750)) / whole).toBeCloseTo(0.25, 2);
    expect(await changeAfter(1000)).toBe(0);
    expect(await changeAfter(1500)).toBe(0);
  });

  it('goes on from a snapshot as if it had never stopped', async () => {
    const settings = {
      innerSteps: 5,
      expertBatchSize: 32,
      policyBatchSize: 32,
      rolloutHistory: 2,
      learningRate: 1e-2,
    };
    const one = await piro(new AdaptiveL2({}), settings);
    await one.algorithm.iterate();
    const saved = await one.algorithm.snapshot();
    const draws = one.random.snapshot();
    const expected = (await one.algorithm.iterate()).metrics;

    // One that has gone further than what it goes back to.
    const two = await piro(new AdaptiveL2({}), settings);
    for (let i = 0; i < 3; i++) await two.algorithm.iterate();
    await two.algorithm.restore(saved);
    two.random.restore(draws);
    expect((await two.algorithm.iterate()).metrics).toEqual(expected);
    expect(parameters(two.reward)).toEqual(parameters(one.reward));
  });

  it('refuses a reward that is not finite', async () => {
    const { task, makeReward } = await scriptedTask();
    const parts = () => {
      const random = new RandomStream(2);
      return { task, reward: makeReward(), policy: new ScriptedPolicy(5), random, counter };
    };
    const trustRegion = new NoTrustRegion();
    for (const algorithm of [
      new Piro({ ...parts(), trustRegion, execution: 'eager' }, piroOptions.parse({})),
      new MlIrl({ ...parts(), execution: 'eager' }, mlIrlOptions.parse({})),
    ]) {
      await expectRefusesNaN(algorithm);
    }
  });

  it('refuses a policy that cannot take what it is to be given, and leaves no tensor behind', async () => {
    const { task, makeReward } = await scriptedTask();
    const reward = makeReward();
    const scripted = new ScriptedPolicy(5);
    const imitating = Object.assign(new ScriptedPolicy(5), { learnsFrom: 'demonstrations' as const });
    const parts = { task, reward, random: new RandomStream(2), counter, execution: 'eager' as const };
    const trustRegion = new NoTrustRegion();
    const before = tf.memory().numTensors;
    const settings = { demonstrationShare: 0.5 };
    const refused = expect.objectContaining({ code: 'MNR_RUN_POLICY_IGNORES_REWARD' }) as Error;
    const makePiro = (policy: ScriptedPolicy) => () =>
      new Piro({ ...parts, policy, trustRegion }, piroOptions.parse(settings));
    const makeMlIrl = (policy: ScriptedPolicy) => () =>
      new MlIrl({ ...parts, policy }, mlIrlOptions.parse(settings));
    for (const make of [makePiro, makeMlIrl]) {
      expect(make(imitating)).toThrow(refused);
      expect(make(scripted)).toThrow('A scripted policy has no replay.');
    }
    expect(tf.memory().numTensors).toBe(before);
  });

  it('leaves no tensor behind', async () => {
    const before = tf.memory().numTensors;
    const { task, makeReward } = await scriptedTask();
    const algorithm = new Piro(
      {
        task,
        reward: makeReward(),
        policy: new ScriptedPolicy(5),
        trustRegion: new AdaptiveL2({}),
        random: new RandomStream(2),
        counter,
        execution: 'eager',
      },
      piroOptions.parse({ rolloutSteps: 80 }),
    );
    await algorithm.iterate();
    const during = tf.memory().numTensors;
    await algorithm.iterate();
    expect(tf.memory().numTensors).toBe(during);
    algorithm.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});
