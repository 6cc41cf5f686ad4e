import { defineComponent, extensionPoints, type QueryPool, type QueryStrategy } from '@minorant/core';
import { z } from 'zod';

/** The queries whose two candidates the ensemble scores most alike, on average over its members. */
export function chooseTemplateName(pool: QueryPool, count: number): readonly number[] {
  const { queries, differences, members } = pool;
  const means = queries.map((_, query) => {
    let sum = 0;
    for (let member = 0; member < members; member++) sum += differences[member * queries.length + query]!;
    return Math.abs(sum / members);
  });
  return [...queries.keys()].sort((a, b) => means[a]! - means[b]! || a - b).slice(0, count);
}

export const templateNameComponent = defineComponent(extensionPoints.queryStrategy, {
  id: 'template-name',
  description: 'Asks about the pairs that are scored most alike.',
  optionsSchema: z.strictObject({}),
  create: (): QueryStrategy => ({ specificationVersion: 'v1', select: chooseTemplateName }),
});
