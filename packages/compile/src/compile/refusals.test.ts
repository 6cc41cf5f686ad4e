import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';

import { startBackend } from '../backend/start-backend.js';
import { compile } from './compile.js';

beforeAll(() => startBackend({ backend: 'cpu' }));
afterEach(() => void vi.restoreAllMocks());

const x = () => tf.tensor1d([1, 2, 3]);

/** Compiles and calls a function; gives the error, which must name the operation and a line of this file. */
async function refused(fn: (x: tf.Tensor1D) => unknown, code: string, op: string) {
  const memory = tf.memory().numTensors;
  const argument = x();
  const step = compile(fn);
  const error = await step(argument).then(
    () => expect.fail('it was compiled'),
    (reason: unknown) => reason as Error & { code: string },
  );
  expect(error).toMatchObject({ code });
  expect(error.message).toContain(op);
  expect(error.message).toMatch(/refusals\.test\.ts:\d+/);
  argument.dispose();
  step.dispose();
  expect(tf.memory().numTensors - memory, 'tensors left behind').toBe(0);
  expect(tf.getBackend()).toBe('cpu');
}

describe('what cannot be compiled', () => {
  it('reading numbers', () => refused((a) => tf.exp(a).dataSync(), 'MNR_COMPILE_VALUE_READ', 'Exp'));

  it('reading numbers asynchronously', () =>
    refused(
      (a) =>
        void tf
          .exp(a)
          .data()
          .catch(() => undefined),
      'MNR_COMPILE_VALUE_READ',
      'Exp',
    ));

  it('branching on numbers, also where the error is caught', () =>
    refused(
      (a) => {
        try {
          return tf.sum(a).dataSync()[0]! > 0 ? a : tf.neg(a);
        } catch {
          return a;
        }
      },
      'MNR_COMPILE_VALUE_READ',
      'Sum',
    ));

  it('shapes that depend on numbers', () =>
    refused((a) => tf.unique(a).values, 'MNR_COMPILE_DATA_DEPENDENT_SHAPE', 'Unique'));

  it('kernels without a translation', () =>
    refused((a) => tf.diag(a), 'MNR_COMPILE_UNSUPPORTED_KERNEL', 'Diag'));

  it('random numbers', () =>
    refused((a) => tf.add(a, tf.randomNormal([3])), 'MNR_COMPILE_RANDOM', 'tf.randomNormal'));

  it('dropout', () => refused((a) => tf.dropout(a, 0.5), 'MNR_COMPILE_RANDOM', 'tf.'));

  it('random numbers read while tracing', () =>
    refused(
      (a) => tf.mul(a, tf.randomUniform([1]).dataSync()[0]!),
      'MNR_COMPILE_RANDOM',
      'tf.randomUniform',
    ));

  it('random numbers returned', () =>
    refused(() => tf.randomUniform([1]), 'MNR_COMPILE_RANDOM', 'tf.randomUniform'));

  // One number is the same everywhere: a choice by it must not become the choice of every call.
  it('choices by one random number', () =>
    refused(
      (a) => tf.where(tf.less(tf.randomUniform([1]), 0.5), a, tf.neg(a)),
      'MNR_COMPILE_RANDOM',
      'tf.randomUniform',
    ));

  it('multinomial draws', () => refused((a) => tf.multinomial(a, 2), 'MNR_COMPILE_RANDOM', 'tf.multinomial'));

  it('tensors from outside that were disposed of', () => {
    const gone = x();
    gone.dispose();
    return refused((a) => tf.add(a, gone), 'MNR_COMPILE_DISPOSED_TENSOR', 'Add');
  });

  it('variables made of the inputs', () =>
    refused((a) => tf.variable(tf.exp(a)), 'MNR_COMPILE_VARIABLE_CREATED', 'variable'));

  it('complex numbers', () =>
    refused((a) => tf.real(tf.fft(tf.complex(a, a))), 'MNR_COMPILE_UNSUPPORTED_KERNEL', 'Complex'));

  it('asynchronous functions', async () => {
    await expect(compile(async (a: tf.Tensor) => Promise.resolve(tf.exp(a)))(x())).rejects.toMatchObject({
      code: 'MNR_COMPILE_ASYNCHRONOUS',
    });
  });

  it('tensors kept by the function and used outside', async () => {
    let kept: tf.Tensor | undefined;
    const step = compile((a: tf.Tensor1D) => {
      kept = tf.keep(tf.exp(a));
      return tf.sum(kept);
    });
    await step(x());
    expect(() => kept!.dataSync()).toThrow(/used outside of it/);
    expect(() => tf.neg(kept!)).toThrow(/used outside of it/);
  });

  it.each([
    ['einsum', 'Einsum', (a: tf.Tensor) => tf.einsum('i,i->i', a, a)],
    ['gatherND', 'GatherNd', (a: tf.Tensor) => tf.gatherND(a, tf.tensor2d([[0], [2]], [2, 1], 'int32'))],
    ['cumprod', 'Cumprod', (a: tf.Tensor) => tf.cumprod(a, 0)],
  ])('gradients that TensorFlow.js does not have: of %s', async (_, op, run) => {
    const gradient = tf.grad((a) => tf.sum(run(a)));
    expect(() => gradient(x())).toThrow('gradient function not found');
    const error: unknown = await compile((a: tf.Tensor) => gradient(a))(x()).catch((e: unknown) => e);
    expect(error).toMatchObject({ code: 'MNR_COMPILE_GRADIENT_MISSING' });
    expect((error as Error).message).toContain(`no gradient for ${op}`);
    expect((error as Error).message).toMatch(/refusals\.test\.ts:\d+/);
  });

  it('arguments that are no tensors', async () => {
    const step = compile((a: unknown) => a);
    await expect(step(new Float32Array(3))).rejects.toMatchObject({ code: 'MNR_COMPILE_ARGUMENT' });
    const gone = x();
    gone.dispose();
    await expect(step({ a: [gone] })).rejects.toThrow(/argument 1\.a\[0\] of .* was disposed of/);
    await expect(step(tf.tensor(['text']))).rejects.toThrow(/a tensor of string/);
  });
});

describe("fallback: 'eager'", () => {
  it('runs what cannot be compiled eagerly, with one warning', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const step = compile((a: tf.Tensor1D) => (tf.sum(a).dataSync()[0]! > 0 ? tf.neg(a) : tf.clone(a)), {
      fallback: 'eager',
      name: 'branch',
    });
    expect([...(await step(x())).dataSync()]).toEqual([-1, -2, -3]);
    expect([...(await step(x())).dataSync()]).toEqual([-1, -2, -3]);
    expect(warn).toHaveBeenCalledTimes(1);
    expect(warn.mock.calls[0]![0]).toMatch(/'branch' runs eagerly: .*refusals\.test\.ts/);
  });

  it("leaves the function's own errors alone", async () => {
    const step = compile(
      () => {
        throw new RangeError('mine');
      },
      { fallback: 'eager' },
    );
    await expect(step()).rejects.toThrow(RangeError);
  });
});
