import type { Space } from '@minorant/core';

/** The value that an environment takes for an action row: an index for a one-hot row, the numbers of a box. */
export function rowToValue(space: Space, row: Float32Array): number | Float64Array {
  if (space.kind === 'box') {
    // float32 may round a bound such as 0.4 to the outside.
    return Float64Array.from(row, (x, i) => Math.min(Math.max(x, space.low[i]!), space.high[i]!));
  }
  if (space.kind !== 'discrete') return Float64Array.from(row);
  let best = 0;
  for (let i = 1; i < row.length; i++) if (row[i]! > row[best]!) best = i;
  return best + space.start;
}
