import type { CheckpointEntry, CheckpointStore, Snapshot } from '@minorant/core';
import { expect, it } from 'vitest';

import { checkpointStoreSuite } from './checkpoint-store-suite.js';
import { failedChecks } from './suite.js';

/** A correct store in memory, but for how it names what it keeps. */
class Memory implements CheckpointStore {
  readonly specificationVersion = 'v1';
  saved: (CheckpointEntry & { readonly snapshot: Snapshot })[] = [];

  constructor(readonly name: (store: Memory) => string) {}

  save(entry: Omit<CheckpointEntry, 'id'>, snapshot: Snapshot): Promise<CheckpointEntry> {
    const named = { ...entry, id: this.name(this) };
    this.saved.push({ ...named, snapshot: structuredClone(snapshot) });
    return Promise.resolve(named);
  }

  list(): Promise<CheckpointEntry[]> {
    return Promise.resolve(this.saved);
  }

  load(id: string): Promise<Snapshot> {
    const found = this.saved.find((entry) => entry.id === id);
    return found ? Promise.resolve(found.snapshot) : Promise.reject(new Error(id));
  }

  delete(id: string): Promise<void> {
    this.saved = this.saved.filter((entry) => entry.id !== id);
    return Promise.resolve();
  }
}

const failed = async (name: (store: Memory) => string) => [
  ...(await failedChecks(checkpointStoreSuite, { create: () => new Memory(name) })).keys(),
];

it('catches a checkpoint store whose ids repeat after a delete', async () => {
  let count = 0;
  expect(await failed(() => `${count++}`)).toEqual([]);
  expect(await failed(({ saved }) => `${saved.length}`)).toEqual([
    'never calls two checkpoints alike, also after one was deleted',
  ]);
});
