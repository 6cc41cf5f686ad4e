import type { QueryPool, RandomStream } from '@minorant/core';

/**
 * Greedy k-centre (Sener and Savarese, 2018, Algorithm 1): begins with one of the candidates at random, then takes the
 * one farthest from all taken ones, again and again. Of equally far ones the first.
 *
 * @param candidates - indices into the pool
 */
export function kCentre(
  { features, featureSize }: Pick<QueryPool, 'features' | 'featureSize'>,
  candidates: readonly number[],
  count: number,
  random: RandomStream,
): number[] {
  if (candidates.length === 0 || count === 0) return [];
  const squaredDistance = (a: number, b: number): number => {
    let sum = 0;
    for (let i = 0; i < featureSize; i++) {
      sum += (features[a * featureSize + i]! - features[b * featureSize + i]!) ** 2;
    }
    return sum;
  };
  const left = new Map(candidates.map((index) => [index, Infinity]));
  const taken: number[] = [];
  let next = candidates[random.integer(candidates.length)]!;
  for (;;) {
    taken.push(next);
    left.delete(next);
    if (taken.length === count || left.size === 0) return taken;
    let farthest = -1;
    for (const [index, nearest] of left) {
      const distance = Math.min(nearest, squaredDistance(index, next));
      left.set(index, distance);
      if (distance > farthest) farthest = distance;
    }
    next = [...left].find(([, distance]) => distance === farthest)![0];
  }
}
