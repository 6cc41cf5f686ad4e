import type { BoxSpace, Space, SpaceValue } from '@minorant/core';

import type { Pcg64 } from '../random/pcg64.js';

/**
 * A random value of a space, distributed as Gymnasium's `space.sample()`: uniform between two bounds, exponential
 * beyond a single one, normal without bounds, integers equally likely. The numbers are not those of Gymnasium's
 * `space.seed`, which draws whole arrays at once.
 */
export function sample(space: Space, random: Pcg64): SpaceValue {
  switch (space.kind) {
    case 'box':
      return sampleBox(space, random);
    case 'discrete':
      return space.start + random.integers(0, space.n);
    case 'multi-discrete':
      return Int32Array.from(space.nvec, (n) => random.integers(0, n));
    case 'multi-binary':
      return Uint8Array.from({ length: space.n }, () => random.integers(0, 2));
    case 'tuple':
      return space.spaces.map((part) => sample(part, random));
    case 'dict':
      return Object.fromEntries(
        Object.entries(space.spaces).map(([key, part]) => [key, sample(part, random)]),
      );
  }
}

function sampleBox({ low, high, dtype }: BoxSpace, random: Pcg64): Float64Array {
  const whole = dtype === 'int32' || dtype === 'uint8';
  return low.map((lower, i) => {
    const upper = high[i]!;
    if (whole && upper - lower < 2 ** 32 - 1) return random.integers(lower, upper + 1);
    const x = sampleNumber(lower, upper, random);
    if (whole) return Math.min(Math.max(Math.floor(x), lower), upper);
    return dtype === 'float32' ? Math.min(Math.max(Math.fround(x), lower), upper) : x;
  });
}

function sampleNumber(low: number, high: number, random: Pcg64): number {
  if (Number.isFinite(low) && Number.isFinite(high)) return random.uniform(low, high);
  if (Number.isFinite(low)) return low - Math.log1p(-random.random());
  if (Number.isFinite(high)) return high + Math.log1p(-random.random());
  return random.standardNormal();
}
