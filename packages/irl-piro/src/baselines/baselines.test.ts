import * as tf from '@tensorflow/tfjs';
import { startBackend } from '@minorant/compile';
import { RandomStream, type CreateContext, type PolicyOptimizer, type RewardModel } from '@minorant/core';
import {
  componentSuite,
  describeConformance,
  rewardModelSuite,
  rewardOptimizerSuite,
} from '@minorant/testing';
import { beforeAll, describe, expect, it } from 'vitest';

import { MlpReward } from '../reward-models/mlp-reward.js';
import { likelyPolicy } from '../test-support/likely-policy.js';
import { actionSpace, ScriptedPolicy } from '../test-support/scripted-policy.js';
import { scriptedTask } from '../test-support/scripted-task.js';
import { expectRefusesNaN } from '../test-support/refuses-nan.js';
import { rowTensors } from '../transitions/row-tensors.js';
import type { TransitionRows } from '../transitions/transition-rows.js';
import { AdversarialImitation, type AdversarialMethod } from './adversarial-imitation.js';
import type { AdversarialOptions } from './adversarial-options.js';
import { airlMethod, airlOptions } from './airl.js';
import { AirlReward } from './airl-reward.js';
import { BehaviourCloning, behaviourCloningOptions } from './behaviour-cloning.js';
import { crossEntropy } from './cross-entropy.js';
import { dacOptions } from './dac.js';
import { DemonstrationReward } from './demonstration-reward.js';
import { discriminatorMethod, gailOptions, rewardForms } from './gail.js';
import { gradientPenalty } from './gradient-penalty.js';
import { hypeOptions } from './hype.js';
import { baselines } from './index.js';
import { IqLearn, iqLearnOptions } from './iq-learn.js';
import { momentMatchingOptions, momentMethod } from './moment-matching.js';
import { Sqil, sqilOptions } from './sqil.js';
import { TransformedReward } from './transformed-reward.js';

beforeAll(async () => {
  await startBackend();
});

for (const component of baselines) describeConformance(component.id, componentSuite, { component });

const mlp = (
  seed: number,
  inputs = { observation: true, action: true, nextObservation: false, absorbing: true },
): MlpReward =>
  new MlpReward({
    inputs,
    observationSize: 2,
    actionSpace,
    hidden: [16, 16],
    activation: 'tanh',
    bound: 10,
    random: new RandomStream(seed),
  });
const observationOnly = { observation: true, action: false, nextObservation: false, absorbing: false };
const airlReward = (seed: number): AirlReward =>
  new AirlReward(mlp(seed), mlp(seed + 1, observationOnly), 0.9);

const models: Record<string, (seed: number) => RewardModel> = {
  AirlReward: airlReward,
  TransformedReward: (seed) => new TransformedReward(mlp(seed), rewardForms.positive),
};
for (const [name, create] of Object.entries(models)) {
  describeConformance(name, rewardModelSuite, { create, observationSize: 2, actionSize: 1 });
}

const small = { rolloutSteps: 40, batchSize: 32, discriminatorUpdates: 2, learningRate: 3e-3 };
const gailSmall = gailOptions.parse({ ...small, absorbingStates: true });
const dacSmall = dacOptions.parse({ ...small, negatives: 'rollouts' });
const momentSmall = momentMatchingOptions.parse({ ...small, policyRounds: 1 });
const hypeSmall = hypeOptions.parse({ ...small, policyRounds: 1 });
const airlSmall = airlOptions.parse({ ...small, absorbingStates: true });

const methods: Record<string, readonly [() => AdversarialMethod, AdversarialOptions]> = {
  gail: [() => discriminatorMethod('gail', mlp(7), gailSmall), gailSmall],
  dac: [() => discriminatorMethod('dac', mlp(7), dacSmall), dacSmall],
  airl: [() => airlMethod(airlReward(7), airlSmall), airlSmall],
  mm: [() => momentMethod('mm', mlp(7), momentSmall), momentSmall],
  hype: [() => momentMethod('hype', mlp(7), hypeSmall), hypeSmall],
};

