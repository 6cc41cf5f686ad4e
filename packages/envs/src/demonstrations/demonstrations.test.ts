import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { MinorantError, type Episode, type Space } from '@minorant/core';
import fc from 'fast-check';
import h5wasm from 'h5wasm/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { D4rlReader } from './d4rl/d4rl-reader.js';
import { D4rlWriter } from './d4rl/d4rl-writer.js';
import { MinariReader } from './minari/minari-reader.js';
import { MinariWriter } from './minari/minari-writer.js';
import { openDemonstrations } from './open-demonstrations.js';
import { box, episode } from '../testing/example-episodes.js';

let folder = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'minorant-demonstrations-'));
  await h5wasm.ready;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function write(path: string, episodes: readonly Episode[], spaces: { o?: Space; a?: Space } = {}) {
  const writer = await MinariWriter.create({
    path,
    observationSpace: spaces.o ?? box(3),
    actionSpace: spaces.a ?? box(2, 'float32'),
    environmentId: 'Example-v0',
    overwrite: true,
  });
  for (const item of episodes) writer.write(item);
  writer.close();
  return path;
}

async function readAll(path: string): Promise<Episode[]> {
  const reader = await openDemonstrations(path);
  try {
    return reader.header.lengths.map((_, index) => reader.read(index));
  } finally {
    reader.close();
  }
}

/** Writes a raw file with h5wasm: datasets by path. */
function raw(
  name: string,
  datasets: Record<string, { data: number[] | Float64Array; shape: number[] } | string[]>,
) {
  const path = join(folder, name);
  const file = new h5wasm.File(path, 'w');
  for (const [key, value] of Object.entries(datasets)) {
    const names = key.split('/');
    let group: InstanceType<typeof h5wasm.Group> = file;
    for (const part of names.slice(0, -1))
      group = (group.keys().includes(part) ? group.get(part) : group.create_group(part)) as typeof group;
    if (Array.isArray(value)) group.create_dataset({ name: names.at(-1)!, data: value });
    else
      group.create_dataset({
        name: names.at(-1)!,
        data: Float64Array.from(value.data),
        shape: value.shape,
        dtype: '<d',
      });
  }
  file.close();
  return path;
}

const zeros = (...shape: number[]) => ({
  data: new Float64Array(shape.reduce((a, b) => a * b, 1)),
  shape,
});
const good = () => ({
  'episode_0/observations': zeros(5, 3),
  'episode_0/actions': zeros(4, 2),
  'episode_0/rewards': zeros(4),
  'episode_0/terminations': zeros(4),
  'episode_0/truncations': zeros(4),
});

async function code(promise: Promise<unknown>): Promise<{ code: string; message: string }> {
  try {
    await promise;
  } catch (error) {
    if (!MinorantError.isInstance(error)) throw error;
    return error;
  }
  throw new Error('nothing was thrown');
}

