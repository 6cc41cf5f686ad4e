import * as tf from '@tensorflow/tfjs';
import { RandomStream } from '@minorant/core';
import { describe, expect, it } from 'vitest';

import { Mlp } from './mlp.js';

const options = { inputs: 3, hidden: [5, 4], outputs: 2, activation: 'relu' as const };
const rows = [
  [0.5, -1, 2],
  [1, 0.25, -0.75],
];

/** The network written out in plain numbers. */
function byHand(
  parameters: ArrayLike<number>,
  offset: number,
  row: readonly number[],
  hidden = (sums: number[]) => sums,
): number[] {
  let x = [...row];
  let at = offset;
  for (const [layer, outputs] of [5, 4, 2].entries()) {
    const weights = at;
    const biases = at + x.length * outputs;
    const y = Array.from({ length: outputs }, (_, o) =>
      x.reduce((sum, v, i) => sum + v * parameters[weights + i * outputs + o]!, parameters[biases + o]!),
    );
    x = layer < 2 ? hidden(y).map((v) => Math.max(0, v)) : y.map(Math.tanh);
    at = biases + outputs;
  }
  return x;
}

describe('Mlp', () => {
  it('computes what the same sums by hand give', () => {
    const mlp = new Mlp({ ...options, outputActivation: 'tanh', random: new RandomStream(1) });
    const parameters = mlp.parameters.dataSync();
    const y = mlp.apply(tf.tensor2d(rows)).arraySync() as number[][];
    rows.forEach((row, i) =>
      byHand(parameters, 0, row).forEach((v, j) => expect(y[i]![j]).toBeCloseTo(v, 5)),
    );
    mlp.dispose();
  });

  it('stacks networks that see the same batch or each its own', () => {
    const mlp = new Mlp({ ...options, outputActivation: 'tanh', count: 3, random: new RandomStream(2) });
    const parameters = mlp.parameters.dataSync();
    expect(mlp.parameters.shape).toEqual([3, mlp.layout.size]);
    const shared = mlp.apply(tf.tensor2d(rows)).arraySync() as number[][][];
    const own = mlp.apply(tf.tensor3d([rows, rows, [...rows].reverse()])).arraySync() as number[][][];
    for (let k = 0; k < 3; k++)
      byHand(parameters, k * mlp.layout.size, rows[0]!).forEach((v, j) => {
        expect(shared[k]![0]![j]).toBeCloseTo(v, 5);
        expect(own[k]![k === 2 ? 1 : 0]![j]).toBeCloseTo(v, 5);
      });
    mlp.dispose();
  });

  it('brings the sums of hidden layers, not of the last, to mean 0 and variance 1', () => {
    const normalised = (sums: number[]) => {
      const mean = sums.reduce((a, b) => a + b) / sums.length;
      const variance = sums.reduce((a, b) => a + (b - mean) ** 2, 0) / sums.length;
      return sums.map((v) => (v - mean) / Math.sqrt(variance + 1e-5));
    };
    const mlp = new Mlp({
      ...{ ...options, outputActivation: 'tanh', layerNorm: true },
      ...{ count: 2, random: new RandomStream(1) },
    });
    const y = mlp.apply(tf.tensor2d(rows)).arraySync() as number[][][];
    for (let k = 0; k < 2; k++)
      rows.forEach((row, i) =>
        byHand(mlp.parameters.dataSync(), k * mlp.layout.size, row, normalised).forEach((v, j) =>
          expect(y[k]![i]![j]).toBeCloseTo(v, 5),
        ),
      );
    mlp.dispose();
  });

  it.each([
    ['linear', false],
    ['tanh', true],
    ['sigmoid', false],
    ['softplus', true],
  ] as const)(
    'gives the same for one row without tensors (%s, layer normalisation %s)',
    (outputActivation, layerNorm) => {
      const mlp = new Mlp({
        ...{ ...options, outputActivation, layerNorm },
        ...{ count: 2, random: new RandomStream(8) },
      });
      const expected = mlp.apply(tf.tensor2d(rows)).arraySync() as number[][][];
      for (let k = 0; k < 2; k++)
        mlp
          .applyArrays(rows[1]!, undefined, k)
          .forEach((v, j) => expect(v).toBeCloseTo(expected[k]![1]![j]!, 5));
      mlp.dispose();
    },
  );

  it('differentiates as finite differences do, also when stacked', () => {
    for (const [count, layerNorm] of [
      [undefined, false],
      [2, false],
      [2, true],
    ] as const) {
      const mlp = new Mlp({
        ...{ ...options, layerNorm },
        activation: 'tanh',
        ...(count === undefined ? {} : { count }),
        random: new RandomStream(3),
      });
      const loss = (p: tf.Tensor) => tf.sum(tf.square(mlp.apply(tf.tensor2d(rows), p)));
      const gradient = tf.grad(loss)(mlp.parameters).dataSync();
      const values = mlp.parameters.dataSync().slice();
      for (const index of [0, 14, 17, 37, 40, values.length - 1]) {
        const at = (delta: number) => {
          const moved = values.slice();
          moved[index]! += delta;
          return loss(tf.tensor(moved, mlp.parameters.shape)).dataSync()[0]!;
        };
        expect(gradient[index]).toBeCloseTo((at(1e-2) - at(-1e-2)) / 2e-2, 2);
      }
      mlp.dispose();
    }
  });

  it('starts from the same numbers for the same seed, within the bounds of each layer', () => {
    const make = (seed: number) =>
      new Mlp({ ...options, random: new RandomStream(seed) }).parameters.dataSync();
    expect(make(4)).toEqual(make(4));
    expect(make(4)).not.toEqual(make(5));
    const values = make(4);
    expect(Math.max(...values.slice(0, 20).map(Math.abs))).toBeLessThanOrEqual(1 / Math.sqrt(3));
    expect(Math.max(...values.slice(44).map(Math.abs))).toBeLessThanOrEqual(1 / 2);
  });

  it('clones, copies, saves and restores without sharing', () => {
    const mlp = new Mlp({ ...options, random: new RandomStream(6) });
    const saved = mlp.snapshot();
    const copy = mlp.clone();
    mlp.parameters.assign(tf.zerosLike(mlp.parameters));
    expect(copy.parameters.dataSync()).toEqual(saved.tensors!['parameters']!.data);
    mlp.copyFrom(copy);
    expect(mlp.parameters.dataSync()).toEqual(copy.parameters.dataSync());
    copy.parameters.assign(tf.zerosLike(copy.parameters));
    copy.restore(saved);
    expect(copy.parameters.dataSync()).toEqual(mlp.parameters.dataSync());
    const other = new Mlp({ ...options, inputs: 4, random: new RandomStream(6) });
    expect(() => other.copyFrom(mlp)).toThrow(/has shape \[54\], expected \[59\]/);
    expect(() => other.restore({})).toThrow(/expected \[59\]/);
  });

  it('refuses sizes that are no sizes', () => {
    expect(() => new Mlp({ ...options, hidden: [4, 0], random: new RandomStream(1) })).toThrow(
      /'hidden\[1\]'.* must be a positive integer, got 0/,
    );
  });

  it('leaves no tensor behind', () => {
    const before = tf.memory().numTensors;
    const mlp = new Mlp({ ...options, random: new RandomStream(6) });
    const copy = mlp.clone();
    copy.restore(mlp.snapshot());
    tf.dispose(mlp.apply(tf.tidy(() => tf.keep(tf.tensor2d(rows)))));
    copy.dispose();
    mlp.dispose();
    expect(tf.memory().numTensors).toBe(before + 1); // the batch of this test
  });
});
