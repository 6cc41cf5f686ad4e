import type { Space } from '@minorant/core';

/** The value that an environment takes for an action row: an index for a one-hot row, the numbers of a box. */
export function rowToValue(space: Space, row: Float32Array): number | Float64Array {
  if (space.kind !== 'discrete') return Float64Array.from(row);
  let best = 0;
  for (let i = 1; i < row.length; i++) if (row[i]! > row[best]!) best = i;
  return best + space.start;
}