describe("Minari's layout", () => {
  it('reads back what it wrote, bit for bit, from a file and from a dataset folder', async () => {
    const episodes = [episode(5), episode(1), episode(17)];
    for (const path of [join(folder, 'one.hdf5'), join(folder, 'example-v0')]) {
      await write(path, episodes);
      const read = await readAll(path);
      expect(read).toEqual(episodes.map((item, id) => ({ ...item, id })));
    }
    expect(readdirSync(join(folder, 'example-v0/data')).sort()).toEqual(['main_data.hdf5', 'metadata.json']);
    const reader = await MinariReader.open(join(folder, 'example-v0'));
    expect(reader.header.observationSpace).toEqual(box(3));
    // The folder's metadata names no environment, the data file beside it does.
    expect(reader.header.environmentId).toBe('Example-v0');
    reader.close();
  });

  it('takes the environment of the metadata where both name one', async () => {
    const path = join(folder, 'named-v0');
    const environmentSpecification = JSON.stringify({ id: 'Hopper-v5' });
    const spaces = { observationSpace: box(3), actionSpace: box(2) };
    const writer = await MinariWriter.create({
      ...{ path, ...spaces, environmentId: 'Example-v0', environmentSpecification },
    });
    writer.write(episode(3));
    writer.close();
    const reader = await MinariReader.open(path);
    expect(reader.header.environmentId).toBe('Hopper-v5');
    reader.close();
  });

  it('keeps the options of the environment, in a file and in a folder', async () => {
    const environmentOptions = { frameSkip: 2, forwardRewardWeight: 5 };
    for (const name of ['options.hdf5', 'options-v0']) {
      const path = join(folder, name);
      const spaces = { observationSpace: box(3), actionSpace: box(2) };
      const writer = await MinariWriter.create({
        ...{ path, ...spaces, environmentId: 'Hopper-v5', environmentOptions },
      });
      writer.write(episode(3));
      writer.close();
      const reader = await openDemonstrations(path);
      expect(reader.header).toMatchObject({ environmentId: 'Hopper-v5', environmentOptions });
      reader.close();
    }
  });

  it('joins dictionary observations in the order of the space, and sorted by name without one', async () => {
    const space: Space = { kind: 'dict', spaces: { observation: box(2), achieved_goal: box(1) } };
    const item = episode(4);
    await write(join(folder, 'dict-v0'), [item], { o: space });
    expect((await readAll(join(folder, 'dict-v0')))[0]!.observations).toEqual(item.observations);
    await write(join(folder, 'dict.hdf5'), [item], { o: space });
    expect((await readAll(join(folder, 'dict.hdf5')))[0]!.observations).toEqual(item.observations);
    rmSync(join(folder, 'dict-v0/data/metadata.json'));
    const alone = (await readAll(join(folder, 'dict-v0')))[0]!;
    expect([...alone.observations.slice(0, 3)]).toEqual([
      item.observations[2],
      item.observations[0],
      item.observations[1],
    ]);
  });

  it('keeps discrete actions as numbers', async () => {
    const item = { ...episode(4, 3, 1), actions: Float64Array.of(0, 2, 1, 0) };
    const path = await write(join(folder, 'discrete-v0'), [item], {
      a: { kind: 'discrete', n: 3, start: 0 },
    });
    expect((await readAll(path))[0]!.actions).toEqual(item.actions);
  });

  it('leaves nothing behind when it is discarded, and never replaces a file unasked', async () => {
    const path = join(folder, 'discarded.hdf5');
    const options = { path, observationSpace: box(3), actionSpace: box(2) };
    const writer = await MinariWriter.create(options);
    writer.write(episode(3));
    writer.discard();
    expect(readdirSync(folder).filter((name) => name.startsWith('discarded'))).toEqual([]);
    await write(path, [episode(3)]);
    expect((await code(MinariWriter.create(options))).code).toBe('MNR_DEMONSTRATIONS_EXISTS');
  });

  it('leaves nothing behind when it cannot be finished', async () => {
    const path = join(folder, 'unfinished/unfinished.hdf5');
    const spaces = { observationSpace: box(3), actionSpace: box(2) };
    for (const create of [
      () => MinariWriter.create({ path, ...spaces }),
      () => D4rlWriter.create({ path, observationSize: 3, actionSize: 2 }),
    ]) {
      const empty = await create();
      expect(() => empty.close()).toThrow(/no episode/);
      expect(existsSync(join(folder, 'unfinished'))).toBe(false);
      const writer = await create();
      writer.write(episode(3));
      // Where the file is to be there is a folder now.
      mkdirSync(path);
      expect(() => writer.close()).toThrow(
        expect.objectContaining({
          code: 'MNR_DEMONSTRATIONS_EXISTS',
          message: expect.stringContaining(path) as string,
        }),
      );
      expect(readdirSync(join(folder, 'unfinished'))).toEqual(['unfinished.hdf5']);
      rmSync(join(folder, 'unfinished'), { recursive: true });
      (await create()).discard();
      expect(existsSync(join(folder, 'unfinished'))).toBe(false);
    }
  });
});

