import { RandomStream, type BoxSpace, type Episode } from '@minorant/core';

/** An unbounded box of `size` numbers. */
export function box(size: number, dtype: 'float32' | 'float64' = 'float64'): BoxSpace {
  return {
    kind: 'box',
    shape: [size],
    dtype,
    low: new Float64Array(size).fill(-Infinity),
    high: new Float64Array(size).fill(Infinity),
  };
}

/** An episode of random numbers that terminates. */
export function episode(length: number, observationSize = 3, actionSize = 2, seed = length): Episode {
  const random = new RandomStream(seed);
  const terminations = new Uint8Array(length);
  terminations[length - 1] = 1;
  return {
    length,
    observationSize,
    actionSize,
    observations: random.fillNormal(new Float64Array((length + 1) * observationSize)),
    actions: random.fillNormal(new Float64Array(length * actionSize)).map(Math.fround),
    rewards: random.fillNormal(new Float64Array(length)),
    terminations,
    truncations: new Uint8Array(length),
    seed,
  };
}
