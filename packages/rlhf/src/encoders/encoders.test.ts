import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TextEncoder as Encoder } from '@minorant/core';
import { componentSuite, describeConformance, textEncoderSuite } from '@minorant/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  joinedComponent,
  lengthEncoderComponent,
  ngramEncoderComponent,
  useLiteComponent,
} from '../components/encoder-components.js';
import { CachedEncoder } from './cached-encoder.js';
import { readEmbeddings, textKey, writeEmbeddings } from './embedding-file.js';
import { JoinedEncoder } from './joined-encoder.js';
import { NgramEncoder } from './ngram-encoder.js';
import { UseLiteEncoder } from './use-lite-encoder.js';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minorant-encoders-'));
});

afterAll(() => rm(folder, { recursive: true }));

for (const component of [ngramEncoderComponent, lengthEncoderComponent, useLiteComponent, joinedComponent]) {
  describeConformance(component.id, componentSuite, { component });
}

describeConformance('NgramEncoder', textEncoderSuite, { create: () => new NgramEncoder({ size: 64 }) });
describeConformance('CachedEncoder', textEncoderSuite, {
  create: () => CachedEncoder.open(new NgramEncoder({ size: 32 }), folder),
});
describeConformance('JoinedEncoder', textEncoderSuite, {
  create: () =>
    new JoinedEncoder([
      { encoder: new NgramEncoder({ size: 32 }), scale: 1 },
      { encoder: new NgramEncoder({ size: 16, order: 1 }), scale: 0.5 },
    ]),
});

/** Counts what it is asked for. */
class CountingEncoder extends NgramEncoder {
  readonly asked: string[] = [];

  override encode(texts: readonly string[]): Promise<Float32Array> {
    this.asked.push(...texts);
    return super.encode(texts);
  }
}

describe('CachedEncoder', () => {
  it('asks once for each text, also after a restart, and gives the same vectors', async () => {
    const cache = join(folder, 'once');
    const plain = new NgramEncoder({ size: 48 });
    const first = new CountingEncoder({ size: 48 });
    const cached = await CachedEncoder.open(first, cache);
    expect(await cached.encode(['a b', 'c', 'a b'])).toEqual(await plain.encode(['a b', 'c', 'a b']));
    await cached.encode(['c', 'd']);
    expect(first.asked).toEqual(['a b', 'c', 'd']);
    await cached.dispose();
    const second = new CountingEncoder({ size: 48 });
    const reopened = await CachedEncoder.open(second, cache);
    expect(await reopened.encode(['d', 'a b'])).toEqual(await plain.encode(['d', 'a b']));
    expect(second.asked).toEqual([]);
    expect(await readdir(cache)).toHaveLength(1);
  });

  it('writes the whole file less often as it grows', async () => {
    const cached = await CachedEncoder.open(new NgramEncoder({ size: 16 }), join(folder, 'large'));
    const texts = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, i) => `text ${from + i}`);
    const written = async () => (await readEmbeddings(cached.path, 16)).size;
    await cached.encode(texts(0, 1999));
    expect(await written()).toBe(0);
    await cached.encode(texts(1999, 24_000));
    expect(await written()).toBe(24_000);
    await cached.encode(texts(24_000, 27_000));
    expect(await written()).toBe(24_000);
    await cached.encode(texts(27_000, 27_500));
    expect(await written()).toBe(27_500);
  });

  it('keeps encoders apart', async () => {
    const cache = join(folder, 'apart');
    for (const order of [1, 2]) {
      const cached = await CachedEncoder.open(new NgramEncoder({ size: 32, order }), cache);
      await cached.encode(['one two']);
      await cached.dispose();
    }
    expect(await readdir(cache)).toHaveLength(2);
  });

  it('refuses a file that is cut off, of another kind or of another size', async () => {
    const path = join(folder, 'damaged.embeddings');
    await writeEmbeddings(path, 2, new Map([[textKey('a'), Float32Array.of(1, 2)]]));
    expect([...(await readEmbeddings(path, 2)).get(textKey('a'))!]).toEqual([1, 2]);
    await expect(readEmbeddings(path, 3)).rejects.toMatchObject({ code: 'MNR_PREFERENCES_CACHE' });
    await writeFile(path, 'MNREMB01 and something else');
    await expect(readEmbeddings(path, 2)).rejects.toMatchObject({ code: 'MNR_PREFERENCES_CACHE' });
    await writeFile(path, 'short');
    await expect(readEmbeddings(path, 2)).rejects.toMatchObject({ code: 'MNR_PREFERENCES_CACHE' });
  });
});

describe('JoinedEncoder', () => {
  it('puts scaled vectors end to end', async () => {
    const one: Encoder = new NgramEncoder({ size: 16 });
    const two: Encoder = new NgramEncoder({ size: 32, order: 1 });
    const joined = new JoinedEncoder([
      { encoder: one, scale: 1 },
      { encoder: two, scale: 2 },
    ]);
    const vectors = await joined.encode(['a', 'b c']);
    expect([...vectors.subarray(48, 64)]).toEqual([...(await one.encode(['b c']))]);
    expect([...vectors.subarray(64, 96)]).toEqual([...(await two.encode(['b c']))].map((x) => 2 * x));
  });
});

describe('UseLiteEncoder', () => {
  it('gives unit vectors in which near meanings are near, or says what to install', async ({ skip }) => {
    let encoder: UseLiteEncoder;
    try {
      encoder = await UseLiteEncoder.load();
    } catch (error) {
      expect(error).toMatchObject({ code: 'MNR_PREFERENCES_PEER' });
      expect((error as { hint: string }).hint).toContain('npm install @energetic-ai/');
      return skip('@energetic-ai/embeddings is not installed: only its absence was tested');
    }
    const vectors = await encoder.encode(['How to bake bread', 'Baking a loaf of bread', 'Stocks fell', '']);
    const dot = (a: number, b: number): number =>
      Array.from({ length: 512 }, (_, i) => vectors[a * 512 + i]! * vectors[b * 512 + i]!).reduce(
        (sum, value) => sum + value,
        0,
      );
    expect(dot(0, 0)).toBeCloseTo(1, 4);
    expect(dot(0, 1)).toBeGreaterThan(dot(0, 2) + 0.2);
  }, 60_000);
});
