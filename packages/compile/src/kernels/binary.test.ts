import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe } from 'vitest';

import { broadcastingShapes, operationTest, shapes, tensors } from '../fixtures/compare-with-eager.js';
import { startBackend } from '../backend/start-backend.js';

beforeAll(() => startBackend({ backend: 'cpu' }));

interface Range {
  dtype?: 'float32' | 'int32' | 'bool';
  min?: number;
  max?: number;
  gap?: number;
}

function test(
  name: string,
  run: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor,
  first: Range = {},
  second: Range = first,
  options: { gradients?: boolean } = {},
) {
  const cases = broadcastingShapes().chain(([a, b]) =>
    fc.tuple(tensors(a, first), tensors(b, second)).map((inputs) => ({ inputs, run: run })),
  );
  operationTest(name, cases, options);
}

const whole = { dtype: 'int32', min: -9, max: 9 } as const;
const divisor = { dtype: 'int32', min: 1, max: 5 } as const;
const truth = { dtype: 'bool' } as const;
const forward = { gradients: false };

describe('element-wise kernels of two tensors', () => {
  test('add', tf.add);
  test('sub', tf.sub);
  test('mul', tf.mul);
  test('div', tf.div, {}, { gap: 0.2 });
  test('divNoNan', tf.divNoNan, {}, { dtype: 'int32', min: -1, max: 1 }, forward);
  test('pow', tf.pow, { min: 0.2, max: 2 });
  test('minimum', tf.minimum, {}, {}, forward);
  test('maximum', tf.maximum, {}, {}, forward);
  test('squaredDifference', tf.squaredDifference, {}, {}, forward);
  // TensorFlow.js itself cannot differentiate these where they broadcast.
  for (const [name, op] of Object.entries({
    minimum: tf.minimum,
    maximum: tf.maximum,
    squaredDifference: tf.squaredDifference,
  }))
    operationTest(
      `${name} of one shape`,
      shapes(0, 3).chain((shape) =>
        fc.tuple(tensors(shape), tensors(shape)).map((inputs) => ({ inputs, run: op })),
      ),
    );
  test('mod', tf.mod, {}, { gap: 0.3 });
  test('atan2', tf.atan2, { gap: 0.1 });
  test('atan2 on the axes', tf.atan2, whole, whole, forward);
  test('floorDiv', tf.floorDiv, {}, { gap: 0.3 }, forward);
  test('a tensor and a number', (a, b) => tf.add(tf.mul(a, 3), tf.sub(1, tf.div(b, 2))));

  for (const [name, op] of Object.entries({
    add: tf.add,
    sub: tf.sub,
    mul: tf.mul,
    minimum: tf.minimum,
    maximum: tf.maximum,
  })) {
    test(`${name} of int32`, op, whole);
    test(`${name} of mixed types`, op, whole, {}, forward);
  }
  test('div of int32', tf.div, whole, divisor);
  test('floorDiv of int32', tf.floorDiv, whole, divisor);
  test('mod of int32', tf.mod, whole, divisor);
  test('pow of int32', tf.pow, { dtype: 'int32', min: -3, max: 3 }, { dtype: 'int32', min: 0, max: 3 });
  test('squaredDifference of int32', tf.squaredDifference, whole);
  operationTest(
    'bitwiseAnd',
    shapes(0, 3).chain((shape) =>
      fc
        .tuple(tensors(shape, whole), tensors(shape, whole))
        .map((inputs) => ({ inputs, run: tf.bitwiseAnd })),
    ),
    forward,
  );

  const comparisons = {
    equal: tf.equal,
    notEqual: tf.notEqual,
    greater: tf.greater,
    greaterEqual: tf.greaterEqual,
    less: tf.less,
    lessEqual: tf.lessEqual,
  };
  for (const [name, op] of Object.entries(comparisons)) {
    test(name, op, {}, {}, forward);
    test(`${name} of int32`, op, { ...whole, max: 0, min: -2 }, undefined, forward);
    test(`${name} of bool`, op, truth, truth, forward);
  }
  test('logicalAnd', tf.logicalAnd, truth, truth, forward);
  test('logicalOr', tf.logicalOr, truth, truth, forward);
  test('logicalXor', tf.logicalXor, truth, truth, forward);

  operationTest(
    'where',
    broadcastingShapes().chain(([a, b]) =>
      fc
        .tuple(tensors(a, truth), tensors(b), tensors(a))
        .map((inputs) => ({ inputs, run: (c, x, y) => tf.where(c, x, y) })),
    ),
  );
  operationTest(
    'where of int32 and bool',
    shapes(0, 3).chain((shape) =>
      fc
        .tuple(
          tensors(shape, truth),
          tensors(shape, whole),
          tensors(shape, whole),
          tensors(shape, truth),
          tensors(shape, truth),
        )
        .map((inputs) => ({
          inputs,
          run: (c, x, y, p, q) => [tf.where(c, x, y), tf.where(c, p, q)],
        })),
    ),
    forward,
  );
  operationTest(
    'addN',
    shapes(0, 3).chain((shape) =>
      fc.array(tensors(shape), { minLength: 1, maxLength: 4 }).map((inputs) => ({
        inputs,
        run: (...all: tf.Tensor[]) => tf.addN(all),
      })),
    ),
  );
});
