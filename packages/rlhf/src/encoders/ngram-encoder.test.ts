import { describe, expect, it } from 'vitest';

import { NgramEncoder, words } from './ngram-encoder.js';

const rows = (flat: Float32Array, size: number) =>
  Array.from({ length: flat.length / size }, (_, i) => flat.subarray(i * size, (i + 1) * size));
const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

describe('words', () => {
  it('keep their vowel signs and accents, however these are written', () => {
    expect(words('हिन्दी भाषा')).toEqual(['हिन्दी', 'भाषा']);
    expect(words('cafe\u0301')).toEqual(words('café'));
  });
});

describe('NgramEncoder', () => {
  it('gives equal texts equal vectors of unit length, whatever else is in the batch', async () => {
    const encoder = new NgramEncoder({ size: 1024 });
    const [a, , b] = rows(await encoder.encode(['The sky is blue.', 'x', 'the SKY is blue .']), 1024);
    const [alone] = rows(await new NgramEncoder({ size: 1024 }).encode(['The sky is blue.']), 1024);
    expect(a).toEqual(b);
    expect(a).toEqual(alone);
    expect(dot(a!, a!)).toBeCloseTo(1, 5);
  });

  it('puts texts that share words nearer, and sees their order with bigrams', async () => {
    const encoder = new NgramEncoder();
    const [a, near, far] = rows(
      await encoder.encode(['bake bread today', 'bake bread now', 'stocks fell sharply']),
      encoder.size,
    );
    expect(dot(a!, near!)).toBeGreaterThan(dot(a!, far!) + 0.3);
    const [forth, back] = rows(await encoder.encode(['dog bites man', 'man bites dog']), encoder.size);
    expect(forth).not.toEqual(back);
    const unigrams = new NgramEncoder({ order: 1 });
    const [u, v] = rows(await unigrams.encode(['dog bites man', 'man bites dog']), unigrams.size);
    expect(u).toEqual(v);
  });

  it('encodes the empty text as zeros, and takes any script', async () => {
    const encoder = new NgramEncoder({ size: 64 });
    expect((await encoder.encode([''])).every((value) => value === 0)).toBe(true);
    expect(words('Füße — don’t 你好!')).toEqual(['füße', '—', 'don', '’', 't', '你好', '!']);
  });

  it('tells the length where that is asked for, and changes nothing else', async () => {
    const plain = new NgramEncoder({ size: 32, order: 1 });
    const long = new NgramEncoder({ size: 32, order: 1, length: true });
    expect(long.size).toBe(33);
    expect(long.fingerprint).not.toBe(plain.fingerprint);
    const vectors = await long.encode(['one two three', '']);
    expect(vectors.subarray(0, 32)).toEqual(await plain.encode(['one two three']));
    expect(vectors[32]).toBeCloseTo(Math.log(4) / 5, 6);
    expect(vectors[65]).toBe(0);
  });
});
