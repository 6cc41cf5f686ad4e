import type { RandomStream, Space } from '@minorant/core';

/** A uniformly random action of a bounded box or a discrete space. */
export function randomAction(space: Space, random: RandomStream): number | Float64Array {
  if (space.kind === 'discrete') return space.start + random.integer(space.n);
  if (space.kind !== 'box') throw new TypeError(`A ${space.kind} space has no random action here.`);
  return space.low.map((low, i) => low + random.uniform() * (space.high[i]! - low));
}
