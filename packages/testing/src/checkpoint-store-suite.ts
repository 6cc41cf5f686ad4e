import type { CheckpointStore, Snapshot } from '@minorant/core';
import { expect } from 'vitest';

import type { ConformanceSuite } from './suite.js';
import { comparable } from './tensors.js';

/** What the suite needs of a checkpoint store: an empty one each time, that keeps at least the two newest. */
export interface CheckpointStoreSubject {
  /** Makes a fresh instance. */
  create(): CheckpointStore | Promise<CheckpointStore>;
}

const snapshot = (value: number): Snapshot => ({
  values: { value, text: 'ä', nothing: null, list: [1, 2.5, -0.1] },
  tensors: {
    weights: { dtype: 'float32', shape: [2, 2], data: Float32Array.of(value, -0, 1e-40, Infinity) },
    ids: { dtype: 'uint8', shape: [0], data: new Uint8Array() },
  },
  parts: { inner: { tensors: { x: { dtype: 'float64', shape: [], data: Float64Array.of(Math.PI) } } } },
});

/** What every checkpoint store must do. */
export const checkpointStoreSuite: ConformanceSuite<CheckpointStoreSubject> = {
  contract: 'checkpoint-store v1',
  checks: [
    {
      name: 'says which contract it implements, and starts empty',
      run: async (subject) => {
        const store = await subject.create();
        expect(store.specificationVersion).toBe('v1');
        expect(await store.list()).toEqual([]);
      },
    },
    {
      name: 'gives back what it was given, bit for bit',
      run: async (subject) => {
        const store = await subject.create();
        const { id } = await store.save({ step: 10 }, snapshot(1));
        expect(comparable(await store.load(id))).toEqual(comparable(snapshot(1)));
      },
    },
    {
      name: 'lists what it keeps, oldest first, with step and score',
      run: async (subject) => {
        const store = await subject.create();
        await store.save({ step: 10, score: 5 }, snapshot(1));
        await store.save({ step: 20, score: 3 }, snapshot(2));
        const entries = await store.list();
        expect(entries.map(({ step, score }) => ({ step, score }))).toEqual([
          { step: 10, score: 5 },
          { step: 20, score: 3 },
        ]);
        expect(new Set(entries.map(({ id }) => id)).size).toBe(2);
        expect(comparable(await store.load(entries[1]!.id))).toEqual(comparable(snapshot(2)));
      },
    },
    {
      name: 'keeps what it was given as it was then',
      run: async (subject) => {
        const store = await subject.create();
        const given = snapshot(1);
        const { id } = await store.save({ step: 10 }, given);
        (given.tensors!['weights']!.data as Float32Array).fill(7);
        expect(comparable(await store.load(id)), 'after the snapshot has changed').toEqual(
          comparable(snapshot(1)),
        );
      },
    },
    {
      name: 'forgets what it is told to, if it can, and nothing else',
      run: async (subject) => {
        const store = await subject.create();
        if (!store.delete) return;
        const first = await store.save({ step: 10 }, snapshot(1));
        const second = await store.save({ step: 20 }, snapshot(2));
        await store.delete(second.id);
        expect((await store.list()).map(({ id, step }) => ({ id, step }))).toEqual([
          { id: first.id, step: 10 },
        ]);
        await expect(store.load(second.id), 'what was deleted').rejects.toThrow();
        expect(comparable(await store.load(first.id))).toEqual(comparable(snapshot(1)));
      },
    },
    {
      name: 'never calls two checkpoints alike, also after one was deleted',
      run: async (subject) => {
        const store = await subject.create();
        const first = await store.save({ step: 10 }, snapshot(1));
        const second = await store.save({ step: 20 }, snapshot(2));
        // Ids that are counted from what is kept repeat from here on.
        await store.delete?.(first.id);
        const third = await store.save({ step: 30 }, snapshot(3));
        expect(new Set([first.id, second.id, third.id]).size, 'different ids of three checkpoints').toBe(3);
        expect(comparable(await store.load(second.id))).toEqual(comparable(snapshot(2)));
        expect(comparable(await store.load(third.id))).toEqual(comparable(snapshot(3)));
      },
    },
    {
      name: 'refuses an id that it does not know',
      run: async (subject) => {
        const store = await subject.create();
        await expect(store.load('no-such-checkpoint')).rejects.toThrow();
      },
    },
  ],
};
