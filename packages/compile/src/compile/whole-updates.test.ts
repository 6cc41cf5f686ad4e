import * as tf from '@tensorflow/tfjs';
import { RandomStream } from '@minorant/core';
import { beforeAll, describe, expect, it } from 'vitest';

import { startBackend } from '../backend/start-backend.js';
import { sacUpdate } from '../fixtures/sac-update.js';
import { Mlp } from '../networks/mlp.js';
import { compile } from './compile.js';

beforeAll(() => startBackend({ backend: 'cpu' }));

const steps = 100;

/** The largest difference of two lists of tensors, relative to the largest number of each. */
function difference(got: readonly tf.Tensor[], expected: readonly tf.Tensor[]): number {
  return Math.max(
    ...got.map((tensor, k) => {
      const a = tensor.dataSync();
      const b = expected[k]!.dataSync();
      // A loss is a difference of numbers of size one, whatever its own size.
      let scale = a.length === 1 ? 1 : 1e-3;
      let worst = 0;
      for (let i = 0; i < a.length; i++) {
        scale = Math.max(scale, Math.abs(b[i]!));
        worst = Math.max(worst, Math.abs(a[i]! - b[i]!));
      }
      return worst / scale;
    }),
  );
}

const copies = (variables: readonly tf.Variable[]) => variables.map((v) => tf.clone(v));
const restore = (variables: readonly tf.Variable[], values: readonly tf.Tensor[]) =>
  variables.forEach((v, i) => v.assign(values[i]!));