async function adversarial(
  id: string,
  seed: number,
  discriminatorUpdates = 2,
): Promise<{ algorithm: AdversarialImitation; random: RandomStream }> {
  const [method, options] = methods[id]!;
  const { task } = await scriptedTask();
  const { policy, random } = likelyPolicy(seed);
  const algorithm = new AdversarialImitation(
    { task, method: method(), policy, random, execution: 'eager' },
    {
      ...options,
      discriminatorUpdates,
    },
  );
  return { algorithm, random };
}

for (const id of Object.keys(methods)) {
  describeConformance(id, rewardOptimizerSuite, { create: (seed) => adversarial(id, seed) });
}

describeConformance('bc', rewardOptimizerSuite, {
  create: async (seed) => {
    const { task } = await scriptedTask();
    const { policy, random } = likelyPolicy(seed);
    const options = behaviourCloningOptions.parse({ stepsPerIteration: 3, batchSize: 8 });
    return { algorithm: new BehaviourCloning(task, policy, options, random), random };
  },
});

describe('adversarial imitation', () => {
  it.each(Object.keys(methods))('%s learns to reward the expert above the policy', async (id) => {
    const { algorithm } = await adversarial(id, 3, 25);
    const gaps: number[] = [];
    for (let i = 0; i < 2; i++) gaps.push((await algorithm.iterate()).metrics['reward/gap']!);
    expect(gaps.at(-1)).toBeGreaterThan(Math.max(gaps[0]!, 0));
    algorithm.dispose();
  });

  it('refuses AIRL without a likelihood, and cloning without imitation', async () => {
    const { task } = await scriptedTask();
    const parts = {
      task,
      policy: new ScriptedPolicy(1),
      random: new RandomStream(1),
      execution: 'eager' as const,
    };
    expect(() => new AdversarialImitation({ ...parts, method: methods['airl']![0]() }, airlSmall)).toThrow(
      expect.objectContaining({ code: 'MNR_IRL_NO_LIKELIHOOD' }),
    );
    const options = behaviourCloningOptions.parse({});
    expect(() => new BehaviourCloning(task, parts.policy, options, parts.random)).toThrow(
      expect.objectContaining({ code: 'MNR_IRL_NO_LIKELIHOOD' }),
    );
  });

  it('refuses a policy that ignores rewards', async () => {
    const { task } = await scriptedTask();
    const { policy, random } = likelyPolicy(1);
    const ignoring = Object.assign(policy, { learnsFrom: 'demonstrations' as const });
    const refused = expect.objectContaining({ code: 'MNR_RUN_POLICY_IGNORES_REWARD' }) as Error;
    const method = methods['gail']![0]();
    const parts = { task, method, policy: ignoring, random, execution: 'eager' as const };
    expect(() => new AdversarialImitation(parts, gailSmall)).toThrow(refused);
    expect(() => new Sqil(task, ignoring, sqilOptions.parse({}))).toThrow(refused);
  });

  it('leaves no tensor behind when it cannot be made, or when its discriminator is not finite', async () => {
    const { context } = await scriptedTask();
    const component = baselines.find(({ id }) => id === 'airl')!;
    const made: { dispose(): void }[] = [];
    const create = (point: { readonly id: string }) => {
      made.push(
        point.id === 'reward-model' ? mlp(1, { ...observationOnly, action: true }) : new ScriptedPolicy(1),
      );
      return Promise.resolve(made.at(-1));
    };
    const random = { stream: () => new RandomStream(1) };
    const before = tf.memory().numTensors;
    const making = async () =>
      component.create(airlOptions.parse({}), { ...context, create, random } as unknown as CreateContext);
    await expect(making()).rejects.toMatchObject({ code: 'MNR_IRL_NO_LIKELIHOOD' });
    // What the context made, the run disposes of.
    for (const part of made) part.dispose();
    expect(tf.memory().numTensors).toBe(before);

    const { algorithm } = await adversarial('gail', 1);
    await expectRefusesNaN(algorithm);
  });

  it.each([true, false])(
    'refuses a reward that disagrees about absorbing states: %s',
    async (absorbingStates) => {
      const { task } = await scriptedTask();
      const { policy, random } = likelyPolicy(1);
      const inputs = { observation: true, action: true, nextObservation: false, absorbing: !absorbingStates };
      const method = discriminatorMethod('gail', mlp(1, inputs), gailSmall);
      const make = (): AdversarialImitation =>
        new AdversarialImitation(
          { task, method, policy, random, execution: 'eager' },
          { ...gailSmall, absorbingStates },
        );
      expect(make).toThrow(expect.objectContaining({ code: 'MNR_IRL_ABSORBING_INPUT' }));
    },
  );

  it('gives log-probabilities of the policy to AIRL: its logit is f - log pi', async () => {
    const { policy } = likelyPolicy(1);
    const model = airlReward(1);
    const { task } = await scriptedTask();
    const rows = rowTensors(task.expert);
    const logPi = tf.tensor1d(
      Float32Array.from(
        await policy.logProbabilities(new Float64Array(0), Float64Array.from(task.expert.actions)),
      ),
    );
    const logits = airlMethod(model, airlSmall).logits(rows, logPi).dataSync();
    const f = model.forward(rows).dataSync();
    logits.forEach((logit, i) => {
      const action = task.expert.actions[i]!;
      expect(logit).toBeCloseTo(f[i]! + 0.5 * action ** 2 + 0.5 * Math.log(2 * Math.PI), 4);
    });
  });

  it('falls with the number of iterations: the learning rate of moment matching', () => {
    const method = momentMethod('mm', mlp(1), momentSmall);
    expect([1, 2, 4].map((k) => method.learningRate!(k))).toEqual([3e-3, 1.5e-3, 0.75e-3]);
  });
});

