import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';

import { compile } from '../compile/compile.js';
import '../index.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const points = [-1.7, -0.4, 0.3, 0.9];
const weights = [0.5, -1.25, 2, 0.75];
const functions: Readonly<Record<string, (x: tf.Tensor) => tf.Tensor>> = {
  tanh: tf.tanh,
  sigmoid: tf.sigmoid,
  exp: tf.exp,
  elu: tf.elu,
  softmax: (x) => tf.softmax(x),
  'log softmax, written out': (x) => tf.log(tf.softmax(x)),
  softplus: tf.softplus,
  rsqrt: (x) => tf.rsqrt(tf.add(tf.square(x), 1)),
};

/** Sum of squares of the first gradient: what a gradient penalty is. */
function penalty(apply: (x: tf.Tensor) => tf.Tensor, x: tf.Tensor): tf.Scalar {
  const slope = tf.grad((at: tf.Tensor) => tf.sum(tf.mul(apply(at), tf.tensor1d(weights))))(x);
  return tf.sum(tf.square(slope));
}

function finiteDifferences(value: (x: tf.Tensor) => tf.Scalar): number[] {
  const h = 1e-2;
  const at = (i: number, by: number) =>
    tf.tidy(
      () => value(tf.tensor1d(points.map((point, j) => (i === j ? point + by : point)))).dataSync()[0]!,
    );
  return points.map((_, i) => (at(i, h) - at(i, -h)) / (2 * h));
}

describe.each(Object.entries(functions))('the gradient of the gradient of %s', (_name, apply) => {
  const gradient = tf.grad((x: tf.Tensor) => penalty(apply, x));

  test('is that of finite differences', () => {
    const exact = finiteDifferences((x) => penalty(apply, x));
    const given = [...tf.tidy(() => gradient(tf.tensor1d(points))).dataSync()];
    expect(Math.max(...exact.map(Math.abs))).toBeGreaterThan(0.05);
    for (const [i, value] of given.entries()) expect(value).toBeCloseTo(exact[i]!, 2);
  });

  test('is the same compiled', async () => {
    const compiled = compile((x: tf.Tensor) => ({ gradient: gradient(x) }));
    const x = tf.tensor1d(points);
    const given = await (await compiled(x)).gradient.data();
    const eager = tf.tidy(() => gradient(x)).dataSync();
    for (const [i, value] of [...given].entries()) expect(value).toBeCloseTo(eager[i]!, 4);
  });
});
