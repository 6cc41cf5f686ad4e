import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { extensionPoints, RandomStream, type Episode } from '@minorant/core';
import { componentSuite, dataSourceSuite, describeConformance, testContext } from '@minorant/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';

import plugin, { readEpisodes, sqliteComponent, writeEpisodes } from './index.js';

const folder = mkdtempSync(join(tmpdir(), 'minorant-sqlite-'));
const path = join(folder, 'episodes.sqlite');
const random = new RandomStream(1);
const episodes = [0, 1, 2, 3].map((id): Episode => {
  const length = 3 + id;
  return {
    ...{ id, length, observationSize: 3, actionSize: 2 },
    observations: random.fillNormal(new Float64Array(3 * length + 3)),
    actions: random.fillNormal(new Float64Array(2 * length)),
    rewards: random.fillNormal(new Float64Array(length)),
    terminations: Uint8Array.from({ length }, (_, t) => (t === length - 1 && id % 2 === 0 ? 1 : 0)),
    truncations: Uint8Array.from({ length }, (_, t) => (t === length - 1 && id % 2 === 1 ? 1 : 0)),
  };
});
beforeAll(() => writeEpisodes(path, episodes));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describeConformance('sqlite', componentSuite, { component: sqliteComponent, options: { path: 'a.sqlite' } });
describeConformance('sqlite', dataSourceSuite, {
  create: async () => {
    const context = await testContext({ plugins: [plugin] });
    return context.create(extensionPoints.dataSource, { id: 'sqlite', path });
  },
});

it('gives back every bit', async () => {
  expect(await readEpisodes(path, 'steps')).toEqual(episodes);
});

it('refuses a last observation of another size', async () => {
  const [episode] = episodes;
  const short = join(folder, 'short.sqlite');
  const cut = { ...episode!, observations: episode!.observations.slice(0, -1) };
  await writeEpisodes(short, [cut]);
  await expect(readEpisodes(short, 'steps')).rejects.toThrow(/steps of episode 0 differ in size/);
});

it('says what is wrong with a file', async () => {
  await expect(readEpisodes(path, 'nothing')).rejects.toThrow(/table nothing: no such table/);
  const text = join(folder, 'text.sqlite');
  await writeFile(
    text,
    'this is no database, although it is long enough to be looked at by SQLite'.repeat(20),
  );
  await expect(readEpisodes(text, 'steps')).rejects.toThrow(/not a database/);
  const context = await testContext({ plugins: [plugin] });
  await expect(
    context.create(extensionPoints.dataSource, { id: 'sqlite', path, table: 'a"; DROP TABLE steps' }),
  ).rejects.toMatchObject({ code: 'MNR_PLUGIN_OPTIONS' });
});