describe('losses', () => {
  it('cross-entropy is 2 log 2 for a discriminator that knows nothing, and finite for one that is certain', () => {
    const [zero, large] = [tf.tensor1d([0, 0]), tf.tensor1d([500, 500])];
    expect(crossEntropy(zero, zero).dataSync()[0]).toBeCloseTo(2 * Math.log(2), 6);
    expect(crossEntropy(large, tf.neg(large)).dataSync()[0]).toBeCloseTo(0, 6);
    expect(crossEntropy(tf.neg(large), large).dataSync()[0]).toBeCloseTo(1000, 2);
  });

  it('reward forms are those of D = sigmoid(logit)', () => {
    const logits = [-2, 0, 3];
    const tensor = tf.tensor1d(logits);
    const values = (form: keyof typeof rewardForms): number[] => [...rewardForms[form](tensor).dataSync()];
    logits.forEach((logit, i) => {
      const d = 1 / (1 + Math.exp(-logit));
      expect(values('positive')[i]).toBeCloseTo(-Math.log(1 - d), 5);
      expect(values('negative')[i]).toBeCloseTo(Math.log(d), 5);
      expect(values('symmetric')[i]).toBeCloseTo(Math.log(d) - Math.log(1 - d), 5);
    });
  });

  it('AIRL pays no shaping for the end of an episode: the potential of the absorbing state is zero', () => {
    const model = airlReward(3);
    const row = (x: number): tf.Tensor2D => tf.tensor2d([[x, x]]);
    const ends = { observations: row(1), actions: tf.tensor2d([[0]]), absorbing: tf.tensor1d([0]) };
    const value = (next: number, nextAbsorbing: number): number =>
      model
        .forward({ ...ends, nextObservations: row(next), nextAbsorbing: tf.tensor1d([nextAbsorbing]) })
        .dataSync()[0]!;
    expect(value(2, 0)).not.toBe(value(-2, 0));
    expect(value(2, 1)).toBe(value(-2, 1));
    const base = model.base.forward(ends).dataSync()[0]!;
    const here = model.potential.forward({ observations: row(1) }).dataSync()[0]!;
    expect(value(2, 1)).toBeCloseTo(base - here, 6);
    const flag = tf.tensor1d([1]);
    const after = { ...ends, nextObservations: row(0), absorbing: flag, nextAbsorbing: flag };
    expect(model.forward(after).dataSync()[0]).toBe(
      model.base.forward({ ...ends, absorbing: flag }).dataSync()[0],
    );
  });

  it('the gradient penalty measures the slope between the rows, by finite differences', () => {
    const model = mlp(4);
    const rows = (value: number): TransitionRows => ({
      count: 1,
      observationSize: 2,
      actionSize: 1,
      observations: Float32Array.of(value, -value),
      actions: Float32Array.of(value / 2),
      nextObservations: new Float32Array(2),
      absorbing: new Float32Array(1),
      nextAbsorbing: new Float32Array(1),
      weights: Float32Array.of(1),
    });
    const [expert, policy] = [rowTensors(rows(1)), rowTensors(rows(0))];
    const mixing = tf.tensor1d([0.25]);
    const penalty = gradientPenalty(model, expert, policy, mixing, 0.4).dataSync()[0]!;
    // A quarter of the way from the expert's row to the policy's.
    const at = [0.75, -0.75, 0.375, 0];
    const reward = (x: number[]): number =>
      model
        .forward({
          observations: tf.tensor2d([x.slice(0, 2)]),
          actions: tf.tensor2d([x.slice(2, 3)]),
          absorbing: tf.tensor1d([x[3]!]),
        })
        .dataSync()[0]!;
    const slopes = at.map((_, k) => {
      const shifted = (step: number): number[] => at.map((x, j) => (j === k ? x + step : x));
      return (reward(shifted(1e-2)) - reward(shifted(-1e-2))) / 2e-2;
    });
    expect(penalty).toBeCloseTo((Math.hypot(...slopes.slice(0, 3)) - 0.4) ** 2, 4);

    // By observations in units of 3 and 0.5, and by the absorbing flag; actions are as they are.
    const scaled = gradientPenalty(model, expert, policy, mixing, 0.4, {
      scale: Float32Array.of(3, 0.5),
      byAbsorbing: true,
    });
    const inUnits = Math.hypot(3 * slopes[0]!, 0.5 * slopes[1]!, slopes[2]!, slopes[3]!);
    expect(scaled.dataSync()[0]).toBeCloseTo((inUnits - 0.4) ** 2, 3);
  });

  it('the gradient penalty can be differentiated again, and its descent takes the slope to the target', async () => {
    const { Adam } = await import('@minorant/compile');
    const model = mlp(4);
    const { task } = await scriptedTask();
    const rows = rowTensors(task.expert);
    const mixing = tf.zeros<tf.Rank.R1>([task.expert.count]);
    const optimizer = new Adam(model.variables, { learningRate: 1e-2 });
    let last = Infinity;
    for (let i = 0; i < 200; i++) {
      last = optimizer.minimize(() => gradientPenalty(model, rows, rows, mixing, 1)).dataSync()[0]!;
    }
    expect(last).toBeLessThan(0.05);
  });
});

