import type * as FileSystem from 'node:fs/promises';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { FileCheckpointStore } from '../checkpoints/file-checkpoint-store.js';
import { readSnapshot } from './read-snapshot.js';
import { writeSnapshot } from './write-snapshot.js';

/** Paths at which an operation fails, as where another program has a file open. */
const failing: { rename?: RegExp; rm?: RegExp } = {};

vi.mock('node:fs/promises', async (importOriginal) => {
  const real = await importOriginal<typeof FileSystem>();
  const fail = (): never => {
    throw new Error('EBUSY: resource busy');
  };
  return {
    ...real,
    rename: (from: string, to: string) => (failing.rename?.test(from) ? fail() : real.rename(from, to)),
    rm: async (path: string, options: object) => {
      if (!failing.rm?.test(path)) return real.rm(path, options);
      // Killed when the first file was gone.
      await real.rm(join(path, 'manifest.json'));
      return fail();
    },
  };
});

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minorant-failed-'));
});
afterEach(async () => {
  delete failing.rename;
  delete failing.rm;
  await rm(folder, { recursive: true, force: true });
});

it('a snapshot that cannot take the place of another leaves that one there', async () => {
  const path = join(folder, 'policy');
  await writeSnapshot(path, { values: { n: 1 } });
  failing.rename = /\.tmp-/;
  await expect(writeSnapshot(path, { values: { n: 2 } })).rejects.toMatchObject({
    code: 'MNR_CHECKPOINT_WRITE',
  });
  expect(await readSnapshot(path)).toEqual({ values: { n: 1 } });
  expect(await readdir(folder)).toEqual(['policy']);
});

it('a checkpoint whose removal was cut short is none any more, and cleared away with the next', async () => {
  const store = new FileCheckpointStore(folder);
  const first = await store.save({ step: 1 }, { values: { n: 1 } });
  const second = await store.save({ step: 2 }, { values: { n: 2 } });
  failing.rm = /000002/;
  await store.delete(second.id).catch(() => undefined);
  expect(await store.list()).toEqual([first]);
  delete failing.rm;
  await store.delete(second.id);
  const third = await store.save({ step: 3 }, {});
  expect((await readdir(folder)).sort()).toEqual([first.id, third.id]);
});