describe('whole updates, compiled against eager', () => {
  it('a reward step under SGD: gradients and parameters to 1e-5 for 100 steps', async () => {
    const net = new Mlp({
      inputs: 5,
      hidden: [32, 32],
      outputs: 1,
      activation: 'tanh',
      random: new RandomStream(1),
    });
    // The difference of the mean rewards of two sets of rows, with a penalty on the change from before.
    const reference = net.clone();
    const loss = (expert: tf.Tensor, policy: tf.Tensor) => {
      const gap = tf.sub(tf.mean(net.apply(policy)), tf.mean(net.apply(expert)));
      const change = tf.mean(tf.square(tf.sub(net.apply(policy), reference.apply(policy))));
      return tf.add<tf.Scalar>(gap, tf.mul(0.5, change));
    };
    const gradients = (expert: tf.Tensor, policy: tf.Tensor) => {
      const { value, grads } = tf.variableGrads(() => loss(expert, policy), [net.parameters]);
      const gradient = grads[net.parameters.name]!;
      net.parameters.assign(tf.sub(net.parameters, tf.mul(gradient, 0.05)));
      return [value, gradient];
    };
    const compiled = compile(gradients);
    const random = new RandomStream(2);
    const rows = () => tf.tensor2d(random.fillNormal(new Float32Array(80)), [16, 5]);
    const start = copies([net.parameters]);
    const batches = Array.from({ length: steps }, () => [rows(), rows()] as const);
    const trajectory: tf.Tensor[] = [];
    for (const batch of batches) {
      const before = copies([net.parameters]);
      const got = await compiled(...batch);
      const after = copies([net.parameters]);
      restore([net.parameters], before);
      expect(
        difference(
          got,
          tf.tidy(() => gradients(...batch)),
        ),
      ).toBeLessThan(1e-5);
      restore([net.parameters], after);
      trajectory.push(after[0]!);
    }
    restore([net.parameters], start);
    batches.forEach((batch, i) => {
      tf.tidy(() => gradients(...batch));
      expect(difference([net.parameters], [trajectory[i]!])).toBeLessThan(1e-5);
    });
  });

  it.each([false, true])(
    'soft actor-critic under Adam (layer norm %s): losses to 1e-3 for 100 steps, each step from the same state to 1e-4',
    async (layerNorm) => {
      const sizes = { observations: 6, actions: 2, hidden: [32, 32], batch: 32, layerNorm };
      const run = sacUpdate(sizes);
      const compiled = compile(run.update);
      const random = new RandomStream(3);
      const start = copies(run.variables);
      const batches = Array.from({ length: steps }, () => run.batchOf(random));
      const losses: number[][] = [];
      for (const batch of batches) {
        const result = await compiled(batch);
        losses.push(Object.values(result).map((loss) => loss.dataSync()[0]!));
      }
      restore(run.variables, start);
      for (const [i, batch] of batches.entries()) {
        const result = run.update(batch);
        Object.values(result).forEach((loss, k) => {
          const expected = loss.dataSync()[0]!;
          expect(Math.abs(losses[i]![k]! - expected)).toBeLessThan(1e-3 * Math.max(1, Math.abs(expected)));
        });
      }
      // From a state in the middle, where Adam's moments are not near zero, one step is the same up to rounding.
      const middle = copies(run.variables);
      tf.dispose(run.update(batches[0]!));
      const eager = copies(run.variables);
      restore(run.variables, middle);
      tf.dispose(await compiled(batches[0]!));
      expect(difference(run.variables, eager)).toBeLessThan(1e-4);
    },
  );

  it('a convolutional classifier of tf.layers under SGD for 100 steps', async () => {
    const model = tf.sequential({
      layers: [
        tf.layers.conv2d({
          inputShape: [8, 8, 1],
          filters: 4,
          kernelSize: 3,
          activation: 'relu',
          kernelInitializer: tf.initializers.glorotUniform({ seed: 4 }),
        }),
        tf.layers.maxPooling2d({ poolSize: 2 }),
        tf.layers.layerNormalization(),
        tf.layers.flatten(),
        tf.layers.dense({ units: 3, kernelInitializer: tf.initializers.glorotUniform({ seed: 5 }) }),
      ],
    });
    const optimizer = tf.train.sgd(0.05);
    const weights = () => model.trainableWeights.map((w): unknown => w.read()) as tf.Variable[];
    const step = (images: tf.Tensor4D, labels: tf.Tensor1D) =>
      optimizer.minimize(
        () =>
          tf.losses.softmaxCrossEntropy(
            tf.oneHot(labels, 3),
            model.apply(images, { training: true }) as tf.Tensor,
          ),
        true,
        weights(),
      )!;
    const compiled = compile(step);
    const random = new RandomStream(6);
    const batches = Array.from({ length: steps }, () => {
      const labels = Int32Array.from({ length: 12 }, () => random.integer(3));
      const images = Float32Array.from({ length: 12 * 64 }, (_, i) => {
        const row = Math.floor((i % 64) / 8);
        return random.normal() * 0.3 + (row % 3 === labels[Math.floor(i / 64)] ? 1 : 0);
      });
      return [tf.tensor4d(images, [12, 8, 8, 1]), tf.tensor1d(labels, 'int32')] as const;
    });
    const start = copies(weights());
    const compiledLosses: number[] = [];
    for (const batch of batches) compiledLosses.push((await compiled(...batch)).dataSync()[0]!);
    const after = copies(weights());
    restore(weights(), start);
    const losses = batches.map((batch) => step(...batch).dataSync()[0]!);
    losses.forEach((loss, i) => expect(compiledLosses[i]).toBeCloseTo(loss, 4));
    expect(difference(weights(), after)).toBeLessThan(1e-4);
    expect(losses.at(-1)).toBeLessThan(losses[0]! / 2);
  });

  it('tf.layers models, built at the first call and with an embedding, give what they give eagerly', async () => {
    const model = tf.sequential({
      layers: [
        tf.layers.embedding({ inputDim: 7, outputDim: 4, inputShape: [5] }),
        tf.layers.globalAveragePooling1d({}),
        tf.layers.dense({ units: 6, activation: 'elu' }),
        tf.layers.dense({ units: 2, activation: 'softmax' }),
      ],
    });
    const late = tf.layers.dense({ units: 3, activation: 'sigmoid' });
    const apply = (ids: tf.Tensor2D) => [model.apply(ids), late.apply(model.apply(ids))] as tf.Tensor[];
    const ids = tf.tensor2d(
      [
        [0, 1, 2, 3, 4],
        [6, 6, 5, 0, 1],
      ],
      [2, 5],
      'int32',
    );
    const got = await compile(apply)(ids);
    expect(difference(got, apply(ids))).toBeLessThan(1e-5);
  });
});
