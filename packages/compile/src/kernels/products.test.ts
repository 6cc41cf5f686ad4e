import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe } from 'vitest';

import { operationTest, tensors } from '../fixtures/compare-with-eager.js';
import { startBackend } from '../backend/start-backend.js';

beforeAll(() => startBackend({ backend: 'cpu' }));

const size = fc.integer({ min: 1, max: 5 });

describe('matrix products', () => {
  for (const batch of [[], [3], [2, 2], [1]])
    operationTest(
      `matMul with leading axes [${batch.join()}]`,
      fc.tuple(size, size, size, fc.boolean(), fc.boolean()).chain(([m, k, n, tA, tB]) =>
        fc
          .tuple(
            tensors([...batch, ...(tA ? [k, m] : [m, k])]),
            tensors([...batch, ...(tB ? [n, k] : [k, n])]),
          )
          .map((inputs) => ({
            inputs,
            run: (a, b) => tf.matMul(a, b, tA, tB),
            note: { tA, tB },
          })),
      ),
    );
  operationTest(
    'matMul with broadcast leading axes',
    fc
      .tuple(size, size, size)
      .chain(([m, k, n]) =>
        fc.tuple(tensors([3, m, k]), tensors([1, k, n])).map((inputs) => ({ inputs, run: tf.matMul })),
      ),
    { gradients: false },
  );
  operationTest(
    'matMul of int32',
    fc
      .tuple(size, size, size)
      .chain(([m, k, n]) =>
        fc
          .tuple(
            tensors([m, k], { dtype: 'int32', min: -5, max: 5 }),
            tensors([k, n], { dtype: 'int32', min: -5, max: 5 }),
          )
          .map((inputs) => ({ inputs, run: tf.matMul })),
      ),
    { gradients: false },
  );
  operationTest(
    'dot and outer product',
    size.chain((n) =>
      fc.tuple(tensors([n]), tensors([n])).map((inputs) => ({
        inputs,
        run: (a, b) => [tf.dot(a, b), tf.outerProduct(a, b)],
      })),
    ),
  );
  operationTest(
    'product and bias, then relu',
    fc.tuple(size, size, size).chain(([m, k, n]) =>
      fc.tuple(tensors([m, k]), tensors([k, n]), tensors([n])).map((inputs) => ({
        inputs,
        run: (x, w, b) => tf.relu(tf.add(tf.matMul(x, w), b)),
      })),
    ),
  );
  for (const activation of ['linear', 'relu', 'elu', 'sigmoid', 'relu6', 'leakyrelu'] as const)
    operationTest(
      `fused matMul, ${activation}`,
      fc.tuple(size, size, size).chain(([m, k, n]) =>
        fc.tuple(tensors([m, k]), tensors([k, n]), tensors([n])).map((inputs) => ({
          inputs,
          run: (a, b, bias) =>
            tf.fused.matMul({ a, b, transposeA: false, transposeB: false, bias, activation }),
        })),
      ),
      { gradients: activation === 'linear' || activation === 'relu' },
    );
  operationTest(
    'fused matMul, prelu',
    fc.tuple(size, size, size).chain(([m, k, n]) =>
      fc.tuple(tensors([m, k]), tensors([k, n]), tensors([n]), tensors([n])).map((inputs) => ({
        inputs,
        run: (a, b, bias, preluActivationWeights) =>
          tf.fused.matMul({
            a,
            b,
            transposeA: false,
            transposeB: false,
            bias,
            activation: 'prelu',
            preluActivationWeights,
          }),
      })),
    ),
    { gradients: false },
  );
  const equations = {
    'ij,jk->ik': ['ij', 'jk'],
    'bij,bjk->bik': ['bij', 'bjk'],
    'ij->ji': ['ij'],
    'ij->i': ['ij'],
    'bhqd,bhkd->bhqk': ['bhqd', 'bhkd'],
  };
  for (const [equation, operands] of Object.entries(equations))
    operationTest(
      `einsum ${equation}`,
      fc.array(size, { minLength: 8, maxLength: 8 }).chain((sizes) => {
        const sizeOf = (label: string) => sizes['ijkbhqd'.indexOf(label)]!;
        return fc
          .tuple(...operands.map((labels) => tensors(Array.from(labels).map(sizeOf))))
          .map((inputs) => ({ inputs, run: (...all: tf.Tensor[]) => tf.einsum(equation, ...all) }));
      }),
      { gradients: false },
    );
});
