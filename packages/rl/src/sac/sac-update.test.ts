import * as tf from '@tensorflow/tfjs';
import { Mlp, startBackend } from '@minorant/compile';
import { RandomStream, RandomStreams, type Snapshot } from '@minorant/core';
import { beforeAll, describe, expect, it } from 'vitest';

import type { TransitionBatch } from '../replay/transition.js';
import { SacDiscrete } from '../sac-discrete/sac-discrete.js';
import { ObservationScaling } from '../spaces/observation-scaling.js';
import { sacDiscreteOptionsSchema, sacOptionsSchema } from './sac-options.js';
import { Sac } from './sac.js';

/** One update against the equations of the papers, written out in plain numbers for each row. */

const rows = 6;
const learningRate = 1e-3;
const settings = { hidden: [5], learningRate, gamma: 0.9, tau: 0.1, initialEntropyCoefficient: 0.7 };
const random = new RandomStream(11);
const draw = (count: number) => [...random.fillNormal(new Float64Array(count))];
const data = Array.from({ length: rows }, (_, i) => ({
  s: draw(3),
  a: [1.5 * Math.tanh(draw(1)[0]!)],
  choice: i % 3,
  r: draw(1)[0]!,
  next: draw(3),
  d: i === 2 ? 1 : 0,
  e: draw(1),
  nextE: draw(1),
}));
type Row = (typeof data)[number];
const mean = (of: (row: Row) => number) => data.reduce((sum, row) => sum + of(row), 0) / rows;
const column = (pick: (row: Row) => number[]) => tf.tensor2d(data.map(pick));

const batch = (actions: tf.Tensor2D): TransitionBatch => ({
  actions,
  observations: column((row) => row.s),
  nextObservations: column((row) => row.next),
  rewards: tf.tensor1d(data.map((row) => row.r)),
  terminated: tf.tensor1d(data.map((row) => row.d)),
  demonstration: tf.zeros([rows]),
});

const vector = (snapshot: Snapshot, part: string): Float32Array =>
  snapshot.parts![part]!.tensors!['parameters']!.data as Float32Array;
const logAlpha = (snapshot: Snapshot) =>
  snapshot.parts!['entropyCoefficient']!.tensors!['log']!.data[0] as number;

/** Evaluates network `index` of a stack held in a snapshot. */
function evaluator(inputs: number, outputs: number, layerNorm = false) {
  const shape = { inputs, outputs, hidden: [5], activation: 'relu' } as const;
  const sample = new Mlp({ ...shape, layerNorm, random: new RandomStream(0) });
  return (parameters: Float32Array, index: number, input: number[]) => {
    const { size } = sample.layout;
    sample.parameters.assign(tf.tensor1d(parameters.slice(index * size, (index + 1) * size)));
    return sample.applyArrays(input);
  };
}

/** What holds for both variants: targets are averages, and alpha takes Adam's first step against its gradient's sign. */
function expectTargetsAndAlpha(
  before: Snapshot,
  after: Snapshot,
  meanEntropy: number,
  targetEntropy: number,
): void {
  const [oldTarget, newTarget, critics] = [
    vector(before, 'targetCritics'),
    vector(after, 'targetCritics'),
    vector(after, 'critics'),
  ];
  newTarget.forEach((value, i) => expect(value).toBeCloseTo(0.9 * oldTarget[i]! + 0.1 * critics[i]!, 5));
  expect(vector(before, 'critics')).not.toEqual(critics);
  const step = learningRate * Math.sign(targetEntropy - meanEntropy);
  expect(logAlpha(after) - logAlpha(before)).toBeCloseTo(step, 5);
}

