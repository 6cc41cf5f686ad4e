import { join } from 'node:path';
import type { TextEncoder as Encoder } from '@minorant/core';

import { BoundedMap } from './bounded-map.js';
import { readEmbeddings, textKey, writeEmbeddings } from './embedding-file.js';

/** New vectors after which the file is written (an eighth of all, when that is more), so that little is lost when a long run is killed. */
const WRITE_EVERY = 2000;

/** Bytes of the vectors that are kept. */
const MAXIMUM_BYTES = 2 ** 30;

/**
 * Remembers what a slow encoder has given for a text, in memory and in a file of the folder that is named by the
 * encoder's fingerprint. The same vectors come out as without it. Past 1 GiB of them (half a million of 512 numbers) the
 * oldest are forgotten.
 */
export class CachedEncoder implements Encoder {
  readonly specificationVersion = 'v1';
  readonly fingerprint: string;
  readonly size: number;
  /** The file; what is new is written at {@link save} and now and then while encoding. */
  readonly path: string;
  readonly #encoder: Encoder;
  readonly #vectors: BoundedMap<Float32Array>;
  #unsaved = 0;

  private constructor(encoder: Encoder, path: string, vectors: BoundedMap<Float32Array>) {
    this.fingerprint = encoder.fingerprint;
    this.size = encoder.size;
    this.path = path;
    this.#encoder = encoder;
    this.#vectors = vectors;
  }

  /**
   * Opens a folder of computed vectors, or makes it.
   *
   * @throws MinorantError `MNR_PREFERENCES_CACHE` for a damaged file.
   */
  static async open(encoder: Encoder, folder: string): Promise<CachedEncoder> {
    const path = join(folder, `${textKey(encoder.fingerprint).slice(0, 16)}.embeddings`);
    const vectors = new BoundedMap<Float32Array>(MAXIMUM_BYTES, () => 4 * encoder.size);
    for (const [key, vector] of await readEmbeddings(path, encoder.size)) vectors.set(key, vector);
    return new CachedEncoder(encoder, path, vectors);
  }

  async encode(
    texts: readonly string[],
    options: { readonly signal?: AbortSignal } = {},
  ): Promise<Float32Array> {
    const keys = texts.map(textKey);
    // Of these texts; by the end of this call others may have taken their places among those remembered.
    const vectors = new Map<string, Float32Array>();
    const missing = new Map<string, string>();
    keys.forEach((key, i) => {
      const known = this.#vectors.get(key);
      if (known) vectors.set(key, known);
      else missing.set(key, texts[i]!);
    });
    if (missing.size > 0) {
      const encoded = await this.#encoder.encode([...missing.values()], options);
      [...missing.keys()].forEach((key, i) => {
        const vector = encoded.slice(i * this.size, (i + 1) * this.size);
        vectors.set(key, vector);
        this.#vectors.set(key, vector);
      });
      this.#unsaved += missing.size;
      // The whole file is written: less often as it grows, so that the work grows with the number of texts alone.
      if (this.#unsaved >= Math.max(WRITE_EVERY, this.#vectors.size / 8)) await this.save();
    }
    const result = new Float32Array(texts.length * this.size);
    keys.forEach((key, i) => result.set(vectors.get(key)!, i * this.size));
    return result;
  }

  /** Writes what is new. */
  async save(): Promise<void> {
    if (this.#unsaved === 0) return;
    this.#unsaved = 0;
    await writeEmbeddings(this.path, this.size, this.#vectors);
  }

  async dispose(): Promise<void> {
    await this.save();
    await this.#encoder.dispose();
  }
}
