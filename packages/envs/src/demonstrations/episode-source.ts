import {
  episodeSchema,
  ListDataSource,
  type BatchOptions,
  type DataSourceV1,
  type Episode,
  type SplitOptions,
} from '@minorant/core';
import { z } from 'zod';

import type { DemonstrationHeader, EpisodeReader } from './episode-reader.js';
import { demonstrationErrors } from './errors.js';

/** Which episodes of a file are taken: the first so many, or those of a list by index; all without it. */
export type EpisodeSelection = number | readonly number[];

/**
 * Episodes of a demonstration file as core's `DataSource`. The file is opened for each pass and closed after it; one
 * episode is in memory at a time, so that a file may be larger than memory.
 */
export class EpisodeSource implements DataSourceV1<Episode> {
  readonly specificationVersion = 'v1';
  readonly schema = episodeSchema;
  /** What the file says before its first episode. */
  readonly header: DemonstrationHeader;
  readonly #open: () => Promise<EpisodeReader>;
  readonly #indices: readonly number[];

  private constructor(
    open: () => Promise<EpisodeReader>,
    header: DemonstrationHeader,
    indices: readonly number[],
  ) {
    this.#open = open;
    this.header = header;
    this.#indices = indices;
  }

  /**
   * Opens the file once to check its structure and the selection.
   *
   * @throws MNR_DEMONSTRATIONS_EPISODE, MNR_DEMONSTRATIONS_REPEATED, and what `open` throws.
   */
  static async create(
    open: () => Promise<EpisodeReader>,
    selection?: EpisodeSelection,
  ): Promise<EpisodeSource> {
    const reader = await open();
    reader.close();
    const { header } = reader;
    const count = header.lengths.length;
    const wanted =
      typeof selection === 'object'
        ? selection
        : Array.from({ length: selection ?? count }, (_, index) => index);
    const outside = wanted.find((index) => index < 0 || index >= count);
    if (outside !== undefined)
      throw demonstrationErrors.MNR_DEMONSTRATIONS_EPISODE({ file: header.file, episode: outside, count });
    const seen = new Set<number>();
    const repeated = wanted.find((index) => seen.has(index) || !seen.add(index));
    if (repeated !== undefined)
      throw demonstrationErrors.MNR_DEMONSTRATIONS_REPEATED({ file: header.file, episode: repeated });
    return new EpisodeSource(open, header, wanted);
  }

  get name(): string {
    return this.header.file;
  }

  get size(): number {
    return this.#indices.length;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Episode> {
    yield* this.#read(this.#indices);
  }

  async *batches(options: BatchOptions): AsyncGenerator<readonly Episode[]> {
    for (let epoch = 0; epoch < (options.epochs ?? 1); epoch++) {
      const order = [...this.#indices];
      options.random?.shuffle(order);
      let batch: Episode[] = [];
      for await (const episode of this.#read(order)) {
        batch.push(episode);
        if (batch.length < options.batchSize) continue;
        yield batch;
        batch = [];
      }
      if (batch.length > 0) yield batch;
    }
  }

  /** Each episode is a group of its own. */
  group(episode: Episode): string {
    return `episode_${episode.id ?? 0}`;
  }

  /** @throws MNR_DATA_PARTS for shares that do not sum to one, MNR_DEMONSTRATIONS_PARTS for a part without episodes. */
  async split(options: SplitOptions): Promise<Readonly<Record<string, EpisodeSource>>> {
    const { name, header } = this;
    const indices = new ListDataSource({ name, items: this.#indices, schema: z.int(), group: String });
    const parts = Object.entries(await indices.split(options)).map(([part, { items }]) => {
      if (items.length === 0)
        throw demonstrationErrors.MNR_DEMONSTRATIONS_PARTS({ file: name, part, count: this.size });
      return [part, new EpisodeSource(this.#open, header, items)] as const;
    });
    return Object.fromEntries(parts);
  }

  async *#read(indices: readonly number[]): AsyncGenerator<Episode> {
    const reader = await this.#open();
    try {
      for (const index of indices) yield reader.read(index);
    } finally {
      reader.close();
    }
  }
}
