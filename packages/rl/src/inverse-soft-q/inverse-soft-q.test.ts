import * as tf from '@tensorflow/tfjs';
import { startBackend } from '@minorant/compile';
import { RandomStream, type Episode } from '@minorant/core';
import { beforeAll, describe, expect, it } from 'vitest';

import { EpisodeRecorder } from '../collection/episode-recorder.js';
import { PointEnvironment } from '../test-support/point-environment.js';
import { testContext } from '../test-support/test-context.js';
import { createInverseSoftQ } from './create-inverse-soft-q.js';
import { inverseSoftQObjective, type InverseSoftQObjectiveOptions } from './inverse-soft-q-objective.js';
import { inverseSoftQOptionsSchema } from './inverse-soft-q-options.js';

beforeAll(async () => {
  await startBackend();
});

describe('the objective of IQ-Learn', () => {
  const terms = {
    values: [1, 2, 3, 4],
    stateValues: [0.5, 1.5, 2, 3],
    next: [0.4, 0.3, 0.2, 0],
    demonstration: [0, 0, 1, 1],
  };
  const loss = (options: InverseSoftQObjectiveOptions): number =>
    inverseSoftQObjective(options)({
      values: tf.tensor2d([terms.values]),
      stateValues: tf.tensor2d([terms.stateValues]),
      nextDiscounted: tf.tensor1d(terms.next),
      demonstration: tf.tensor1d(terms.demonstration),
      discount: 0.9,
    }).dataSync()[0]!;
  const mean = (values: number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
  const rewards = terms.values.map((q, i) => q - terms.next[i]!);
  const advantages = terms.stateValues.map((v, i) => v - terms.next[i]!);
  const expert = (values: number[]): number[] => values.slice(2);

  it.each([
    ['v0', 'both', 0.1 * mean(expert(terms.stateValues)), rewards],
    ['value', 'both', mean(advantages), rewards],
    ['value-expert', 'expert', mean(expert(advantages)), expert(rewards)],
  ] as const)('%s, regularised on %s', (initialValue, regularisation, initial, regularised) => {
    const expected = initial - mean(expert(rewards)) + 0.5 * mean(regularised.map((r) => r ** 2));
    expect(loss({ initialValue, regularisation })).toBeCloseTo(expected, 5);
  });
});

/** The point's expert: halves the distance with every move, a little noisily so that its states spread. */
function expertEpisode(seed: number): Episode {
  const environment = new PointEnvironment();
  const random = new RandomStream(seed);
  const first = environment.reset({ seed }).observation;
  const recorder = new EpisodeRecorder(environment.observationSpace, environment.actionSpace, first);
  for (let x = first[0]!, ended = false; !ended;) {
    const action = Float64Array.of(-x + 0.1 * random.normal());
    const result = environment.step(action);
    recorder.add(action, result);
    [x] = result.observation as unknown as [number];
    ended = result.terminated || result.truncated;
  }
  return recorder.episode();
}

describe('inverse-soft-q', () => {
  it('imitates an expert from demonstrations, and never reads the reward', async () => {
    const options = inverseSoftQOptionsSchema.parse({
      ...{ hidden: [16, 16], learningRate: 3e-3, actorLearningRate: 3e-3, gamma: 0.9, batchSize: 64 },
      ...{ stepsPerRound: 400, learningStarts: 50, criticCount: 2 },
    });
    const policy = await createInverseSoftQ(
      options,
      testContext(() => new PointEnvironment(), 2),
    );
    expect(policy.learnsFrom).toBe('demonstrations');
    policy.addDemonstrations([1, 2, 3, 4].map(expertEpisode), { share: 0.5 });
    const loss = async (): Promise<number> => {
      const states = Float64Array.of(-1.5, -0.5, 0.5, 1.5);
      const actions = await policy.act(states, { deterministic: true });
      return actions.reduce((sum, action, i) => sum + (action + states[i]!) ** 2, 0) / 4;
    };
    const before = await loss();
    await policy.improve({ reward: 'environment', rounds: 1 });
    expect(await loss()).toBeLessThan(before / 4);
    policy.dispose();
  }, 60_000);
});
