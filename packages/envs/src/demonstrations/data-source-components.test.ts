import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { CreateContext } from '@minorant/core';
import h5wasm from 'h5wasm/node';
import { afterAll, expect, it } from 'vitest';

import { box, episode } from '../testing/example-episodes.js';
import { minariDataSource } from './data-source-components.js';
import { MinariWriter } from './minari/minari-writer.js';

const folder = mkdtempSync(join(tmpdir(), 'minorant-sources-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A file of three episodes that names an environment, or none. */
async function write(name: string, environmentId?: string): Promise<string> {
  const path = join(folder, name);
  const spaces = { observationSpace: box(3), actionSpace: box(2) };
  const writer = await MinariWriter.create({ path, ...spaces, ...(environmentId && { environmentId }) });
  for (let i = 0; i < 3; i++) writer.write(episode(i + 2));
  writer.close();
  return path;
}

/** What is warned of when a run in `Walker-v4` opens the file. */
async function warnings(path: string): Promise<readonly string[]> {
  const warned: string[] = [];
  const warn = (text: string) => warned.push(text);
  const environment = { id: 'Walker-v4', observationSpace: box(3), actionSpace: box(2) };
  const source = await minariDataSource.create({ path }, { environment, warn } as unknown as CreateContext);
  expect(source.size).toBe(3);
  return warned;
}

it('warns once of demonstrations that name another environment, and goes on', async () => {
  const path = await write('other.hdf5', 'Walker-v5');
  expect(await warnings(path)).toEqual([
    expect.stringContaining(`${path} says that it was recorded in Walker-v5, but this run is in Walker-v4`),
  ]);
});

it('is silent about the same environment, and about a file that names none', async () => {
  expect(await warnings(await write('same.hdf5', 'Walker-v4'))).toEqual([]);
  expect(await warnings(await write('unnamed.hdf5'))).toEqual([]);
});

it('warns of a file that says it has more episodes than there are', async () => {
  const path = await write('cut.hdf5', 'Walker-v4');
  const file = new h5wasm.File(path, 'a');
  file.delete_attribute('total_episodes');
  file.create_attribute('total_episodes', 4, [], '<q');
  file.close();
  expect(await warnings(path)).toEqual([
    expect.stringContaining('says that it has 4 episodes (total_episodes), but holds 3'),
  ]);
});