describe('negatives from the replay', () => {
  it('come without rollouts, and need a policy with a replay', async () => {
    const { task } = await scriptedTask();
    const options = dacOptions.parse({ ...small, discount: 0.9 });
    const run = (policy: PolicyOptimizer): AdversarialImitation => {
      const method = discriminatorMethod('dac', mlp(7), options);
      const random = new RandomStream(1);
      return new AdversarialImitation({ task, method, policy, random, execution: 'eager' }, options);
    };
    expect(() => run(new ScriptedPolicy(1))).toThrow(
      expect.objectContaining({ code: 'MNR_IRL_NO_REPLAY' }) as Error,
    );
    const nothingYet = (): never => {
      throw new Error('The replay is empty.');
    };
    const early = run(Object.assign(new ScriptedPolicy(1), { sampleReplay: nothingYet }));
    expect(await early.iterate({ signal: AbortSignal.abort() })).toEqual({ metrics: {} });
    early.dispose();
    const policy = Object.assign(new ScriptedPolicy(1), {
      sampleReplay: (count: number, random: RandomStream) => ({
        count,
        observations: random.fillNormal(new Float32Array(2 * count)).map((x) => x - 2),
        actions: new Float32Array(count),
        nextObservations: new Float32Array(2 * count),
        terminated: Float32Array.from({ length: count }, (_, i) => Number(i % 8 === 0)),
      }),
    });
    const algorithm = run(policy);
    const accuracies: number[] = [];
    for (let i = 0; i < 10; i++) {
      accuracies.push((await algorithm.iterate()).metrics['discriminator/accuracy']!);
    }
    expect(policy.rolloutCount).toBe(0);
    expect(accuracies.at(-1)).toBeGreaterThan(accuracies[0]!);
    algorithm.dispose();
  });
});

