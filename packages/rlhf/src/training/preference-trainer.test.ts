import { startBackend } from '@minorant/compile';
import { RandomStream, type Episode, type PreferenceCandidate } from '@minorant/core';
import { describeConformance, rewardModelSuite } from '@minorant/testing';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';

import { SegmentComparisons, TextComparisons } from '../comparisons/comparison-encoder.js';
import { NgramEncoder } from '../encoders/ngram-encoder.js';
import { reportCard } from '../evaluation/report-card.js';
import { choice, voted } from '../preferences/make-preference.js';
import { EnsembleReward } from '../rewards/ensemble-reward.js';
import { FeatureReward } from '../rewards/feature-reward.js';
import { PlainRegion } from '../test-support/penalties.js';
import { politeness } from '../test-support/politeness.js';
import { PreferenceTrainer, type PreferenceTrainerOptions } from './preference-trainer.js';

const SIZE = 256;
function trainer(region = new PlainRegion(), options: Partial<PreferenceTrainerOptions> = {}) {
  const reward = new FeatureReward({ size: SIZE, random: new RandomStream(1) });
  const random = new RandomStream(2);
  const encoder = new TextComparisons(new NgramEncoder({ size: SIZE, order: 1 }));
  const defaults = {
    batchSize: 16,
    learningRate: 0.05,
    weightDecay: 0,
    labelNoise: 0,
    centring: 0,
    candidates: 2,
  };
  const made = new PreferenceTrainer(
    { reward, trustRegion: region, encoder, random, execution: 'eager' },
    { ...defaults, ...options },
  );
  return { reward, random, trainer: made };
}

const parameters = (reward: FeatureReward) => [...reward.variables[0]!.dataSync()];