describe('writers', () => {
  const create = {
    minari: (path: string) =>
      MinariWriter.create({ path, observationSpace: box(3), actionSpace: box(2), overwrite: true }),
    d4rl: (path: string) => D4rlWriter.create({ path, observationSize: 3, actionSize: 2, overwrite: true }),
  };

  it.each(['minari', 'd4rl'] as const)('of %s refuse episodes of another size', async (layout) => {
    const path = join(folder, `sizes-${layout}.hdf5`);
    const writer = await create[layout](path);
    for (const [wrong, what] of [
      [episode(3, 4, 2), `observations in the episode to be written have 4 numbers, but ${path} has 3`],
      [episode(3, 3, 1), `actions in the episode to be written have 1 numbers, but ${path} has 2`],
    ] as const)
      expect(() => writer.write(wrong)).toThrow(
        expect.objectContaining({
          code: 'MNR_DEMONSTRATIONS_MISMATCH',
          message: expect.stringContaining(what) as string,
        }),
      );
    writer.discard();
  });

  it.each(['minari', 'd4rl'] as const)('of %s leave out what could not be read back', async (layout) => {
    const path = join(folder, `unreadable-${layout}.hdf5`);
    const writer = await create[layout](path);
    const whole = episode(3);
    writer.write(whole);
    for (const [wrong, error] of [
      [{ rewards: Float64Array.of(1, NaN, 3) }, 'MNR_DEMONSTRATIONS_VALUE'],
      [{ terminations: Uint8Array.of(0, 0, 200) }, 'MNR_DEMONSTRATIONS_VALUE'],
      [{ rewards: Float64Array.of(1, 2) }, 'MNR_DEMONSTRATIONS_SHAPE'],
      [{ observations: whole.observations.slice(3) }, 'MNR_DEMONSTRATIONS_SHAPE'],
    ] as const)
      expect(() => writer.write({ ...whole, ...wrong })).toThrow(expect.objectContaining({ code: error }));
    writer.close();
    expect(await readAll(path)).toHaveLength(1);
  });

  it.each([
    ['discrete', { kind: 'discrete', n: 3, start: 0 }, 1.5],
    ['uint8', { ...box(1), dtype: 'uint8' }, 256],
    ['int32', { ...box(1), dtype: 'int32' }, 3e9],
    ['a dict with int32', { kind: 'dict', spaces: { a: { ...box(1), dtype: 'int32' } } }, 0.5],
  ] as const)('refuse a number that %s cannot store', async (_name, space, value) => {
    const path = join(folder, 'stored.hdf5');
    const writer = await MinariWriter.create({
      ...{ path, observationSpace: box(3), actionSpace: space, overwrite: true },
    });
    const item = { ...episode(2, 3, 1), actions: Float64Array.of(1, 1) };
    writer.write(item);
    const wrong = { ...item, actions: Float64Array.of(1, value) };
    expect(() => writer.write(wrong)).toThrow(
      expect.objectContaining({
        code: 'MNR_DEMONSTRATIONS_VALUE',
        message: expect.stringMatching(/actions.* in row 1, expected whole numbers/) as string,
      }),
    );
    expect(() => writer.write(item, { height: new Float64Array(2) })).toThrow(/infos\/height/);
    writer.close();
    expect(await readAll(path)).toHaveLength(1);
  });

  it('of one file at a time: nobody writes into the other one, and the later does not replace it unasked', async () => {
    const path = join(folder, 'both.hdf5');
    const options = { path, observationSpace: box(3), actionSpace: box(2) };
    const writers = [await MinariWriter.create(options), await MinariWriter.create(options)] as const;
    for (const [i, writer] of writers.entries()) for (let n = 0; n <= i; n++) writer.write(episode(3));
    writers[1].close();
    expect(() => writers[0].close()).toThrow(expect.objectContaining({ code: 'MNR_DEMONSTRATIONS_EXISTS' }));
    // It says so again, and what the other one wrote is whole.
    expect(() => writers[0].close()).toThrow(expect.objectContaining({ code: 'MNR_DEMONSTRATIONS_EXISTS' }));
    expect(await readAll(path)).toHaveLength(2);
    expect(readdirSync(folder).filter((name) => name.includes('partial'))).toEqual([]);
  });

  it('of a folder write the metadata or nothing', async () => {
    const path = join(folder, 'no-metadata-v0');
    mkdirSync(join(path, 'data/metadata.json'), { recursive: true });
    expect((await code(write(path, [episode(3)]))).code).toBe('MNR_DEMONSTRATIONS_WRITE');
    expect(readdirSync(join(path, 'data'))).toEqual(['metadata.json']);
  });

  it.each(['minari', 'd4rl'] as const)('of %s refuse a folder before they begin', async (layout) => {
    const path = join(folder, `folder-${layout}.hdf5`);
    mkdirSync(path);
    expect((await code(create[layout](path))).code).toBe('MNR_DEMONSTRATIONS_WRITE');
    rmSync(path, { recursive: true });
  });
});

