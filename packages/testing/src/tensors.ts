import * as tf from '@tensorflow/tfjs';
import type { Snapshot } from '@minorant/core';
import { expect } from 'vitest';

/** The numbers of a tensor. */
export function numbers(tensor: tf.Tensor): number[] {
  return [...tensor.dataSync()];
}

/** Expects finite numbers only. */
export function expectFinite(values: Iterable<number>, what: string): void {
  for (const value of values) expect(Number.isFinite(value), `${what} holds ${value}`).toBe(true);
}

/** Expects that an action leaves as many tensors as it found. A first run is not counted: it may fill caches. */
export async function expectNoLeak(action: () => void | Promise<void>): Promise<void> {
  await action();
  const before = tf.memory().numTensors;
  await action();
  expect(tf.memory().numTensors - before, 'tensors left behind').toBe(0);
}

/** A snapshot as comparable plain data: typed arrays as arrays, keys sorted. */
export function comparable(snapshot: Snapshot): unknown {
  return {
    values: snapshot.values ?? {},
    tensors: Object.fromEntries(
      Object.entries(snapshot.tensors ?? {}).map(([name, { dtype, shape, data }]) => [
        name,
        { dtype, shape: [...shape], data: Array.from(data as ArrayLike<number | bigint>, String) },
      ]),
    ),
    parts: Object.fromEntries(
      Object.entries(snapshot.parts ?? {}).map(([name, part]) => [name, comparable(part)]),
    ),
  };
}
