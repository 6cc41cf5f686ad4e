import * as ort from 'onnxruntime-node';
import * as tf from '@tensorflow/tfjs';
import { RandomStream } from '@minorant/core';
import { beforeAll, describe, expect, it } from 'vitest';

import { startBackend } from '../backend/start-backend.js';
import { Mlp } from '../networks/mlp.js';
import { exportOnnx } from './export-onnx.js';

beforeAll(() => startBackend({ backend: 'cpu' }));

const actor = () =>
  new Mlp({ inputs: 3, hidden: [8, 8], outputs: 4, activation: 'relu', random: new RandomStream(1) });

describe('exportOnnx', () => {
  it('writes a policy with its normalisation, for any number of rows', async () => {
    const net = actor();
    const mean = tf.tensor1d([0.5, 0, -1]);
    const act = (observation: tf.Tensor2D) => {
      const [centre, logStd] = tf.split(net.apply(tf.div(tf.sub(observation, mean), 2)), 2, 1);
      return { action: tf.tanh(centre!), std: tf.exp(tf.clipByValue(logStd!, -5, 2)) };
    };
    const tensors = tf.memory().numTensors;
    const bytes = await exportOnnx(act, {
      inputs: { observation: { shape: [null, 3] } },
      metadata: { task: 'test' },
    });
    expect(tf.memory().numTensors).toBe(tensors);
    const session = await ort.InferenceSession.create(bytes);
    expect([...session.inputNames, ...session.outputNames]).toEqual(['observation', 'action', 'std']);
    for (const rows of [1, 4, 7]) {
      const data = new RandomStream(rows).fillNormal(new Float32Array(3 * rows));
      const got = await session.run({ observation: new ort.Tensor('float32', data, [rows, 3]) });
      const expected = act(tf.tensor2d(data, [rows, 3]));
      for (const name of ['action', 'std'] as const) {
        expect(got[name]!.dims).toEqual([rows, 2]);
        expected[name]
          .dataSync()
          .forEach((v, i) => expect((got[name]!.data as Float32Array)[i]).toBeCloseTo(v, 5));
      }
    }
  });

  it('writes several inputs of fixed sizes, and reshaping over rows', async () => {
    const reward = (observation: tf.Tensor2D, action: tf.Tensor2D) =>
      tf.reshape(tf.sum(tf.concat([observation, tf.slice(action, [0, 1], [-1, 1])], 1), 1), [-1, 1]);
    const inputs = { observation: { shape: [null, 3] }, action: { shape: [null, 2] } };
    const session = await ort.InferenceSession.create(
      await exportOnnx(reward, { inputs, outputs: ['reward'] }),
    );
    const result = await session.run({
      observation: new ort.Tensor('float32', Float32Array.of(1, 2, 3, 4, 5, 6), [2, 3]),
      action: new ort.Tensor('float32', Float32Array.of(9, 1, 9, 2), [2, 2]),
    });
    expect([...(result['reward']!.data as Float32Array)]).toEqual([7, 17]);
  });

  it('refuses what a file cannot hold', async () => {
    const v = tf.variable(tf.scalar(1));
    const inputs = { x: { shape: [null, 2] } };
    await expect(exportOnnx((x: tf.Tensor2D) => (v.assign(tf.scalar(2)), x), { inputs })).rejects.toThrow(
      /assigns variables/,
    );
    await expect(
      exportOnnx((x: tf.Tensor2D) => tf.sub(x, tf.mean(x, 0)), { inputs }),
    ).resolves.toBeInstanceOf(Uint8Array);
    await expect(exportOnnx((x: tf.Tensor2D) => tf.mul(x, x.shape[0]), { inputs })).rejects.toThrow(
      /depends on the number of rows/,
    );
    await expect(exportOnnx((x: tf.Tensor2D) => [x, x], { inputs })).rejects.toThrow(/does not name/);
    await expect(exportOnnx((x: tf.Tensor2D) => x, { inputs, outputs: ['x'] })).rejects.toThrow(/names/);
  });
});
