import { mkdtemp, readdir, rm, truncate, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { FileCheckpointStore } from './file-checkpoint-store.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minorant-checkpoints-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('FileCheckpointStore', () => {
  it('saves, lists from oldest to newest, loads and forgets', async () => {
    const store = new FileCheckpointStore(join(folder, 'deep', 'inside'));
    expect(await store.list()).toEqual([]);
    const saved = [
      await store.save({ step: 500 }, { values: { n: 1 } }),
      await store.save({ step: 500, score: -2.5 }, { values: { n: 2 } }),
      await store.save({ step: 1000 }, { values: { n: 3 } }),
    ];
    expect(saved.map(({ id }) => id)).toEqual(['000001-step-500', '000002-step-500', '000003-step-1000']);
    expect(await store.list()).toEqual(saved);
    expect(await store.load('000002-step-500')).toEqual({ values: { n: 2 } });
    await store.delete('000002-step-500');
    expect((await store.list()).map(({ id }) => id)).toEqual(['000001-step-500', '000003-step-1000']);
    expect((await store.save({ step: 0 }, {})).id).toBe('000004-step-0');
  });

  it('refuses a damaged checkpoint and names the newest whole one before it', async () => {
    const store = new FileCheckpointStore(folder);
    const ids: string[] = [];
    for (let n = 0; n < 4; n++) ids.push((await store.save({ step: n }, { values: { n } })).id);
    await truncate(join(folder, ids[3]!, 'values.json'), 3);
    await truncate(join(folder, ids[2]!, 'manifest.json'), 3);
    await expect(store.load(ids[3]!)).rejects.toMatchObject({
      code: 'MNR_CHECKPOINT_CORRUPT',
      hint: expect.stringContaining(ids[1]!) as unknown,
    });
    expect((await store.list()).map(({ id }) => id)).toEqual(ids);
    await expect(store.load('000009-step-9')).rejects.toMatchObject({ code: 'MNR_CHECKPOINT_MISSING' });
    await expect(store.load('../somewhere')).rejects.toMatchObject({ code: 'MNR_CHECKPOINT_MISSING' });
  });

  it('clears away what a killed write left behind, and touches nothing else', async () => {
    await mkdir(join(folder, '000001-step-5.tmp-0a1b2c3d'));
    await mkdir(join(folder, 'notes'));
    const store = new FileCheckpointStore(folder);
    await store.save({ step: 5 }, {});
    expect((await readdir(folder)).sort()).toEqual(['000001-step-5', 'notes']);
    await store.delete('notes');
    expect(await readdir(folder)).toContain('notes');
  });
});
