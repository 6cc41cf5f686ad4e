import type { StandardSchemaV1 } from '@standard-schema/spec';

import type { BatchOptions, DataSourceV1, SplitOptions } from '../contracts/data-source/v1.js';
import { errors } from '../errors.js';

/** What a {@link ListDataSource} is made of. */
export interface ListDataSourceOptions<Item> {
  /** For messages: where the records come from, such as a file's path. */
  readonly name: string;
  /** All records. */
  readonly items: readonly Item[];
  /** Checks one record; `episodeSchema` for demonstrations. */
  readonly schema: StandardSchemaV1<unknown, Item>;
  /** What splits never separate. @defaultValue each record is a group of its own */
  readonly group?: (item: Item) => string;
}

/**
 * Records in memory as a data source: seeded batches, and splits that keep groups together. A plugin that reads some
 * format reads it into a list and returns this.
 *
 * @example
 * ```ts
 * import { episodeSchema, ListDataSource, type Episode } from '@minorant/core';
 *
 * const read = (episodes: Episode[]) =>
 *   new ListDataSource({ name: 'episodes.jsonl', items: episodes, schema: episodeSchema });
 * ```
 */
export class ListDataSource<Item> implements DataSourceV1<Item> {
  readonly specificationVersion = 'v1';
  readonly name: string;
  readonly schema: StandardSchemaV1<unknown, Item>;
  /** All records, in their own order. */
  readonly items: readonly Item[];
  readonly #group: ((item: Item) => string) | undefined;

  constructor({ name, items, schema, group }: ListDataSourceOptions<Item>) {
    this.name = name;
    this.items = items;
    this.schema = schema;
    this.#group = group;
  }

  get size(): number {
    return this.items.length;
  }

  async *[Symbol.asyncIterator](): AsyncIterator<Item> {
    yield* await Promise.resolve(this.items);
  }

  /** @throws MinorantError `MNR_DATA_BATCH_SIZE` unless batches hold a whole number of records from 1 on. */
  async *batches({ batchSize, random, epochs = 1 }: BatchOptions): AsyncGenerator<readonly Item[]> {
    if (!Number.isInteger(batchSize) || batchSize < 1) {
      throw errors.MNR_DATA_BATCH_SIZE({ name: this.name, batchSize });
    }
    for (let epoch = 0; epoch < epochs; epoch++) {
      const order = random ? random.shuffle([...this.items]) : this.items;
      for (let from = 0; from < order.length; from += batchSize) {
        yield await Promise.resolve(order.slice(from, from + batchSize));
      }
    }
  }

  group(item: Item): string {
    return this.#group?.(item) ?? String(this.items.indexOf(item));
  }

  /** @throws MinorantError `MNR_DATA_PARTS` when the shares do not sum to one. */
  // eslint-disable-next-line @typescript-eslint/require-await -- the contract lets sources read while they split
  async split({ parts, random }: SplitOptions): Promise<Readonly<Record<string, ListDataSource<Item>>>> {
    const shares = Object.values(parts);
    const total = shares.reduce((sum, share) => sum + share, 0);
    if (shares.some((share) => !(share > 0)) || Math.abs(total - 1) > 1e-9) {
      throw errors.MNR_DATA_PARTS({ name: this.name, shares });
    }
    const groups = new Map<string, Item[]>();
    for (const item of this.items) {
      const key = this.group(item);
      const group = groups.get(key);
      if (group) group.push(item);
      else groups.set(key, [item]);
    }
    const order = random.shuffle([...groups.keys()]);
    let from = 0;
    let share = 0;
    const entries = Object.entries(parts).map(([name, part]) => {
      share += part;
      const to = Math.round(share * order.length);
      const items = order.slice(from, to).flatMap((key) => groups.get(key)!);
      from = to;
      const group = (item: Item): string => this.group(item);
      return [
        name,
        new ListDataSource({ name: `${this.name} (${name})`, items, schema: this.schema, group }),
      ] as const;
    });
    return Object.fromEntries(entries);
  }
}
