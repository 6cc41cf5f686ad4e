import type { DictSpace, Space, TupleSpace } from '@minorant/core';

import { storedSize } from '../check-spaces.js';

/** One member of a dict or tuple space with its columns. */
export interface SpacePart {
  /** Minari's name: the key, or `_index_N` in a tuple. */
  readonly name: string;
  readonly space: Space;
  /** `[rows * storedSize(space)]` */
  readonly values: Float64Array;
}

/** Splits flat rows of a dict or tuple space into the rows of its members: the inverse of joining them. */
export function splitBySpace(
  space: DictSpace | TupleSpace,
  values: Float64Array,
  rows: number,
): readonly SpacePart[] {
  const members: readonly (readonly [string, Space])[] =
    space.kind === 'dict'
      ? Object.entries(space.spaces)
      : space.spaces.map((child, index) => [`_index_${index}`, child] as const);
  const total = storedSize(space);
  let offset = 0;
  return members.map(([name, child]) => {
    const width = storedSize(child);
    const part = new Float64Array(rows * width);
    for (let row = 0; row < rows; row++)
      part.set(values.subarray(row * total + offset, row * total + offset + width), row * width);
    offset += width;
    return { name, space: child, values: part };
  });
}