describe('PreferenceTrainer', () => {
  beforeAll(async () => {
    await startBackend();
  });

  it('learns what makes answers better, and how sure to be', async () => {
    const { trainer: bradleyTerry } = trainer();
    const report = await bradleyTerry.update(politeness(100, 1), { steps: 60 });
    expect(report.steps).toBe(60);
    const test = politeness(60, 2);
    expect(reportCard(test, await bradleyTerry.scores(test)).accuracy).toBeGreaterThan(0.95);
  });

  it('holds theta_old through all steps: the reported change is counted from before the first one', async () => {
    const { reward, trainer: bradleyTerry } = trainer(new PlainRegion(), { batchSize: 20 });
    const records = politeness(20, 1);
    await bradleyTerry.update(records, { steps: 5 });
    const before = (await bradleyTerry.scores(records)).flat();
    const { change } = await bradleyTerry.update(records, { steps: 10 });
    const after = (await bradleyTerry.scores(records)).flat();
    const expected = Math.sqrt(
      after.reduce((sum, score, i) => sum + (score - before[i]!) ** 2, 0) / after.length,
    );
    expect(change).toBeCloseTo(expected, 4);
    expect(change).toBeGreaterThan(0.05);
    reward.dispose();
  });

  it('moves less under a penalty, stops at a limit, and tells the region how far it went', async () => {
    const records = politeness(40, 1);
    const free = await trainer().trainer.update(records, { steps: 30 });
    const limited = await trainer(new PlainRegion({ coefficient: 3 })).trainer.update(records, { steps: 30 });
    expect(limited.change).toBeLessThan(0.5 * free.change);
    expect(limited.penalty).toBeGreaterThan(0);
    const region = new PlainRegion({ limit: 0.1 });
    const stopped = await trainer(region).trainer.update(records, { steps: 30 });
    expect(stopped.steps).toBeLessThan(30);
    expect(stopped.change).toBeGreaterThan(0.1);
    expect(region.adapted).toEqual([stopped.change]);
  });

  it('takes ties and rankings of more than two, padded', async () => {
    const text = (value: string): PreferenceCandidate => ({ kind: 'text', text: value });
    const three = voted({
      prompt: 'a',
      candidates: [text('blue'), text('green'), text('grass')],
      votes: [0, 3, 1],
    });
    const tie = voted({ prompt: 'b', candidates: [text('sky'), text('walk')], votes: [1, 1] });
    const { trainer: bradleyTerry } = trainer(undefined, { candidates: 3, batchSize: 2 });
    await bradleyTerry.update([three, tie], { steps: 300 });
    const [scores, equal] = await bradleyTerry.scores([three, tie]);
    const exponentials = scores!.map(Math.exp);
    const sum = exponentials.reduce((total, value) => total + value, 0);
    const expected = [0, 0.75, 0.25];
    exponentials.forEach((value, k) => expect(Math.abs(value / sum - expected[k]!)).toBeLessThan(0.05));
    expect(Math.abs(equal![0]! - equal![1]!)).toBeLessThan(0.05);
  });

  it('scores segments by the sum of the rewards of their steps', async () => {
    const segment = (values: number[]): PreferenceCandidate => ({
      kind: 'segment',
      segment: {
        length: values.length,
        observationSize: 1,
        actionSize: 1,
        observations: Float64Array.from([...values, 99]),
        actions: new Float64Array(values.length),
        rewards: new Float64Array(values.length),
        terminations: new Uint8Array(values.length),
        truncations: new Uint8Array(values.length),
      } satisfies Episode,
    });
    const encoder = new SegmentComparisons({ length: 3, observationSize: 1, actionSize: 1 });
    const reward = new FeatureReward({ size: 1, random: new RandomStream(1) });
    reward.variables[0]!.assign(tf.tensor1d([2, 0.5]));
    const parts = {
      reward,
      trustRegion: new PlainRegion(),
      encoder,
      random: new RandomStream(1),
      execution: 'eager' as const,
    };
    const segments = new PreferenceTrainer(parts, {
      ...{ batchSize: 4, learningRate: 0.1, weightDecay: 0, labelNoise: 0, centring: 0, candidates: 2 },
    });
    const record = (a: number[], b: number[]) =>
      choice({ prompt: undefined, chosen: segment(a), rejected: segment(b) });
    // A step of value x is worth 2 x + 0.5; the state after the last step counts for nothing, nor does padding.
    expect(await segments.scores([record([1, 2, 3], [4])])).toEqual([[13.5, 8.5]]);
    await expect(segments.scores([record([1, 2, 3, 4], [4])])).rejects.toMatchObject({
      code: 'MNR_PREFERENCES_SEGMENT',
    });
    await expect(segments.scores(politeness(1, 1))).rejects.toMatchObject({
      code: 'MNR_PREFERENCES_CANDIDATE',
    });
  });

  it('lets segments that terminated go on in the absorbing state', async () => {
    const segment = (length: number, terminated: boolean): PreferenceCandidate => ({
      kind: 'segment',
      segment: {
        length,
        observationSize: 1,
        actionSize: 1,
        observations: new Float64Array(length + 1).fill(2),
        actions: new Float64Array(length).fill(3),
        rewards: new Float64Array(length),
        terminations: new Uint8Array(length).fill(terminated ? 1 : 0, length - 1),
        truncations: new Uint8Array(length),
      },
    });
    const sizes = { length: 3, observationSize: 1, actionSize: 1 };
    const candidates = [segment(1, true), segment(3, true), segment(1, false)];
    const going = await new SegmentComparisons({ ...sizes, absorbingStates: true }).encode(candidates);
    expect([...going.absorbing!]).toEqual([0, 1, 1, 0, 0, 0, 0, 0, 0]);
    expect(going.lengths).toEqual([3, 3, 1]);
    expect([...going.observations]).toEqual([2, 0, 0, 2, 2, 2, 2, 0, 0]);
    const final = { ...sizes, absorbingStates: true, lastTransitions: true };
    expect([...(await new SegmentComparisons(final).encode(candidates)).observations]).toEqual([
      ...[2, 2, 2],
      ...[2, 2, 2],
      ...[2, 0, 0],
    ]);
    const ending = await new SegmentComparisons(sizes).encode(candidates);
    expect(ending.lengths).toEqual([1, 3, 1]);
    expect(ending.absorbing).toBeUndefined();
  });

  it('learns each member of an ensemble, on weights of its own, within one trust region', async () => {
    const members = [0, 1, 2].map(() => new FeatureReward({ size: SIZE, random: new RandomStream(1) }));
    const reward = new EnsembleReward(members);
    const encoder = new TextComparisons(new NgramEncoder({ size: SIZE, order: 1 }));
    const records = politeness(60, 1);
    const learner = new PreferenceTrainer(
      { reward, trustRegion: new PlainRegion(), encoder, random: new RandomStream(2), execution: 'compiled' },
      { batchSize: 20, learningRate: 0.05, weightDecay: 0, labelNoise: 0, centring: 0, candidates: 2 },
    );
    const { change } = await learner.update(records.slice(0, 20), { steps: 10 });
    const own = await learner.memberScores(records.slice(0, 20));
    // They began at zero, so the change is the root mean square over all members.
    const squares = own.flat(2).map((score) => score ** 2);
    expect(change).toBeCloseTo(Math.sqrt(squares.reduce((a, b) => a + b, 0) / squares.length), 4);
    expect(own[0]).not.toEqual(own[1]);
    await learner.update(records, { steps: 60 });
    const test = politeness(60, 2);
    for (const scores of await learner.memberScores(test)) {
      expect(reportCard(test, scores).accuracy).toBeGreaterThan(0.9);
    }
    await learner.normalise(records, { scale: true });
    const texts = records.flatMap(({ candidates }) => candidates);
    const { observations } = await encoder.encode(texts);
    const values = reward.predict({ observations: tf.tensor2d(observations, [texts.length, SIZE]) });
    const { mean, variance } = tf.moments(values);
    expect(mean.dataSync()[0]).toBeCloseTo(0, 4);
    expect(variance.dataSync()[0]).toBeCloseTo(1, 3);
    learner.dispose();
    reward.dispose();
  });

  it('goes on from a snapshot as if it had never stopped', async () => {
    const records = politeness(40, 1);
    const one = trainer();
    await one.trainer.update(records, { steps: 5 });
    const saved = await one.trainer.snapshot();
    const random = one.random.snapshot();
    await one.trainer.update(records, { steps: 5 });
    const two = trainer();
    await two.trainer.restore(saved);
    two.random.restore(random);
    await two.trainer.update(records, { steps: 5 });
    expect(parameters(two.reward)).toEqual(parameters(one.reward));
  });

  it('leaves no tensor behind', async () => {
    const records = politeness(20, 1);
    const before = tf.memory().numTensors;
    const { reward, trainer: bradleyTerry } = trainer();
    await bradleyTerry.update(records, { steps: 2 });
    const during = tf.memory().numTensors;
    await bradleyTerry.update(records, { steps: 2 });
    await bradleyTerry.scores(records);
    expect(tf.memory().numTensors).toBe(during);
    bradleyTerry.dispose();
    reward.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

describeConformance('FeatureReward', rewardModelSuite, {
  create: (seed) => new FeatureReward({ size: 3, hidden: [4], random: new RandomStream(seed) }),
  observationSize: 3,
  actionSize: 1,
});
