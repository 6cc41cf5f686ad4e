import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';

import { startBackend } from '../backend/start-backend.js';
import { compile } from './compile.js';
import { deliveryOf } from './delivery.js';
import { defaultRuntime, type OnnxRuntime } from './onnx-runtime.js';

beforeAll(() => startBackend({ execution: 'compiled' }));

/** A step with long state and results of its own. */
function step(runtime?: OnnxRuntime) {
  const state = tf.variable(tf.range(0, 20_000));
  const other = tf.variable(tf.scalar(1));
  const run = compile((x: tf.Tensor) => {
    state.assign(tf.add(state, x));
    other.assign(tf.mul(other, 2));
    return { sum: tf.sum(state), large: tf.greater(state, 19_999), x };
  }, runtime && { runtime });
  return { state, other, run };
}

describe('the delivery of results', () => {
  it('is found out: this version of onnxruntime-node fills arrays, and can be kept from copying them', async () => {
    const { fills, stop } = await deliveryOf(await defaultRuntime());
    expect(fills).toBe(true);
    expect(stop).toMatch(/type/i);
  });

  it('leaves no result behind beside long state', async () => {
    const { state, other, run } = step();
    const x = tf.scalar(1);
    for (let call = 1; call <= 3; call++) {
      const { sum, large, x: same } = await run(x);
      expect(sum.dataSync()[0]! / (199_990_000 + call * 20_000)).toBeCloseTo(1, 5);
      expect(large.dtype).toBe('bool');
      expect(tf.sum(large).dataSync()[0]).toBe(call);
      expect(same.dataSync()[0]).toBe(1);
      expect([state.dataSync()[5], other.dataSync()[0]]).toEqual([5 + call, 2 ** call]);
    }
    run.dispose();
  });

  it.each([
    ['does not fill arrays', false],
    ['fills arrays and copies them', true],
  ])('is the same with a runtime that %s', async (_, fills) => {
    const usual = await defaultRuntime();
    const runtime: OnnxRuntime = {
      Tensor: usual.Tensor,
      InferenceSession: {
        create: async (model, options) => {
          const session = await usual.InferenceSession.create(model, options);
          return {
            release: () => session.release(),
            run: (feeds, fetches) => {
              if ('stop' in fetches && fills) return Promise.reject(new TypeError('no sequences here'));
              const names = Object.keys(fetches).map((name) => [name, null] as const);
              return session.run(feeds, fills ? fetches : Object.fromEntries(names));
            },
          };
        },
      },
    };
    expect(await deliveryOf(runtime)).toEqual({ fills, stop: undefined });
    const { state, run } = step(runtime);
    const { sum } = await run(tf.scalar(1));
    expect(sum.dataSync()[0]! / 200_010_000).toBeCloseTo(1, 5);
    expect(state.dataSync()[5]).toBe(6);
    run.dispose();
  });

  it('is asked again after a runtime that was not ready', async () => {
    const usual = await defaultRuntime();
    let ready = false;
    const runtime: OnnxRuntime = {
      Tensor: usual.Tensor,
      InferenceSession: {
        create: (model, options) =>
          ready ? usual.InferenceSession.create(model, options) : Promise.reject(new Error('no wasm here')),
      },
    };
    await expect(deliveryOf(runtime)).rejects.toThrow('no wasm here');
    ready = true;
    expect(await deliveryOf(runtime)).toMatchObject({ fills: true });
  });

  it('does not take another failure for the end of a call', async () => {
    const usual = await defaultRuntime();
    let fail = false;
    const runtime: OnnxRuntime = {
      Tensor: usual.Tensor,
      InferenceSession: {
        create: async (model, options) => {
          const session = await usual.InferenceSession.create(model, options);
          return {
            release: () => session.release(),
            run: (feeds, fetches) =>
              fail ? Promise.reject(new Error('out of memory')) : session.run(feeds, fetches),
          };
        },
      },
    };
    const { state, run } = step(runtime);
    await run(tf.scalar(1));
    fail = true;
    await expect(run(tf.scalar(1))).rejects.toMatchObject({ code: 'MNR_COMPILE_RUNTIME' });
    expect(state.dataSync()[5]).toBe(6);
  });
});
