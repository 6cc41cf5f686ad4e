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

  it('cuts rows only where it cuts at the end of them', async () => {
    const inputs = { a: { shape: [null, 1] }, b: { shape: [null, 1] } };
    const file = (fn: (a: tf.Tensor2D, b: tf.Tensor2D) => tf.Tensor) => exportOnnx(fn, { inputs });
    // The first rows of both together: "to the end" would be all of them.
    await expect(file((a, b) => tf.slice(tf.concat([a, b]), [0, 0], [a.shape[0], 1]))).rejects.toThrow(
      /Slice depends on the number of rows/,
    );
    const session = await ort.InferenceSession.create(
      await file((a, b) => tf.slice(tf.concat([a, b], 1), [0, 1], [a.shape[0], 1])),
    );
    const rows = (...data: number[]) => new ort.Tensor('float32', Float32Array.from(data), [data.length, 1]);
    const { output } = await session.run({ a: rows(1, 2, 3, 4), b: rows(5, 6, 7, 8) });
    expect([...(output!.data as Float32Array)]).toEqual([5, 6, 7, 8]);
  });

  it('names the size of a result that has another number of rows by itself', async () => {
    const inputs = { x: { shape: [null, 2] } };
    const bytes = await exportOnnx((x: tf.Tensor2D) => ({ all: tf.reshape(x, [-1]), same: tf.neg(x) }), {
      inputs,
    });
    const session = await ort.InferenceSession.create(bytes);
    expect(session.outputMetadata.map((output) => output.isTensor && output.shape)).toEqual([
      ['all_0'],
      ['batch', 2],
    ]);
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
