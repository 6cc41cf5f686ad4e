import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe } from 'vitest';

import {
  axesOf,
  operationTest,
  shapes,
  tensors,
  type OperationCase,
  type TensorCase,
} from '../fixtures/compare-with-eager.js';
import { startBackend } from '../backend/start-backend.js';

beforeAll(() => startBackend({ backend: 'cpu' }));

const types = ['float32', 'int32', 'bool'] as const;

/** A tensor of any rank from `minimum` and an operation drawn for its shape, for each element type. */
function test(
  name: string,
  minimum: number,
  maximum: number,
  make: (shape: number[]) => fc.Arbitrary<(x: tf.Tensor) => tf.Tensor | tf.Tensor[]>,
  dtypes: readonly TensorCase['dtype'][] = types,
  options: { gradients?: boolean } = {},
) {
  for (const dtype of dtypes) {
    const cases = shapes(minimum, maximum).chain((shape) =>
      fc
        .tuple(tensors(shape, { dtype, min: -5, max: 5 }), make(shape))
        .map(([x, run]): OperationCase => ({ inputs: [x], run: run })),
    );
    operationTest(`${name} of ${dtype}`, cases, {
      gradients: options.gradients !== false && dtype === 'float32',
    });
  }
}

const each = <T>(shape: readonly number[], arbitrary: (size: number) => fc.Arbitrary<T>) =>
  fc.tuple(...shape.map(arbitrary));

describe('kernels that arrange elements', () => {
  test('reshape', 0, 3, (shape) =>
    fc.constantFrom<number[]>([-1], [1, -1], [-1, 1, 1], [...shape, 1]).map((to) => (x) => tf.reshape(x, to)),
  );
  test('expandDims', 0, 3, (shape) =>
    fc.integer({ min: -shape.length - 1, max: shape.length }).map((axis) => (x) => tf.expandDims(x, axis)),
  );
  test('squeeze', 1, 3, () => fc.constant((x) => tf.squeeze(x)));
  test('transpose', 1, 4, (shape) =>
    fc
      .shuffledSubarray(
        shape.map((_, i) => i),
        { minLength: shape.length },
      )
      .map((perm) => (x) => tf.transpose(x, perm)),
  );
  test('slice', 1, 4, (shape) =>
    each(shape, (size) =>
      fc
        .integer({ min: 0, max: size - 1 })
        .chain((begin) => fc.tuple(fc.constant(begin), fc.constantFrom(-1, size - begin, 1))),
    ).map(
      (parts) => (x) =>
        tf.slice(
          x,
          parts.map(([begin]) => begin),
          parts.map(([, size]) => size),
        ),
    ),
  );
  test(
    'stridedSlice',
    1,
    3,
    (shape) =>
      each(shape, (size) =>
        fc.tuple(fc.integer({ min: 0, max: size - 1 }), fc.integer({ min: 1, max: 2 }), fc.boolean()),
      ).map(
        (parts) => (x) =>
          tf.stridedSlice(
            x,
            parts.map(([begin, , back]) => (back ? -1 : begin)),
            parts.map(([, , back], i) => (back ? -shape[i]! - 1 : shape[i]!)),
            parts.map(([, stride, back]) => (back ? -stride : stride)),
          ),
      ),
    types,
    { gradients: false },
  );
  test('tile', 1, 3, (shape) =>
    each(shape, () => fc.integer({ min: 1, max: 3 })).map((reps) => (x) => tf.tile(x, reps)),
  );
  test('broadcastTo', 1, 3, (shape) =>
    fc.constant((x) =>
      tf.broadcastTo(tf.slice(x, 0, 1), [2, 3, ...shape.slice(1)].slice(shape.length > 1 ? 1 : 1)),
    ),
  );
  test('reverse', 1, 3, (shape) => axesOf(shape.length).map((axes) => (x) => tf.reverse(x, axes)), [
    'float32',
    'int32',
  ]);
  test('pad', 1, 4, (shape) =>
    each(shape, () => fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 2 }))).map(
      (paddings) => (x) => tf.pad(x, paddings, 1),
    ),
  );
  for (const mode of ['reflect', 'symmetric'] as const)
    test(
      `mirrorPad, ${mode},`,
      1,
      3,
      (shape) =>
        each(shape, (size) =>
          fc.tuple(fc.integer({ min: 0, max: size - 1 }), fc.integer({ min: 0, max: size - 1 })),
        ).map((paddings) => (x) => tf.mirrorPad(x, paddings, mode)),
      ['float32', 'int32'],
    );
  test('split', 1, 3, (shape) =>
    fc.integer({ min: 0, max: shape.length - 1 }).map((axis) => (x) => {
      const size = shape[axis]!;
      // TensorFlow.js itself cannot differentiate a split into one part.
      return size > 1 ? tf.split(x, [1, size - 1], axis) : tf.split(tf.concat([x, x], axis), 2, axis);
    }),
  );
  test('unstack and stack', 1, 3, (shape) =>
    fc
      .integer({ min: 0, max: shape.length - 1 })
      .map((axis) => (x) => tf.stack(tf.unstack(tf.concat([x, x], axis), axis).reverse(), axis)),
  );
  test('concat', 1, 3, (shape) =>
    fc
      .integer({ min: 0, max: shape.length - 1 })
      .map((axis) => (x) => tf.concat([x, x, tf.slice(x, 0, -1)].slice(0, 2), axis)),
  );
  operationTest(
    'concat of three',
    shapes(1, 3).chain((shape) =>
      fc.integer({ min: -shape.length, max: shape.length - 1 }).chain((axis) =>
        fc.tuple(tensors(shape), tensors(shape), tensors(shape)).map((inputs) => ({
          inputs,
          run: (...all: tf.Tensor[]) => tf.concat(all, axis),
        })),
      ),
    ),
  );
  test('empty slices', 1, 2, () => fc.constant((x) => tf.sum(tf.concat([tf.slice(x, 0, 0), x], 0))), [
    'float32',
  ]);
  operationTest(
    'depthToSpace',
    tensors([2, 2, 3, 8]).map((x) => ({
      inputs: [x],
      run: (y: tf.Tensor) => tf.depthToSpace(y as tf.Tensor4D, 2, 'NHWC'),
    })),
    { gradients: false },
  );
  operationTest(
    'spaceToBatchND',
    tensors([2, 3, 5, 2]).map((x) => ({
      inputs: [x],
      run: (y: tf.Tensor) =>
        tf.spaceToBatchND(
          y,
          [2, 3],
          [
            [1, 0],
            [0, 1],
          ],
        ),
    })),
  );
  operationTest(
    'batchToSpaceND',
    tensors([12, 2, 3, 2]).map((x) => ({
      inputs: [x],
      run: (y: tf.Tensor) =>
        tf.batchToSpaceND(
          y,
          [2, 3],
          [
            [1, 0],
            [0, 2],
          ],
        ),
    })),
  );
});

