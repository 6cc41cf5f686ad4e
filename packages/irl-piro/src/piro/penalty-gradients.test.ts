import { compile, startBackend } from '@minorant/compile';
import { RandomStream } from '@minorant/core';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';

import { gradientPenalty } from '../baselines/gradient-penalty.js';
import { MlpReward } from '../reward-models/mlp-reward.js';
import { actionSpace } from '../test-support/scripted-policy.js';
import type { RowTensors } from '../transitions/row-tensors.js';
import { regularisedSurrogate, rowRewards } from './reward-objective.js';

beforeAll(async () => {
  await startBackend();
});

const COUNT = 6;

function rows(seed: number): RowTensors {
  const random = new RandomStream(seed);
  const normal = (...shape: number[]): tf.Tensor =>
    tf.tensor(random.fillNormal(new Float32Array(shape.reduce((a, b) => a * b))), shape);
  const zeros = tf.zeros<tf.Rank.R1>([COUNT]);
  return {
    observations: normal(COUNT, 2) as tf.Tensor2D,
    actions: normal(COUNT, 1) as tf.Tensor2D,
    nextObservations: normal(COUNT, 2) as tf.Tensor2D,
    absorbing: zeros,
    nextAbsorbing: zeros,
    weights: tf.fill<tf.Rank.R1>([COUNT], 1 / COUNT),
  };
}

type Loss = (model: MlpReward, expert: RowTensors, policy: RowTensors) => tf.Scalar;
const losses: Readonly<Record<string, Loss>> = {
  'PIRO and ML-IRL': (model, expert, policy) =>
    regularisedSurrogate(model, rowRewards(model, expert, policy), expert, policy, {
      ...{ rewardPenalty: 0, gradientPenalty: 10 },
    }),
  'the adversarial methods': (model, expert, policy) =>
    gradientPenalty(model, expert, policy, tf.fill<tf.Rank.R1>([COUNT], 0.3), 0.4),
};
const networks = [
  { activation: 'tanh', bound: 10 },
  { activation: 'tanh', bound: 0.5 },
  { activation: 'relu', bound: 0.5 },
] as const;
const cases = Object.entries(losses).flatMap(([name, loss]) =>
  networks.map((network) => ({ name, loss, ...network })),
);

describe.each(cases)('$name, $activation within $bound', ({ loss, activation, bound }) => {
  it('step along the gradient of what they raise, penalty included: that of finite differences', async () => {
    const inputs = { observation: true, action: true, nextObservation: false, absorbing: false };
    const model = new MlpReward({
      ...{ inputs, observationSize: 2, actionSpace, hidden: [8, 8], activation, bound },
      random: new RandomStream(3),
    });
    const [parameters] = model.variables as [tf.Variable];
    const [expert, policy] = [rows(1), rows(2)];
    // Weights of a network that has learnt: far enough from zero for its curvature to count.
    parameters.assign(tf.mul(parameters, 2));
    const gradients = () => tf.variableGrads(() => loss(model, expert, policy), [parameters]);
    const eager = await gradients().grads[parameters.name]!.data();
    const compiled = compile(() => ({ gradient: gradients().grads[parameters.name]! }));
    const native = await (await compiled()).gradient.data();

    const values = await parameters.data();
    const at = (index: number, by: number): number => {
      const moved = Float32Array.from(values);
      moved[index]! += by;
      parameters.assign(tf.tensor(moved, parameters.shape));
      return loss(model, expert, policy).dataSync()[0]!;
    };
    const exact = Array.from(values, (_, i) => (at(i, 1e-2) - at(i, -1e-2)) / 2e-2);
    // Kinks of relu within a step of finite differences leave 6 %.
    const distance = (found: ArrayLike<number>): number =>
      Math.hypot(...exact.map((value, i) => value - found[i]!)) / Math.hypot(...exact);
    expect(distance(eager)).toBeLessThan(0.1);
    expect(distance(native)).toBeLessThan(0.1);
  });
});
