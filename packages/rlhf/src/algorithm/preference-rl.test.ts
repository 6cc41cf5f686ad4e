import { startBackend } from '@minorant/compile';
import { RandomStream } from '@minorant/core';
import { componentSuite, describeConformance, rewardOptimizerSuite } from '@minorant/testing';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';

import { SegmentComparisons } from '../comparisons/comparison-encoder.js';
import { StateEntropyReward } from '../pretraining/state-entropy-reward.js';
import { disagreementQueries, entropyQueries, kCentreQueries } from '../queries/query-strategies.js';
import { EnsembleReward } from '../rewards/ensemble-reward.js';
import { FeatureReward } from '../rewards/feature-reward.js';
import { SimulatedTeacher, type SimulatedTeacherOptions } from '../teachers/simulated-teacher.js';
import { PlainRegion } from '../test-support/penalties.js';
import { WanderingPolicy } from '../test-support/wandering-policy.js';
import { PreferenceTrainer } from '../training/preference-trainer.js';
import { preferenceRlComponent } from './preference-rl-component.js';
import { preferenceRlOptions } from './preference-rl-options.js';
import { PreferenceRl, type PreferenceRlParts } from './preference-rl.js';

beforeAll(async () => {
  await startBackend();
});

interface Choices extends Omit<SimulatedTeacherOptions, 'random'> {
  readonly queryStrategy?: PreferenceRlParts['queryStrategy'];
  readonly options?: z.input<typeof preferenceRlOptions>;
  readonly policy?: WanderingPolicy;
  /** Members; a single reward without it. */
  readonly ensemble?: number;
  /** Iterations of it. */
  readonly pretraining?: number;
}

function make(
  seed: number,
  {
    queryStrategy = kCentreQueries,
    policy = new WanderingPolicy(seed),
    options = {},
    ensemble,
    pretraining = 0,
    ...teacher
  }: Choices = {},
) {
  const random = new RandomStream(seed);
  const single = () => new FeatureReward({ size: 2, random: new RandomStream(seed) });
  const reward = ensemble ? new EnsembleReward(Array.from({ length: ensemble }, single)) : single();
  const given = preferenceRlOptions.parse({
    ...{ initialQueries: 8, queries: 4, pool: 3, segmentLength: 5, rolloutSteps: 30, rolloutHistory: 2 },
    ...{ steps: 4, batchSize: 4, learningRate: 0.05, pretraining: { iterations: pretraining, states: 20 } },
    ...options,
  });
  const trainer = new PreferenceTrainer(
    {
      reward,
      trustRegion: new PlainRegion({ coefficient: 0.1 }),
      encoder: new SegmentComparisons({ length: 5, observationSize: 2, actionSize: 1 }),
      random,
      execution: 'eager',
    },
    { ...given, candidates: 2 },
  );
  const algorithm = new PreferenceRl(
    {
      trainer,
      reward,
      policy,
      gatherer: new SimulatedTeacher({ ...teacher, random }),
      queryStrategy,
      random,
      ...(pretraining > 0 && {
        exploration: new StateEntropyReward({ observationSize: 2, ...given.pretraining }),
      }),
      release: () => undefined,
    },
    given,
  );
  return { algorithm, random, reward };
}

/** One that is stopped in its first episode. */
class StoppedPolicy extends WanderingPolicy {
  override async rollout(options: Parameters<WanderingPolicy['rollout']>[0]) {
    return options.signal?.aborted ? [] : super.rollout(options);
  }
}

describeConformance('preference-rl', componentSuite, { component: preferenceRlComponent });
describeConformance('PreferenceRl', rewardOptimizerSuite, { create: (seed) => make(seed, { mistake: 0.1 }) });

describeConformance('PreferenceRl, ensemble and pre-training', rewardOptimizerSuite, {
  create: (seed) => make(seed, { ensemble: 2, pretraining: 2 }),
});

describe('PreferenceRl', () => {
  it('asks nothing while it explores, and where members disagree afterwards', async () => {
    const { algorithm, reward } = make(1, {
      ensemble: 2,
      pretraining: 2,
      queryStrategy: disagreementQueries,
    });
    const counts: number[] = [];
    for (let i = 0; i < 4; i++) {
      const { metrics } = await algorithm.iterate();
      counts.push(metrics['preferences/comparisons']!);
    }
    expect(counts).toEqual([0, 0, 8, 12]);
    const { centres, scale } = (reward as EnsembleReward).normalisation;
    expect(centres[0]).not.toBe(centres[1]);
    expect(scale).toBeGreaterThan(0);
    expect(scale).not.toBe(1);
    algorithm.dispose();
  });

  it('spreads its questions by the schedule', async () => {
    const { algorithm } = make(1, {
      queryStrategy: entropyQueries,
      options: { schedule: 'decreasing', initialQueries: 5, queries: 5, maximumQueries: 25 },
    });
    const counts: number[] = [];
    for (let i = 0; i < 6; i++) {
      const { metrics } = await algorithm.iterate();
      counts.push(metrics['preferences/comparisons']!);
    }
    expect(counts).toEqual([5, 13, 19, 23, 25, 25]);
    algorithm.dispose();
  });

  it('finds what the teacher judges by', async () => {
    const { algorithm, reward } = make(1, { options: { steps: 40 } });
    for (let i = 0; i < 12; i++) await algorithm.iterate();
    const rewards = tf.tidy(() => [
      ...reward
        .forward({
          observations: tf.tensor2d([
            [0, 0],
            [1, 0],
            [0, 1],
          ]),
        })
        .dataSync(),
    ]);
    const [zero, first, second] = rewards as [number, number, number];
    expect(first - zero).toBeGreaterThan(0.5);
    expect(Math.abs(second - zero)).toBeLessThan(0.3 * (first - zero));
    algorithm.dispose();
  });

  it('asks when it should, and never more than it may', async () => {
    const { algorithm } = make(1, {
      queryStrategy: entropyQueries,
      options: { queryEvery: 2, maximumQueries: 14 },
    });
    const counts: number[] = [];
    for (let i = 0; i < 7; i++) {
      const { metrics } = await algorithm.iterate();
      counts.push(metrics['preferences/comparisons']!);
    }
    expect(counts).toEqual([8, 8, 12, 12, 14, 14, 14]);
    algorithm.dispose();
  });

  it('stopped before its first episode ended, takes the iteration again', async () => {
    for (const pretraining of [0, 1]) {
      const { algorithm } = make(1, { pretraining, policy: new StoppedPolicy(1) });
      expect(await algorithm.iterate({ signal: AbortSignal.abort() })).toEqual({ metrics: {} });
      const counts: number[] = [];
      for (let i = 0; i < 2; i++) {
        const { metrics } = await algorithm.iterate();
        counts.push(metrics['preferences/comparisons']!);
      }
      expect(counts).toEqual(pretraining ? [0, 8] : [8, 12]);
      algorithm.dispose();
    }
  });

  it('refuses to measure distances to more states than it keeps', () => {
    const given = preferenceRlOptions.safeParse({ pretraining: { neighbours: 20, states: 20 } });
    expect(given.error?.issues[0]?.path).toEqual(['pretraining', 'neighbours']);
  });

  it('learns nothing of questions that were skipped', async () => {
    const { algorithm } = make(1, { skip: 1000 });
    const { metrics } = await algorithm.iterate();
    expect(metrics).toEqual({ 'preferences/answered': 0, 'preferences/comparisons': 0 });
    algorithm.dispose();
  });
});
