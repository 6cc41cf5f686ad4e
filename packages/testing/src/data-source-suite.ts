import { isDeepStrictEqual } from 'node:util';

import { RandomStream, type DataSource } from '@minorant/core';
import { expect } from 'vitest';

import type { ConformanceSuite } from './suite.js';

/** What the suite needs of a data source: one with at least three records in at least two groups. */
export interface DataSourceSubject<Item = unknown> {
  /** Makes a fresh instance. */
  create(): DataSource<Item> | Promise<DataSource<Item>>;
}

async function all<Item>(source: AsyncIterable<Item>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of source) items.push(item);
  return items;
}

const groups = <Item>(source: DataSource<Item>, items: readonly Item[]): Set<string> =>
  new Set(items.map((item) => source.group(item)));

/** Expects the same records in any order, each as often. */
function expectSame(found: readonly unknown[], items: readonly unknown[]): void {
  expect(found).toHaveLength(items.length);
  const left = [...found];
  for (const item of items) {
    const at = left.findIndex((other) => isDeepStrictEqual(other, item));
    expect(at, `a record that is missing: ${JSON.stringify(item).slice(0, 80)}`).toBeGreaterThanOrEqual(0);
    left.splice(at, 1);
  }
}

/** The records of the parts `train` and `test`. */
async function divide<Item>(source: DataSource<Item>, train: number, seed = 1): Promise<[Item[], Item[]]> {
  const parts = { train, test: 1 - train };
  const split = await source.split({ parts, random: new RandomStream(seed) });
  expect(Object.keys(split).sort()).toEqual(['test', 'train']);
  return [await all(split['train']!), await all(split['test']!)];
}

const batches = (source: DataSource<unknown>, seed: number, epochs = 1) =>
  all(source.batches({ batchSize: 2, random: new RandomStream(seed), epochs }));

/** What every data source must do. */
export const dataSourceSuite: ConformanceSuite<DataSourceSubject> = {
  contract: 'data-source v1',
  checks: [
    {
      name: 'says which contract it implements, and where its data comes from',
      run: async (subject) => {
        const source = await subject.create();
        expect(source.specificationVersion).toBe('v1');
        expect(source.name).not.toBe('');
      },
    },
    {
      name: 'gives the same records every time, as many as it says',
      run: async (subject) => {
        const source = await subject.create();
        const items = await all(source);
        expect(items.length, 'records').toBeGreaterThanOrEqual(3);
        expect(await all(source)).toEqual(items);
        if (source.size !== undefined) expect(source.size).toBe(items.length);
      },
    },
    {
      name: 'gives records that its own schema accepts, and the schema refuses what is no record',
      run: async (subject) => {
        const source = await subject.create();
        for (const item of await all(source)) {
          const result = await source.schema['~standard'].validate(item);
          expect(result.issues ?? []).toEqual([]);
        }
        const refused = await source.schema['~standard'].validate('no record');
        expect(refused.issues?.length ?? 0, 'issues for a string').toBeGreaterThan(0);
      },
    },
    {
      name: 'gives every record once an epoch in batches, in order without a random stream',
      run: async (subject) => {
        const source = await subject.create();
        const items = await all(source);
        const inOrder = await all(source.batches({ batchSize: 2 }));
        expect(inOrder.flat()).toEqual(items);
        expect(inOrder.slice(0, -1).every((batch) => batch.length === 2)).toBe(true);
        const shuffled = (await batches(source, 1)).flat();
        expectSame(shuffled, items);
        const often = (await batches(source, 1, 3)).flat();
        expect(often).toHaveLength(3 * items.length);
        for (let epoch = 0; epoch < 3; epoch++)
          expectSame(often.slice(epoch * items.length, (epoch + 1) * items.length), items);
      },
    },
    {
      name: 'shuffles by seed',
      run: async (subject) => {
        const source = await subject.create();
        expect(await batches(source, 1)).toEqual(await batches(source, 1));
        const orders = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map((seed) => batches(source, seed)));
        expect(
          orders.some((order) => JSON.stringify(order) !== JSON.stringify(orders[0])),
          'another order',
        ).toBe(true);
      },
    },
    {
      name: 'splits by group: every record in one part, no group in two',
      run: async (subject) => {
        const source = await subject.create();
        const items = await all(source);
        const [train, test] = await divide(source, 0.5);
        expectSame([...train, ...test], items);
        expect(Math.min(train.length, test.length), 'records in the smaller part').toBeGreaterThan(0);
        const trained = groups(source, train);
        expect(
          test.some((item) => trained.has(source.group(item))),
          'a group in both parts',
        ).toBe(false);
      },
    },
    {
      name: 'splits by shares of the groups',
      run: async (subject) => {
        const source = await subject.create();
        const count = groups(source, await all(source)).size;
        for (const wanted of [1, count - 1]) {
          const [train, test] = await divide(source, wanted / count);
          expect(groups(source, train).size, `groups of a share of ${wanted} in ${count}`).toBe(wanted);
          expect(groups(source, test).size, 'groups of the rest').toBe(count - wanted);
        }
      },
    },
    {
      name: 'splits by seed',
      run: async (subject) => {
        const source = await subject.create();
        expect(await divide(source, 0.5)).toEqual(await divide(source, 0.5));
        const divisions = new Set<string>();
        for (let seed = 1; seed <= 8; seed++) {
          const [train] = await divide(source, 0.5, seed);
          divisions.add(JSON.stringify([...groups(source, train)].sort()));
        }
        expect(divisions.size, 'divisions by eight seeds').toBeGreaterThan(1);
      },
    },
  ],
};
