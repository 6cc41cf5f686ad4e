import { defineComponent, extensionPoints, type QueryPool, type QueryStrategy } from '@minorant/core';
import { z } from 'zod';

import { kCentre } from './k-centre.js';
import { disagreement, entropy, highest } from './scores.js';

const strategy = (select: QueryStrategy['select']): QueryStrategy => ({
  specificationVersion: 'v1',
  select,
});

/** Queries at random, each as likely as any other. */
export const uniformQueries = strategy((pool, count, random) =>
  random.shuffle([...pool.queries.keys()]).slice(0, count),
);

/** The queries on which the members of the ensemble disagree most. */
export const disagreementQueries = strategy((pool, count) => highest(disagreement(pool), count));

/** The queries of whose answers the members are least sure. */
export const entropyQueries = strategy((pool, count) => highest(entropy(pool), count));

/** Queries far from one another. */
export const kCentreQueries = strategy((pool, count, random) =>
  kCentre(pool, [...pool.queries.keys()], count, random),
);

/** First the best share of the pool by a score, then of those the ones far from one another. */
export function twoStageQueries(score: (pool: QueryPool) => Float64Array, share: number): QueryStrategy {
  return strategy((pool, count, random) => {
    const kept = Math.max(count, Math.floor(share * pool.queries.length));
    return kCentre(pool, highest(score(pool), kept), count, random);
  });
}

const noOptions = z.strictObject({});
const twoStageOptions = z.strictObject({
  share: z
    .number()
    .gt(0)
    .max(1)
    .default(0.5)
    .describe('Share of the pool that the score lets through before variety decides'),
});

const single = (id: string, description: string, made: QueryStrategy) =>
  defineComponent(extensionPoints.queryStrategy, {
    id,
    description,
    optionsSchema: noOptions,
    create: () => made,
  });
const twoStage = (id: string, description: string, score: (pool: QueryPool) => Float64Array) =>
  defineComponent(extensionPoints.queryStrategy, {
    id,
    description,
    optionsSchema: twoStageOptions,
    create: ({ share }) => twoStageQueries(score, share),
  });

/** The strategies that need no options. */
export const singleStageStrategies = [
  single('uniform', 'Asks about pairs at random.', uniformQueries),
  single('disagreement', 'Asks where the ensemble disagrees most.', disagreementQueries),
  single('entropy', 'Asks where the ensemble is least sure.', entropyQueries),
  single('k-centre', 'Asks about pairs that are far from one another.', kCentreQueries),
];

/** The strategies that let a score choose first and variety second. */
export const twoStageStrategies = [
  twoStage(
    'k-centre-disagreement',
    'Of the pairs with most disagreement, those far from one another.',
    disagreement,
  ),
  twoStage('k-centre-entropy', 'Of the pairs it is least sure of, those far from one another.', entropy),
];