describe("D4RL's layout", () => {
  const flat = () => ({
    observations: { data: Array.from({ length: 12 }, (_, i) => i), shape: [6, 2] },
    actions: zeros(6, 1),
    rewards: { data: [1, 2, 3, 4, 5, 6], shape: [6] },
    terminals: { data: [0, 0, 1, 0, 0, 0], shape: [6] },
    timeouts: { data: [0, 0, 0, 0, 0, 1], shape: [6] },
  });

  it('cuts episodes at terminals and timeouts', async () => {
    const next = { data: Array.from({ length: 12 }, (_, i) => i + 100), shape: [6, 2] };
    const episodes = await readAll(raw('flat-next.hdf5', { ...flat(), next_observations: next }));
    expect(episodes.map((item) => item.length)).toEqual([3, 3]);
    expect([...episodes[0]!.observations]).toEqual([0, 1, 2, 3, 4, 5, 104, 105]);
    expect([...episodes[0]!.terminations]).toEqual([0, 0, 1]);
    expect([...episodes[1]!.truncations]).toEqual([0, 0, 1]);
  });

  it('names the row of the dataset that holds a bad value, not that of its episode', async () => {
    const file = flat();
    file.rewards.data[4] = NaN;
    const value = await code(readAll(raw('flat-value.hdf5', file)));
    expect(value).toMatchObject({ code: 'MNR_DEMONSTRATIONS_VALUE' });
    expect(value.message).toContain('/rewards');
    expect(value.message).toContain('row 4,');
    // More rows than boundaries are looked for at once.
    const rows = 70_000;
    const timeouts = zeros(rows);
    timeouts.data[69_999] = 2;
    const long = { observations: zeros(rows, 1), actions: zeros(rows, 1), terminals: zeros(rows) };
    const flag = await code(readAll(raw('flat-flag.hdf5', { ...long, rewards: zeros(rows), timeouts })));
    expect(flag.message).toContain('/timeouts');
    expect(flag.message).toContain('row 69999,');
  });

  it('leaves out last steps when there are no next observations, and calls that a truncation', async () => {
    const episodes = await readAll(raw('flat.hdf5', flat()));
    expect(episodes.map((item) => [...item.rewards])).toEqual([
      [1, 2],
      [4, 5],
    ]);
    expect([...episodes[1]!.observations]).toEqual([6, 7, 8, 9, 10, 11]);
    expect([...episodes[0]!.truncations]).toEqual([0, 1]);
    expect([...episodes[0]!.terminations]).toEqual([0, 0]);
  });

  it('needs to be told the time limit where there are no timeouts', async () => {
    const { timeouts: _timeouts, ...rest } = flat();
    const path = raw('flat-limit.hdf5', rest);
    expect((await code(D4rlReader.open(path))).code).toBe('MNR_DEMONSTRATIONS_NO_TIMEOUTS');
    const reader = await D4rlReader.open(path, { episodeSteps: 2 });
    // Rows 0 and 1, row 2 (terminal), rows 3 and 4, row 5: each loses its last step.
    expect(reader.header.lengths).toEqual([1, 1]);
    reader.close();
  });

  it('reads back what it wrote, in float32', async () => {
    const path = join(folder, 'written-flat.hdf5');
    const writer = await D4rlWriter.create({ path, observationSize: 3, actionSize: 2 });
    const cut = { ...episode(2000), terminations: new Uint8Array(2000) };
    for (const item of [episode(5), cut, episode(1)]) writer.write(item);
    expect(existsSync(path)).toBe(false);
    writer.close();
    const read = await readAll(path);
    expect(read.map((item) => item.length)).toEqual([5, 2000, 1]);
    expect(read[0]!.observations).toEqual(episode(5).observations.map(Math.fround));
    expect(read[1]!.rewards).toEqual(cut.rewards.map(Math.fround));
    expect(read.map((item) => item.terminations.at(-1))).toEqual([1, 0, 1]);
    expect(read[1]!.truncations.at(-1)).toBe(1);
    const again = D4rlWriter.create({ path, observationSize: 3, actionSize: 2 });
    expect((await code(again)).code).toBe('MNR_DEMONSTRATIONS_EXISTS');
  });

  it('expects numbers where there are strings, in both layouts', async () => {
    const text = ['a', 'b', 'c', 'd'];
    const minari = raw('text-minari.hdf5', { ...good(), 'episode_0/truncations': text });
    expect((await code(readAll(minari))).message).toContain(
      'is of string elements, expected numbers of shape [4].',
    );
    const d4rl = raw('text-d4rl.hdf5', { ...flat(), timeouts: [...text, 'e', 'f'] });
    expect((await code(D4rlReader.open(d4rl))).message).toContain(
      'is of string elements, expected numbers of shape [6], one row',
    );
  });

  it('points from one layout to the other', async () => {
    const path = raw('flat-hint.hdf5', flat());
    expect(await code(MinariReader.open(path))).toMatchObject({
      hint: expect.stringContaining('d4rl') as string,
    });
    expect(await code(D4rlReader.open(raw('minari-hint.hdf5', good())))).toMatchObject({
      hint: expect.stringContaining('minari') as string,
    });
  });
});

