import type { QueryPool } from '@minorant/core';

import { errors } from '../errors.js';

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));

/** `[members]`: probability that the first candidate of a query is the better one, by each member. */
function probabilities({ differences, members, queries }: QueryPool, query: number): number[] {
  return Array.from({ length: members }, (_, member) =>
    logistic(differences[member * queries.length + query]!),
  );
}

/**
 * Standard deviation of the members' probabilities, for each query (Christiano et al., 2017; Lee et al., 2021).
 *
 * @throws MinorantError `MNR_PREFERENCES_MEMBERS` for a single member, which never disagrees with itself.
 */
export function disagreement(pool: QueryPool): Float64Array {
  if (pool.members < 2) throw errors.MNR_PREFERENCES_MEMBERS({ members: pool.members });
  return Float64Array.from(pool.queries, (_, query) => {
    const values = probabilities(pool, query);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  });
}

/** Mean entropy of the members' predictions in nats, for each query. */
export function entropy(pool: QueryPool): Float64Array {
  const term = (p: number): number => (p > 0 ? -p * Math.log(p) : 0);
  return Float64Array.from(pool.queries, (_, query) => {
    const values = probabilities(pool, query);
    return values.reduce((sum, p) => sum + term(p) + term(1 - p), 0) / values.length;
  });
}

/** Indices of the `count` highest scores, highest first; of equal ones the first. */
export function highest(scores: Float64Array, count: number): number[] {
  return Array.from(scores.keys())
    .sort((a, b) => scores[b]! - scores[a]! || a - b)
    .slice(0, count);
}