describe('SQIL', () => {
  it('puts half of each batch from the demonstrations, and rewards those rows alone', async () => {
    const { task } = await scriptedTask();
    const { policy } = likelyPolicy(1);
    const algorithm = new Sqil(task, policy, sqilOptions.parse({}));
    expect(policy.demonstrations).toEqual({ episodes: task.demonstrations, share: 0.5 });
    const observations = tf.zeros<tf.Rank.R2>([3, 2]);
    const reward = new DemonstrationReward();
    expect(reward.inputs.demonstration).toBe(true);
    expect([...reward.predict({ observations, demonstration: tf.tensor1d([0, 1, 1]) }).dataSync()]).toEqual([
      0, 1, 1,
    ]);
    expect([...reward.predict({ observations }).dataSync()]).toEqual([0, 0, 0]);
    algorithm.dispose();
  });
});

describe('IQ-Learn', () => {
  it('refuses a policy optimizer that maximises a reward, and takes one that learns from demonstrations', async () => {
    const { task } = await scriptedTask();
    const { policy } = likelyPolicy(1);
    expect(() => new IqLearn(task, policy, iqLearnOptions.parse({}))).toThrow(
      expect.objectContaining({ code: 'MNR_IRL_POLICY_LEARNS_FROM_REWARD' }),
    );
    const imitating = Object.assign(policy, { learnsFrom: 'demonstrations' as const });
    new IqLearn(task, imitating, iqLearnOptions.parse({})).dispose();
    expect(policy.demonstrations?.share).toBe(0.5);
  });
});

describe('behaviour cloning', () => {
  it('shows the policy aligned pairs, raises their likelihood, and ends', async () => {
    const { task } = await scriptedTask();
    const { policy, random } = likelyPolicy(1);
    const options = behaviourCloningOptions.parse({ batchSize: 16, stepsPerIteration: 20, iterations: 2 });
    const algorithm = new BehaviourCloning(task, policy, options, random);
    const stopped = await algorithm.iterate({ signal: AbortSignal.abort() });
    // No likelihood was measured.
    expect(stopped.metrics).toEqual({ 'bc/steps': 0 });
    const first = await algorithm.iterate();
    const second = await algorithm.iterate();
    expect([stopped.finished, first.finished, second.finished]).toEqual([false, false, true]);
    expect(second.metrics['bc/neglogp']).toBeLessThan(first.metrics['bc/neglogp']!);
    const [episode] = task.demonstrations;
    policy.seen.actions.forEach((action, i) => {
      const t = episode!.actions.indexOf(action);
      expect(t).toBeGreaterThanOrEqual(0);
      expect(policy.seen.observations.slice(2 * i, 2 * i + 2)).toEqual([
        ...episode!.observations.slice(2 * t, 2 * t + 2),
      ]);
    });
  });
});