describe('bad files', () => {
  it.each([
    [
      'MNR_DEMONSTRATIONS_MISSING',
      '/episode_0/actions',
      () => ({ ...good(), 'episode_0/actions': undefined }),
    ],
    [
      'MNR_DEMONSTRATIONS_SHAPE',
      '/episode_0/observations',
      () => ({ ...good(), 'episode_0/observations': zeros(4, 3) }),
    ],
    [
      'MNR_DEMONSTRATIONS_SHAPE',
      '/episode_0/truncations',
      () => ({ ...good(), 'episode_0/truncations': zeros(3) }),
    ],
    [
      'MNR_DEMONSTRATIONS_SHAPE',
      '/episode_0/actions',
      () => ({ ...good(), 'episode_0/actions': ['a', 'b', 'c', 'd'] }),
    ],
    [
      'MNR_DEMONSTRATIONS_VALUE',
      '/episode_0/observations',
      () => ({
        ...good(),
        'episode_0/observations': { data: [...Array<number>(14).fill(0), NaN], shape: [5, 3] },
      }),
    ],
    [
      'MNR_DEMONSTRATIONS_VALUE',
      '/episode_0/terminations',
      () => ({ ...good(), 'episode_0/terminations': { data: [0, 0, 2, 0], shape: [4] } }),
    ],
    [
      'MNR_DEMONSTRATIONS_SHAPE',
      '/episode_0/observations',
      () => ({ ...good(), 'episode_0/observations': zeros(5, 0) }),
    ],
    ['MNR_DEMONSTRATIONS_LAYOUT', 'weights', () => ({ weights: zeros(3) })],
    ['MNR_DEMONSTRATIONS_LAYOUT', 'nothing', () => ({})],
  ])('%s naming %s', async (expected, place, make) => {
    const datasets = Object.fromEntries(Object.entries(make()).filter(([, value]) => value !== undefined));
    const path = raw('bad.hdf5', datasets as never);
    const error = await code(readAll(path));
    expect(error.code).toBe(expected);
    expect(error.message).toContain(place);
    expect(error.message).toContain(path);
  });

  it('refuses what is missing, not HDF5, a folder without data, or bad metadata', async () => {
    expect((await code(readAll(join(folder, 'nowhere.hdf5')))).code).toBe('MNR_DEMONSTRATIONS_NOT_FOUND');
    expect((await code(readAll(folder))).code).toBe('MNR_DEMONSTRATIONS_NOT_FOUND');
    writeFileSync(join(folder, 'text.hdf5'), 'hello');
    const text = await code(readAll(join(folder, 'text.hdf5')));
    expect(text).toMatchObject({ code: 'MNR_DEMONSTRATIONS_NOT_HDF5' });
    expect(text.message).toContain('signature not found');
    const path = await write(join(folder, 'metadata-v0'), [episode(3)]);
    writeFileSync(join(path, 'data/metadata.json'), '{"observation_space": "{\\"type\\": \\"Boxy\\"}"}');
    expect((await code(readAll(path))).code).toBe('MNR_DEMONSTRATIONS_METADATA');
  });

  it('refuses data and spaces that do not belong together', async () => {
    const path = await write(join(folder, 'spaces-v0'), [episode(3)]);
    const metadata = join(path, 'data/metadata.json');
    const space = (values: object) =>
      writeFileSync(metadata, JSON.stringify({ observation_space: JSON.stringify(values) }));
    const four = { type: 'Box', dtype: 'float64', shape: [4], low: [0, 0, 0, 0], high: [1, 1, 1, 1] };
    space(four);
    expect(await code(readAll(path))).toMatchObject({
      code: 'MNR_DEMONSTRATIONS_SHAPE',
      message: expect.stringContaining('rows of 3 numbers, expected rows of 4, as its space says') as string,
    });
    space({ ...four, high: [1, 1, 1] });
    expect((await code(readAll(path))).message).toContain(
      'a Box of shape [4] has 4 lower and 3 upper bounds',
    );
    // Our spaces begin at 0.
    space({ type: 'MultiDiscrete', dtype: 'int64', nvec: [2, 2, 2], start: [0, 1, 0] });
    expect((await code(readAll(path))).message).toContain('a MultiDiscrete that starts at [0, 1, 0]');
  });

  it('refuses an observation without members', async () => {
    const { 'episode_0/observations': _, ...rest } = good();
    const path = raw('no-members.hdf5', rest);
    const file = new h5wasm.File(path, 'a');
    (file.get('episode_0') as InstanceType<typeof h5wasm.Group>).create_group('observations');
    file.close();
    expect(await code(readAll(path))).toMatchObject({
      code: 'MNR_DEMONSTRATIONS_SHAPE',
      message: expect.stringContaining('/episode_0/observations') as string,
    });
  });

  it('gives coded errors only, whatever bytes are cut off or changed', async () => {
    const bytes = readFileSync(await write(join(folder, 'whole.hdf5'), [episode(6), episode(3)]));
    const path = join(folder, 'damaged.hdf5');
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: bytes.length }),
        fc.array(fc.tuple(fc.integer({ min: 0, max: bytes.length - 1 }), fc.integer({ min: 0, max: 255 })), {
          maxLength: 12,
        }),
        async (cut, changes) => {
          const damaged = Buffer.from(bytes.subarray(0, changes.length > 0 ? bytes.length : cut));
          for (const [at, value] of changes) damaged[at] = value;
          writeFileSync(path, damaged);
          try {
            const episodes = await readAll(path);
            for (const item of episodes) expect(item.observations.every(Number.isFinite)).toBe(true);
          } catch (error) {
            if (!MinorantError.isInstance(error)) throw error;
            expect(error.kind).toBe('input');
          }
        },
      ),
      { numRuns: 300, seed: 7 },
    );
    expect((await readAll(join(folder, 'whole.hdf5'))).length).toBe(2);
  });
});

describe('real recordings', () => {
  const recordings = new URL('../../../../../shared/data/demonstrations/', import.meta.url);
  it.skipIf(!existsSync(recordings))('have the published lengths and returns', async () => {
    const returns: Record<string, number> = {};
    for (const name of ['Ant', 'HalfCheetah', 'Hopper', 'Walker2d', 'Humanoid']) {
      const [item] = await readAll(new URL(`${name}-v4.hdf5`, recordings).pathname);
      expect(item!.length).toBe(1000);
      returns[name] = Math.round(item!.rewards.reduce((sum, value) => sum + value, 0) * 10) / 10;
    }
    expect(returns).toEqual({
      Ant: 4712.6,
      HalfCheetah: 4067.7,
      Hopper: 3717.2,
      Walker2d: 5329.2,
      Humanoid: 8768.3,
    });
  });
});
