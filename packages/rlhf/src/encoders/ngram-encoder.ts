import type { TextEncoder as Encoder } from '@minorant/core';
import { z } from 'zod';

import { BoundedMap } from './bounded-map.js';

/** Options of the `ngrams` encoder. */
export const ngramOptions = z.strictObject({
  size: z
    .int()
    .min(16)
    .max(1 << 20)
    .default(1 << 14)
    .describe('Numbers in each vector: n-grams are hashed into them'),
  order: z.int().min(1).max(5).default(2).describe('Longest n-gram, in words'),
  length: z
    .boolean()
    .default(false)
    .describe(
      'One number more: a fifth of log(1 + words). Vectors of unit length do not tell how long a text is',
    ),
});

/**
 * Characters of the texts that are remembered, a hundred more for each text: up to 400 MB, and all texts of most training
 * sets. A server sees new ones without end.
 */
const REMEMBERED = 1 << 26;

/** Hashed indices and values of the n-grams of one text. */
interface SparseVector {
  readonly indices: Uint32Array;
  readonly values: Float32Array;
  /** Words of the text. */
  readonly words: number;
}

/**
 * Counts of words and word n-grams, hashed into a vector with random signs (Weinberger et al., 2009), dampened as
 * `1 + log(count)` and scaled to unit length. Needs no model, no download and no dependency.
 */
export class NgramEncoder implements Encoder {
  readonly specificationVersion = 'v1';
  readonly fingerprint: string;
  readonly size: number;
  readonly #order: number;
  /** Places that n-grams are hashed into. */
  readonly #buckets: number;
  /** So that training hashes each text once. */
  readonly #cache = new BoundedMap<SparseVector>(REMEMBERED, (text) => text.length + 100);

  constructor(options: z.input<typeof ngramOptions> = {}) {
    const { size, order, length } = ngramOptions.parse(options);
    this.size = length ? size + 1 : size;
    this.#buckets = size;
    this.#order = order;
    this.fingerprint = `ngrams/2/size=${size}/order=${order}${length ? '/length' : ''}`;
  }

  encode(texts: readonly string[]): Promise<Float32Array> {
    const vectors = new Float32Array(texts.length * this.size);
    texts.forEach((text, row) => {
      const { indices, values, words: count } = this.#sparse(text);
      const start = row * this.size;
      if (this.size > this.#buckets) vectors[start + this.#buckets] = Math.log1p(count) / 5;
      for (let i = 0; i < indices.length; i++) vectors[start + indices[i]!]! += values[i]!;
    });
    return Promise.resolve(vectors);
  }

  dispose(): void {
    this.#cache.clear();
  }

  #sparse(text: string): SparseVector {
    let vector = this.#cache.get(text);
    if (!vector) {
      vector = hashNgrams(words(text), this.#order, this.#buckets);
      this.#cache.set(text, vector);
    }
    return vector;
  }
}

/** Words and punctuation marks, lower case. */
export function words(text: string): string[] {
  // Vowel signs and accents that are characters of their own belong to the word.
  return (
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}']+|[^\s\p{L}\p{M}\p{N}']/gu) ?? []
  );
}

function hashNgrams(tokens: readonly string[], order: number, size: number): SparseVector {
  const counts = new Map<number, number>();
  for (let i = 0; i < tokens.length; i++) {
    let gram = '';
    for (let n = 0; n < order && i + n < tokens.length; n++) {
      gram += `${tokens[i + n]!} `;
      const hash = fnv1a(gram);
      counts.set(hash, (counts.get(hash) ?? 0) + 1);
    }
  }
  const indices = new Uint32Array(counts.size);
  const values = new Float32Array(counts.size);
  let i = 0;
  let squares = 0;
  for (const [hash, count] of counts) {
    const value = 1 + Math.log(count);
    // The top bit is the sign, the rest the place.
    indices[i] = (hash & 0x7fffffff) % size;
    values[i++] = hash >>> 31 ? value : -value;
    squares += value * value;
  }
  const norm = Math.sqrt(squares) || 1;
  return { indices, values: values.map((value) => value / norm), words: tokens.length };
}

/** 32-bit FNV-1a over UTF-16 units, finished so that all bits are mixed. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
