import { mkdtemp, readFile, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { JsonValue, Snapshot } from '../contracts/snapshot/v1.js';
import { digest } from './digest.js';
import { readSnapshot } from './read-snapshot.js';
import { writeSnapshot } from './write-snapshot.js';

/** MINORANT_FUZZ=50 runs fifty times as many cases. */
const FUZZ = Number(process.env['MINORANT_FUZZ'] ?? 1);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minorant-snapshot-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const example: Snapshot = {
  values: { steps: 12, best: -Infinity, nothing: null, nested: { list: [1, -0, NaN, 'text', true] } },
  tensors: { 'a/b~c': { dtype: 'float32', shape: [2], data: new Float32Array([1, NaN]) } },
  parts: {
    policy: {
      tensors: {
        'a/b~c': { dtype: 'int64', shape: [], data: new BigInt64Array([-(2n ** 62n)]) },
        __metadata__: { dtype: 'uint8', shape: [0], data: new Uint8Array(0) },
      },
    },
    empty: {},
    __proto__x: { values: {} },
  },
};

const key = fc.string({ maxLength: 6 }).filter((text) => text !== '__proto__' && text !== '$number');
const json: fc.Arbitrary<JsonValue> = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constant(null),
    fc.boolean(),
    fc.double(),
    fc.string(),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(key, tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value;
const name = fc.oneof(
  fc.string({ maxLength: 6 }),
  fc.constantFrom('a/b', '~1', '~2', '__metadata__', 'a', 'b'),
);
const array = fc
  .float64Array({ maxLength: 5 })
  .map((data) => ({ dtype: 'float64' as const, shape: [data.length], data }));
const snapshots: fc.Arbitrary<Snapshot> = fc.letrec<{ snapshot: Snapshot }>((tie) => ({
  snapshot: fc.record(
    {
      values: fc.dictionary(key, json, { maxKeys: 3, noNullPrototype: true }),
      tensors: fc.dictionary(name, array, { maxKeys: 3, noNullPrototype: true }),
      parts: fc.dictionary(name, fc.oneof({ maxDepth: 2 }, fc.constant({}), tie('snapshot')), {
        maxKeys: 3,
        noNullPrototype: true,
      }),
    },
    { requiredKeys: [], noNullPrototype: true },
  ),
})).snapshot;

describe('writeSnapshot and readSnapshot', () => {
  it('give back what was written, numbers that JSON lacks included', async () => {
    const path = join(folder, 'one');
    await writeSnapshot(path, example);
    const back = await readSnapshot(path);
    expect(back).toEqual(example);
    expect(Object.is((back.values as { nested: { list: number[] } }).nested.list[1], -0)).toBe(true);
    expect(digest(back)).toBe(digest(example));
    await writeSnapshot(path, { values: { second: true } });
    expect(await readSnapshot(path)).toEqual({ values: { second: true } });
    expect(await readdir(folder)).toEqual(['one']);
  });

  it('give back any snapshot, with the same digest', async () => {
    let i = 0;
    await fc.assert(
      fc.asyncProperty(snapshots, async (snapshot) => {
        const path = join(folder, String(i++));
        await writeSnapshot(path, snapshot);
        const back = await readSnapshot(path);
        expect(back).toEqual(snapshot);
        expect(digest(back)).toBe(digest(snapshot));
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    [
      'a shape that does not fit',
      { tensors: { x: { dtype: 'float32', shape: [3], data: new Float32Array(2) } } },
    ],
    ['another element type', { tensors: { x: { dtype: 'int32', shape: [2], data: new Float32Array(2) } } }],
    ['undefined', { values: { x: undefined } }],
    ['a date', { values: { x: new Date(0) } }],
    ['__proto__', { parts: { ['__proto__']: {} } }],
    ['__proto__ in a value', { values: { x: JSON.parse('{"__proto__":1}') as JsonValue } }],
    ['the reserved key', { values: { x: { $number: 'NaN' } } }],
  ])('refuse %s and leave nothing behind', async (_what, snapshot) => {
    await expect(writeSnapshot(join(folder, 'x'), snapshot as unknown as Snapshot)).rejects.toMatchObject({
      code: 'MNR_SNAPSHOT_VALUE',
    });
    expect(await readdir(folder)).toEqual([]);
  });

  it('say so when the folder cannot be written', async () => {
    await writeFile(join(folder, 'file'), '');
    await expect(writeSnapshot(join(folder, 'file', 'x'), {})).rejects.toMatchObject({
      code: 'MNR_CHECKPOINT_WRITE',
    });
  });
});

describe('readSnapshot refuses', () => {
  const spoil: [string, string, (path: string) => Promise<void>][] = [
    ['a missing folder', 'MNR_CHECKPOINT_MISSING', (path) => rm(path, { recursive: true })],
    ['a missing file', 'MNR_CHECKPOINT_CORRUPT', (path) => rm(join(path, 'values.json'))],
    ['a truncated file', 'MNR_CHECKPOINT_CORRUPT', (path) => truncate(join(path, 'tensors.safetensors'), 20)],
    ['a truncated manifest', 'MNR_CHECKPOINT_CORRUPT', (path) => truncate(join(path, 'manifest.json'), 20)],
    [
      'a flipped bit',
      'MNR_CHECKPOINT_CORRUPT',
      async (path) => {
        const file = await readFile(join(path, 'tensors.safetensors'));
        file[file.length - 1]! ^= 1;
        await writeFile(join(path, 'tensors.safetensors'), file);
      },
    ],
    [
      'a foreign manifest',
      'MNR_CHECKPOINT_FOREIGN',
      (path) => writeFile(join(path, 'manifest.json'), '{"name":"something","version":1}'),
    ],
    [
      'a manifest of a later version',
      'MNR_CHECKPOINT_FUTURE',
      (path) => writeFile(join(path, 'manifest.json'), '{"format":"minorant/snapshot","version":99,"new":1}'),
    ],
    [
      'other files in the manifest',
      'MNR_CHECKPOINT_CORRUPT',
      (path) =>
        writeFile(
          join(path, 'manifest.json'),
          '{"format":"minorant/snapshot","version":1,"files":{"../x":{}}}',
        ),
    ],
  ];
  it.each(spoil)('%s with %s, naming the one before', async (_what, code, change) => {
    const path = join(folder, 'one');
    await writeSnapshot(path, example);
    await change(path);
    await expect(readSnapshot(path, { previous: 'step-10' })).rejects.toMatchObject({
      code,
      hint: expect.stringContaining('step-10') as unknown,
    });
  });

  it('a document that is not a snapshot, although its checksum fits', async () => {
    const path = join(folder, 'one');
    await writeSnapshot(path, {});
    const { createHash } = await import('node:crypto');
    const manifest = JSON.parse(await readFile(join(path, 'manifest.json'), 'utf8')) as {
      files: Record<string, { bytes: number; sha256: string }>;
    };
    for (const text of [
      '[]',
      '{"code":1}',
      '{"tensors":["missing"]}',
      '{"values":{"x":{"$number":"7"}}}',
      'no',
    ]) {
      await writeFile(join(path, 'values.json'), text);
      manifest.files['values.json'] = {
        bytes: text.length,
        sha256: createHash('sha256').update(text).digest('hex'),
      };
      await writeFile(join(path, 'manifest.json'), JSON.stringify(manifest));
      await expect(readSnapshot(path)).rejects.toMatchObject({ code: 'MNR_CHECKPOINT_MALFORMED' });
    }
  });
});

describe('a snapshot folder with random damage', () => {
  it('is refused, whatever the damage', async () => {
    const path = join(folder, 'one');
    await writeSnapshot(path, example);
    const names = await readdir(path);
    const contents = new Map(
      await Promise.all(names.map(async (name) => [name, await readFile(join(path, name))] as const)),
    );
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...names),
        fc.nat(),
        fc.constantFrom('flip', 'cut', 'append', 'insert'),
        fc.nat({ max: 254 }),
        async (name, where, damage, byte) => {
          const before = contents.get(name)!;
          const at = where % before.length;
          const added = Buffer.of(byte);
          const after = {
            flip: Buffer.concat([
              before.subarray(0, at),
              Buffer.of(before[at]! ^ (byte + 1)),
              before.subarray(at + 1),
            ]),
            cut: before.subarray(0, at),
            append: Buffer.concat([before, added]),
            insert: Buffer.concat([before.subarray(0, at), added, before.subarray(at)]),
          }[damage];
          await writeFile(join(path, name), after);
          const outcome: unknown = await readSnapshot(path).then(
            (snapshot) => digest(snapshot),
            (error: unknown) => error,
          );
          await writeFile(join(path, name), before);
          // White space in the manifest, or a changed note, changes nothing that was saved.
          if (name === 'manifest.json' && outcome === digest(example)) return;
          expect((outcome as { code?: string }).code).toMatch(/^MNR_CHECKPOINT_/);
          refused += 1;
        },
      ),
      { numRuns: 200 * FUZZ },
    );
    expect(refused).toBeGreaterThan(150 * FUZZ);
  });
});

describe('digest', () => {
  it('does not depend on the order of keys, but on everything else', () => {
    const base: Snapshot = { values: { a: 1, b: [1, 2] }, parts: { x: {}, y: {} } };
    expect(digest({ parts: { y: {}, x: {} }, values: { b: [1, 2], a: 1 } })).toBe(digest(base));
    const others: Snapshot[] = [
      { ...base, values: { a: 1, b: [2, 1] } },
      { ...base, values: { a: -0, b: [1, 2] } },
      { ...base, parts: { x: {} } },
      { ...base, tensors: { t: { dtype: 'float32', shape: [1], data: new Float32Array([0]) } } },
      { ...base, tensors: { t: { dtype: 'float32', shape: [1], data: new Float32Array([-0]) } } },
      { ...base, tensors: { t: { dtype: 'float32', shape: [1, 1], data: new Float32Array([0]) } } },
      { ...base, tensors: { t: { dtype: 'int32', shape: [1], data: new Int32Array([0]) } } },
    ];
    expect(new Set([base, ...others].map(digest)).size).toBe(others.length + 1);
  });
});
