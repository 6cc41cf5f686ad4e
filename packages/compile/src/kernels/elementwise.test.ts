import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe } from 'vitest';

import { operationTest, shapes, tensors } from '../fixtures/compare-with-eager.js';
import { startBackend } from '../backend/start-backend.js';

beforeAll(() => startBackend({ backend: 'cpu' }));

/** One tensor in, with the range of its numbers. */
function test(
  name: string,
  run: (x: tf.Tensor) => tf.Tensor,
  range: { min?: number; max?: number; gap?: number } = {},
  options: { gradients?: boolean; dtype?: 'int32' | 'bool' } = {},
) {
  const dtype = options.dtype ?? 'float32';
  const cases = shapes(0, 3).chain((shape) =>
    tensors(shape, { dtype, ...range }).map((x) => ({ inputs: [x], run: run })),
  );
  operationTest(name, cases, options);
}

describe('element-wise kernels of one tensor', () => {
  // Eagerly 0 times a large number twice is 0; the numbers' product is none that float32 holds.
  test('two factors whose product overflows', (x) => tf.mul(tf.mul(x, 1e30), 1e30), { min: 0, max: 0 });
  test('abs', tf.abs, { gap: 0.01 });
  test('acos', tf.acos, { min: -0.9, max: 0.9 });
  test('acosh', tf.acosh, { min: 1.1, max: 4 });
  test('asin', tf.asin, { min: -0.9, max: 0.9 });
  test('asinh', tf.asinh);
  test('atan', tf.atan);
  test('atanh', tf.atanh, { min: -0.9, max: 0.9 });
  test('ceil', tf.ceil);
  test('clipByValue', (x) => tf.clipByValue(x, -0.71, 1.13));
  test('cos', tf.cos);
  test('cosh', tf.cosh);
  test('elu', tf.elu, { gap: 0.01 });
  test('erf', tf.erf);
  test('exp', tf.exp);
  test('expm1', tf.expm1, {}, { gradients: true });
  test('expm1 near zero', tf.expm1, { min: -1e-4, max: 1e-4 });
  test('floor', tf.floor);
  test('identity', tf.clone);
  test('isFinite', (x) => tf.isFinite(tf.div(1, tf.round(x))), {}, { gradients: false });
  test('isInf', (x) => tf.isInf(tf.div(1, tf.round(x))), {}, { gradients: false });
  test('isNaN', (x) => tf.isNaN(tf.log(x)), {}, { gradients: false });
  test('leakyRelu', (x) => tf.leakyRelu(x, 0.3), { gap: 0.01 });
  test('log', tf.log, { min: 0.1, max: 3 });
  test('log1p', tf.log1p, { min: -0.9, max: 3 });
  test('log1p near zero', tf.log1p, { min: -1e-4, max: 1e-4 });
  test('logSigmoid', tf.logSigmoid);
  test('neg', tf.neg);
  test('onesLike', (x) => tf.add(x, tf.onesLike(x)));
  test('reciprocal', tf.reciprocal, { gap: 0.1 });
  test('relu', tf.relu, { gap: 0.01 });
  test('relu6', (x) => tf.relu6(tf.mul(x, 5)), { gap: 0.01 });
  test('round', tf.round, { min: -3, max: 3 });
  test('rsqrt', tf.rsqrt, { min: 0.1, max: 3 });
  test('selu', tf.selu, { gap: 0.01 });
  test('sigmoid', tf.sigmoid, { min: -9, max: 9 });
  test('sign', tf.sign);
  test('sin', tf.sin);
  test('sinh', tf.sinh);
  test('softplus', tf.softplus, { min: -30, max: 30 });
  test('sqrt', tf.sqrt, { min: 0.1, max: 3 });
  test('square', tf.square);
  test('step', (x) => tf.step(x), { gap: 0.01 });
  test('step with a slope', (x) => tf.step(x, 0.2), { gap: 0.01 });
  test('tan', tf.tan, { min: -1.2, max: 1.2 });
  test('tanh', tf.tanh, { min: -9, max: 9 });
  test('zerosLike', (x) => tf.add(x, tf.zerosLike(x)));

  for (const dtype of ['int32', 'bool'] as const) {
    const integers = { min: -9, max: 9 };
    test(`abs of ${dtype}`, tf.abs, integers, { dtype });
    test(`neg of ${dtype}`, tf.neg, integers, { dtype });
    test(`sign of ${dtype}`, tf.sign, integers, { dtype });
    test(`square of ${dtype}`, tf.square, integers, { dtype });
    test(`relu of ${dtype}`, tf.relu, integers, { dtype });
    test(`clipByValue of ${dtype}`, (x) => tf.clipByValue(x, -4, 1), integers, { dtype });
  }
  // Real numbers, also of whole ones.
  for (const [name, apply] of [
    ['exp', tf.exp],
    ['leakyRelu', (x: tf.Tensor) => tf.leakyRelu(x, 0.3)],
    ['prelu', (x: tf.Tensor) => tf.prelu(x, tf.scalar(0.25))],
  ] as const)
    test(`${name} of int32`, apply, { min: -4, max: 4 }, { dtype: 'int32', gradients: false });
  test('logicalNot', tf.logicalNot, {}, { dtype: 'bool' });

  operationTest(
    'cast',
    fc
      .tuple(
        shapes(0, 3),
        fc.constantFrom('float32', 'int32', 'bool'),
        fc.constantFrom('float32', 'int32', 'bool'),
      )
      .chain(([shape, from, to]) =>
        tensors(shape, { dtype: from, min: -3, max: 3 }).map((x) => ({
          inputs: [x],
          run: (y: tf.Tensor) => tf.cast(y, to),
          note: [from, to],
        })),
      ),
    { gradients: false },
  );

  operationTest(
    'prelu',
    fc
      .tuple(shapes(1, 3))
      .chain(([shape]) =>
        fc
          .tuple(tensors(shape, { gap: 0.01 }), tensors([shape.at(-1)!], { min: 0.1, max: 0.5 }))
          .map((inputs) => ({ inputs, run: tf.prelu })),
      ),
  );
});