/** Indices into an axis. */
const indices = (shape: number[], size: number) => tensors(shape, { dtype: 'int32', min: 0, max: size - 1 });

describe('kernels that gather and scatter', () => {
  operationTest(
    'gather',
    shapes(1, 3).chain((shape) =>
      fc.integer({ min: 0, max: shape.length - 1 }).chain((axis) =>
        fc.tuple(tensors(shape), indices([3], shape[axis]!)).map((inputs) => ({
          inputs,
          run: (x, at) => tf.gather(x, at, axis),
          note: { axis },
        })),
      ),
    ),
  );
  operationTest(
    'gather with batch axes',
    fc.constantFrom(1, 2).chain((axis) =>
      fc.tuple(tensors([2, 3, 4]), indices([2, 3], axis === 1 ? 3 : 4)).map((inputs) => ({
        inputs,
        run: (x, at) => tf.gather(x, at, axis, 1),
      })),
    ),
    { gradients: false },
  );
  operationTest(
    'gatherND',
    fc.tuple(tensors([3, 4, 2]), tensors([5, 2], { dtype: 'int32', min: 0, max: 2 })).map((inputs) => ({
      inputs,
      run: tf.gatherND,
    })),
    { gradients: false },
  );
  operationTest(
    'scatterND',
    fc.tuple(tensors([4, 1], { dtype: 'int32', min: 0, max: 2 }), tensors([4, 3])).map((inputs) => ({
      inputs,
      run: (at, updates) => tf.scatterND(at, updates, [5, 3]),
    })),
    { gradients: false },
  );
  operationTest(
    'tensorScatterUpdate',
    tensors([3, 2]).chain((x) =>
      tensors([2, 2]).map((updates) => ({
        inputs: [x, { shape: [2, 1], dtype: 'int32' as const, values: [2, 0] }, updates],
        run: (...[to, at, from]: tf.Tensor[]) => tf.tensorScatterUpdate(to!, at!, from!),
      })),
    ),
    { gradients: false },
  );
  operationTest(
    'unsortedSegmentSum',
    fc.tuple(tensors([4, 3]), indices([4], 3)).map((inputs) => ({
      inputs,
      run: (x, at) => tf.unsortedSegmentSum(x, at, 3),
    })),
  );
  operationTest(
    'unsortedSegmentSum, rows of segment -1 left out',
    fc.tuple(tensors([4, 3]), tensors([4], { dtype: 'int32', min: -1, max: 2 })).map((inputs) => ({
      inputs,
      run: (x, at) => tf.unsortedSegmentSum(x, at, 3),
    })),
  );
  operationTest(
    'unsortedSegmentSum, rows of segments beyond the last left out',
    fc.tuple(tensors([6, 2]), tensors([6], { dtype: 'int32', min: -2, max: 5 })).map((inputs) => ({
      inputs,
      run: (x, at) => tf.unsortedSegmentSum(x, at, 3),
    })),
    { gradients: false },
  );
  operationTest(
    'oneHot',
    shapes(0, 2).chain((shape) =>
      fc
        .tuple(indices(shape, 5), fc.constantFrom<[number, number]>([1, 0], [3, -1]))
        .map(([at, [on, off]]) => ({
          inputs: [at],
          run: (x: tf.Tensor) => tf.oneHot(x, 4, on, off),
        })),
    ),
    { gradients: false },
  );
});
