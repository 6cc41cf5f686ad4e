import { Mlp, startBackend } from '@minorant/compile';
import { RandomStream, type RewardInputs } from '@minorant/core';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';

import { actionSpace } from '../test-support/scripted-policy.js';
import { MlpReward, type MlpRewardOptions } from './mlp-reward.js';

const all: RewardInputs = { observation: true, action: true, nextObservation: true, absorbing: true };

const scale = { mean: Float32Array.of(5, 0), std: Float32Array.of(2, 1), clip: 3 };

const options = {
  inputs: all,
  observationSize: 2,
  actionSpace,
  hidden: [8],
  activation: 'tanh' as const,
  bound: 2,
  random: new RandomStream(1),
};

function model(inputs: Partial<RewardInputs> = {}): MlpReward {
  return new MlpReward({
    ...options,
    inputs: { ...all, ...inputs },
    standardisation: scale,
    random: new RandomStream(1),
  });
}

const batch = (observation: number, action = 0.5, absorbing = 0) => ({
  observations: tf.tensor2d([[observation, 1]]),
  actions: tf.tensor2d([[action]]),
  nextObservations: tf.tensor2d([[observation, 2]]),
  absorbing: tf.tensor1d([absorbing]),
});

describe('MlpReward', () => {
  beforeAll(async () => {
    await startBackend();
  });

  it('reads only what it declares', () => {
    const value = (reward: MlpReward, ...row: Parameters<typeof batch>) =>
      reward.forward(batch(...row)).dataSync()[0];
    const stateOnly = model({ action: false });
    expect(value(stateOnly, 4, 0.5)).toBe(value(stateOnly, 4, -0.5));
    expect(value(stateOnly, 4)).not.toBe(value(stateOnly, 6));
    expect(value(model(), 4, 0.5)).not.toBe(value(model(), 4, -0.5));
    const { observations } = batch(1);
    expect(() => model().forward({ observations })).toThrow(
      expect.objectContaining({ code: 'MNR_IRL_REWARD_BATCH' }),
    );
  });

  it('sees the observations of absorbing rows where it reads the final one, and never their actions', () => {
    const reward = model({ lastTransition: true });
    const value = (...row: Parameters<typeof batch>) => reward.forward(batch(...row)).dataSync()[0];
    expect(value(4, 0.5, 1)).not.toBe(value(6, 0.5, 1));
    expect(value(4, 0.5, 1)).toBe(value(4, -0.2, 1));
    expect(value(4, 0, 1)).not.toBe(value(4, 0, 0));
    expect(value(4, 0.5, 0)).toBe(
      model()
        .forward(batch(4, 0.5, 0))
        .dataSync()[0],
    );
    expect(() => model({ lastTransition: true, absorbing: false })).toThrow(
      expect.objectContaining({ code: 'MNR_IRL_LAST_TRANSITION' }),
    );
  });

  it('sees nothing but the flag in absorbing rows', () => {
    const reward = model();
    const value = (...row: Parameters<typeof batch>) => reward.forward(batch(...row)).dataSync()[0];
    expect(value(4, 0.5, 1)).toBe(value(9, -0.2, 1));
    expect(value(5, 0, 1)).not.toBe(value(5, 0, 0));
  });

  it('sees the flag as large as it is told to', () => {
    const make = (absorbingScale?: number) =>
      new MlpReward({
        ...options,
        standardisation: scale,
        random: new RandomStream(1),
        ...(absorbingScale && { absorbingScale }),
      });
    const network = new Mlp({
      ...{ inputs: 6, hidden: [8], outputs: 1, activation: 'tanh' },
      random: new RandomStream(1),
    });
    const values = (reward: MlpReward) =>
      [0, 1].map((flag) => reward.forward(batch(4, 0.5, flag)).dataSync()[0]!);
    const expected = [1, 5].map((flag) => 2 * Math.tanh(network.applyArrays([0, 0, 0, 0, 0, flag])[0]! / 2));
    const [plain, large] = [values(make()), values(make(5))];
    expect([plain[1], large[1]]).toEqual(expected.map((value) => expect.closeTo(value, 5) as number));
    expect(large[0]).toBe(plain[0]);
    expect(values(make(5).clone())).toEqual(large);
  });

  it('stays within its bound and clips far observations', () => {
    const reward = model();
    reward.variables[0]!.assign(tf.fill(reward.variables[0]!.shape, 50));
    expect(Math.abs(reward.forward(batch(1e6)).dataSync()[0]!)).toBeLessThanOrEqual(2);
    const fresh = model();
    expect(fresh.forward(batch(1e6)).dataSync()).toEqual(fresh.forward(batch(1e7)).dataSync());
  });

  it('clones, copies and restores its numbers, independently', () => {
    const reward = model();
    const clone = reward.clone();
    const other = model();
    reward.variables[0]!.assign(tf.fill(reward.variables[0]!.shape, 0.1));
    expect(clone.forward(batch(4)).dataSync()).not.toEqual(reward.forward(batch(4)).dataSync());
    clone.copyFrom(reward);
    other.restore(reward.snapshot());
    expect(clone.forward(batch(4)).dataSync()).toEqual(reward.forward(batch(4)).dataSync());
    expect(other.forward(batch(4)).dataSync()).toEqual(reward.forward(batch(4)).dataSync());
  });

  it('saves the scale of its observations, and cannot do without it', () => {
    const make = (rest: Partial<MlpRewardOptions>) => new MlpReward({ ...options, ...rest });
    const reward = model();
    const value = (of: MlpReward) => of.forward(batch(4)).dataSync();
    const bare = make({ awaitsStandardisation: true });
    const reference = bare.clone();
    expect(value(bare)).not.toEqual(value(reward));
    bare.restore(reward.snapshot());
    reference.copyFrom(bare);
    expect([value(bare), value(reference), value(bare.clone())]).toEqual(Array(3).fill(value(reward)));

    const { network } = reward.snapshot().parts!;
    const early = { parts: { network: network! } };
    const scaled = make({ standardisation: scale });
    scaled.restore(early);
    expect(value(scaled)).toEqual(value(reward));
    make({}).restore(early);
    const failure = expect.objectContaining({ code: 'MNR_IRL_REWARD_SCALE' }) as Error;
    expect(() => make({ awaitsStandardisation: true }).restore(early)).toThrow(failure);
    expect(() => make({ observationSize: 3 }).restore(reward.snapshot())).toThrow(failure);
  });

  it('frees all its tensors', () => {
    const before = tf.memory().numTensors;
    const reward = model();
    reward.clone().dispose();
    reward.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});
