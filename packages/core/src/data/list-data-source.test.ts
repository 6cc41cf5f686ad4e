import { describe, expect, test } from 'vitest';
import { z } from 'zod';

import { ListDataSource } from './list-data-source.js';

describe('batches', () => {
  const source = new ListDataSource({ name: 'numbers', items: [1, 2, 3], schema: z.number() });
  const batches = async (batchSize: number): Promise<number[][]> => {
    const found: number[][] = [];
    for await (const batch of source.batches({ batchSize })) found.push([...batch]);
    return found;
  };

  test('hold every record once, the last one what is left', async () => {
    expect(await batches(2)).toEqual([[1, 2], [3]]);
  });

  test.each([0, -1, 1.5, NaN])('of %d records are refused', async (batchSize) => {
    await expect(batches(batchSize)).rejects.toMatchObject({ code: 'MNR_DATA_BATCH_SIZE' });
  });
});
