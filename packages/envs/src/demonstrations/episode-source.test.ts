import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { RandomStream, type Episode } from '@minorant/core';
import h5wasm from 'h5wasm/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { box, episode } from '../testing/example-episodes.js';
import { D4rlReader } from './d4rl/d4rl-reader.js';
import { EpisodeSource } from './episode-source.js';
import { MinariReader } from './minari/minari-reader.js';
import { MinariWriter } from './minari/minari-writer.js';

let folder = '';
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'minorant-source-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('EpisodeSource', () => {
  it('selects, shuffles reproducibly, batches and splits episodes', async () => {
    const path = join(folder, 'many.hdf5');
    const writer = await MinariWriter.create({ path, observationSpace: box(3), actionSpace: box(2) });
    for (let i = 0; i < 10; i++) writer.write(episode(i + 1));
    writer.close();
    const source = await EpisodeSource.create(() => MinariReader.open(path));
    const ids = async (part: AsyncIterable<Episode>) => {
      const found: number[] = [];
      for await (const item of part) found.push(item.id!);
      return found;
    };
    expect(await ids(await EpisodeSource.create(() => MinariReader.open(path), 2))).toEqual([0, 1]);
    expect(await ids(await EpisodeSource.create(() => MinariReader.open(path), [7, 3]))).toEqual([7, 3]);
    const batches = async () => {
      const found: number[][] = [];
      for await (const batch of source.batches({ batchSize: 4, random: new RandomStream(1), epochs: 2 }))
        found.push(batch.map((item) => item.id!));
      return found;
    };
    const first = await batches();
    expect(first.map((batch) => batch.length)).toEqual([4, 4, 2, 4, 4, 2]);
    expect(
      first
        .slice(0, 3)
        .flat()
        .sort((a, b) => a - b),
    ).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(await batches()).toEqual(first);
    const parts = await source.split({ parts: { train: 0.8, test: 0.2 }, random: new RandomStream(2) });
    const all = [...(await ids(parts['train']!)), ...(await ids(parts['test']!))];
    expect(parts['train']!.size).toBe(8);
    expect(all.sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    await expect(EpisodeSource.create(() => MinariReader.open(path), [10])).rejects.toMatchObject({
      code: 'MNR_DEMONSTRATIONS_EPISODE',
    });
  });

  it('refuses shares that make no whole, parts without episodes and episodes named twice', async () => {
    const path = join(folder, 'parts.hdf5');
    const writer = await MinariWriter.create({ path, observationSpace: box(3), actionSpace: box(2) });
    for (let i = 0; i < 3; i++) writer.write(episode(2));
    writer.close();
    const source = await EpisodeSource.create(() => MinariReader.open(path));
    const split = (train: number, test: number) =>
      source.split({ parts: { train, test }, random: new RandomStream(1) });
    await expect(split(0.5, 0.3)).rejects.toMatchObject({ code: 'MNR_DATA_PARTS' });
    await expect(split(1, 0)).rejects.toMatchObject({ code: 'MNR_DATA_PARTS' });
    await expect(split(0.9, 0.1)).rejects.toMatchObject({
      code: 'MNR_DEMONSTRATIONS_PARTS',
      message: expect.stringContaining('3 episodes') as string,
    });
    await expect(EpisodeSource.create(() => MinariReader.open(path), [2, 0, 0])).rejects.toMatchObject({
      code: 'MNR_DEMONSTRATIONS_REPEATED',
      message: expect.stringContaining('Episode 0 ') as string,
    });
  });

  it('leaves no file open and no memory taken, read to the end, broken off or refused', async () => {
    const path = join(folder, 'leaks.hdf5');
    const writer = await MinariWriter.create({ path, observationSpace: box(3), actionSpace: box(2) });
    for (let i = 0; i < 3; i++) writer.write(episode(500));
    writer.close();
    const module = await h5wasm.ready;
    const cycle = async () => {
      const source = await EpisodeSource.create(() => MinariReader.open(path));
      for await (const item of source) expect(item.length).toBe(500);
      for await (const _item of source) break;
      await expect(D4rlReader.open(path)).rejects.toThrow();
    };
    await cycle();
    const openFiles = () => (existsSync('/proc/self/fd') ? readdirSync('/proc/self/fd').length : 0);
    const before = { files: openFiles(), memory: module.HEAPU8.length };
    for (let i = 0; i < 40; i++) await cycle();
    expect({ files: openFiles(), memory: module.HEAPU8.length }).toEqual(before);
  });
});