describe('one update', () => {
  beforeAll(async () => {
    await startBackend();
  });

  it.each([false, true])('of SAC, critics with layer normalisation: %s', (criticLayerNorm) => {
    const agent = new Sac({
      options: sacOptionsSchema.parse({ ...settings, criticLayerNorm }),
      observationSize: 3,
      scale: { centre: Float32Array.of(0), half: Float32Array.of(1.5) },
      scaling: new ObservationScaling({ kind: 'none', observationSize: 3 }),
      random: new RandomStreams(4),
    });
    const before = agent.snapshot();
    const metrics = agent.update(batch(column((row) => row.a)), {
      next: column((row) => row.nextE),
      current: column((row) => row.e),
    });
    const after = agent.snapshot();
    const metric = (name: string) => metrics[name]!.dataSync()[0]!;

    const actor = evaluator(3, 2);
    const critic = evaluator(4, 1, criticLayerNorm);
    /** Action in [-1, 1] and log-probability for a noise, under the actor before the update. */
    const act = (s: number[], e: number) => {
      const [mu, logStd] = actor(vector(before, 'actor'), 0, s) as unknown as [number, number];
      const a = Math.tanh(mu + Math.exp(logStd) * e);
      const logProbability = -0.5 * e * e - logStd - 0.5 * Math.log(2 * Math.PI) - Math.log(1 - a * a);
      return { a, logProbability };
    };
    const q = (snapshot: Snapshot, name: string, i: number, s: number[], a: number) =>
      critic(vector(snapshot, name), i, [...s, a])[0]!;
    const smaller = (snapshot: Snapshot, name: string, s: number[], a: number) =>
      Math.min(q(snapshot, name, 0, s, a), q(snapshot, name, 1, s, a));

    const target = ({ r, d, next, nextE }: Row) => {
      const { a, logProbability } = act(next, nextE[0]!);
      return r + 0.9 * (1 - d) * (smaller(before, 'targetCritics', next, a) - 0.7 * logProbability);
    };
    const criticLoss = [0, 1].reduce(
      (sum, i) =>
        sum + mean((row) => 0.5 * (q(before, 'critics', i, row.s, row.a[0]! / 1.5) - target(row)) ** 2),
      0,
    );
    expect(metric('train/critic_loss')).toBeCloseTo(criticLoss, 4);
    const actorLoss = mean(({ s, e }) => {
      const { a, logProbability } = act(s, e[0]!);
      return 0.7 * logProbability - smaller(after, 'critics', s, a);
    });
    expect(metric('train/actor_loss')).toBeCloseTo(actorLoss, 4);
    const entropy = mean(({ s, e }) => -act(s, e[0]!).logProbability);
    expect(metric('train/entropy')).toBeCloseTo(entropy, 4);
    expectTargetsAndAlpha(before, after, entropy, -1);
    agent.dispose();
  });

  it.each([false, true])('of discrete SAC, critics with layer normalisation: %s', (criticLayerNorm) => {
    const agent = new SacDiscrete({
      options: sacDiscreteOptionsSchema.parse({ ...settings, criticLayerNorm }),
      observationSize: 3,
      actions: 3,
      scaling: new ObservationScaling({ kind: 'none', observationSize: 3 }),
      random: new RandomStreams(5),
    });
    const before = agent.snapshot();
    const metrics = agent.update(batch(column(({ choice }) => [0, 1, 2].map((a) => Number(a === choice)))));
    const after = agent.snapshot();
    const metric = (name: string) => metrics[name]!.dataSync()[0]!;

    const network = evaluator(3, 3);
    const critic = evaluator(3, 3, criticLayerNorm);
    const policy = (s: number[]) => {
      const weights = [...network(vector(before, 'actor'), 0, s)].map(Math.exp);
      return weights.map((weight) => weight / weights.reduce((a, b) => a + b));
    };
    const q = (snapshot: Snapshot, name: string, i: number, s: number[]) =>
      critic(vector(snapshot, name), i, s);
    /** sum_a pi(a|s) (min_i Q_i(s, a) - alpha log pi(a|s)) */
    const value = (snapshot: Snapshot, name: string, s: number[]) =>
      policy(s).reduce(
        (sum, p, a) =>
          sum + p * (Math.min(q(snapshot, name, 0, s)[a]!, q(snapshot, name, 1, s)[a]!) - 0.7 * Math.log(p)),
        0,
      );
    const target = ({ r, d, next }: Row) => r + 0.9 * (1 - d) * value(before, 'targetCritics', next);
    const criticLoss = [0, 1].reduce(
      (sum, i) => sum + mean((row) => 0.5 * (q(before, 'critics', i, row.s)[row.choice]! - target(row)) ** 2),
      0,
    );
    expect(metric('train/critic_loss')).toBeCloseTo(criticLoss, 4);
    expect(metric('train/actor_loss')).toBeCloseTo(
      mean(({ s }) => -value(after, 'critics', s)),
      4,
    );
    const entropy = mean(({ s }) => -policy(s).reduce((sum, p) => sum + p * Math.log(p), 0));
    expect(metric('train/entropy')).toBeCloseTo(entropy, 4);
    expectTargetsAndAlpha(before, after, entropy, 0.98 * Math.log(3));
    agent.dispose();
  });
});
