import { availableParallelism } from 'node:os';

import { describe, expect, it } from 'vitest';

import { chooseThreads, operationsOf } from './choose-threads.js';

const gemm = (m: number, k: number, n: number) => ({
  node: { op: 'Gemm', domain: '', inputs: ['a', 'b'], outputs: ['y'], attributes: { transA: 1, transB: 0 } },
  shapes: new Map([
    ['a', [k, m]],
    ['b', [k, n]],
    ['y', [m, n]],
  ]),
});

describe('chooseThreads', () => {
  it('counts what products and convolutions cost', () => {
    const { node, shapes } = gemm(3, 5, 7);
    expect(operationsOf(node, shapes)).toBe(2 * 3 * 5 * 7);
    const sizes = new Map([
      ['x', [2, 3, 8, 8]],
      ['w', [4, 3, 3, 3]],
      ['y', [2, 4, 6, 6]],
    ]);
    const conv = { op: 'Conv', domain: '', inputs: ['x', 'w'], outputs: ['y'], attributes: {} };
    expect(operationsOf(conv, sizes)).toBe(2 * (2 * 4 * 6 * 6) * (3 * 3 * 3));
  });

  it('takes one thread for small products, more for large ones', async () => {
    const small = gemm(64, 64, 64);
    const large = gemm(256, 256, 256);
    expect(await chooseThreads([small.node], small.shapes)).toBe(1);
    expect(await chooseThreads([large.node], large.shapes)).toBe(Math.min(4, availableParallelism()));
  });
});
