import type { Space, SpaceValue } from '../contracts/space/v1.js';

/**
 * The number of elements of a flattened value: a box counts its elements, discrete spaces one per category (one-hot),
 * dictionaries and tuples the sum of their parts. As Gymnasium's `flatdim`.
 */
export function flattenSize(space: Space): number {
  switch (space.kind) {
    case 'box':
      return space.low.length;
    case 'discrete':
    case 'multi-binary':
      return space.n;
    case 'multi-discrete':
      return space.nvec.reduce((sum, n) => sum + n, 0);
    case 'dict':
      return Object.values(space.spaces).reduce((sum, part) => sum + flattenSize(part), 0);
    case 'tuple':
      return space.spaces.reduce((sum, part) => sum + flattenSize(part), 0);
  }
}

/**
 * A value as one flat array, parts in the order of the space, categories one-hot. As Gymnasium's `flatten`.
 *
 * @param target - where to write, from `offset` on; a new array by default.
 */
export function flatten(
  space: Space,
  value: SpaceValue,
  target: Float64Array = new Float64Array(flattenSize(space)),
  offset = 0,
): Float64Array {
  switch (space.kind) {
    case 'box':
    case 'multi-binary':
      target.set(value as ArrayLike<number>, offset);
      break;
    case 'discrete':
      target.fill(0, offset, offset + space.n);
      target[offset + (value as number) - space.start] = 1;
      break;
    case 'multi-discrete': {
      let start = offset;
      space.nvec.forEach((n, i) => {
        target.fill(0, start, start + n);
        target[start + (value as Int32Array)[i]!] = 1;
        start += n;
      });
      break;
    }
    case 'dict':
    case 'tuple': {
      let start = offset;
      for (const [key, part] of Object.entries(space.spaces)) {
        flatten(part, (value as Record<string, SpaceValue>)[key]!, target, start);
        start += flattenSize(part);
      }
    }
  }
  return target;
}

/** The value that {@link flatten} made `flat` of, from `offset` on; of one-hot parts, the largest entry counts. */
export function unflatten(space: Space, flat: Float64Array, offset = 0): SpaceValue {
  switch (space.kind) {
    case 'box':
      return flat.slice(offset, offset + space.low.length);
    case 'multi-binary':
      return Uint8Array.from(flat.subarray(offset, offset + space.n));
    case 'discrete':
      return space.start + indexOfLargest(flat, offset, space.n);
    case 'multi-discrete': {
      let start = offset;
      return Int32Array.from(space.nvec, (n) => {
        start += n;
        return indexOfLargest(flat, start - n, n);
      });
    }
    case 'dict':
    case 'tuple': {
      let start = offset;
      const parts = Object.entries(space.spaces).map(([key, part]) => {
        const value = unflatten(part, flat, start);
        start += flattenSize(part);
        return [key, value] as const;
      });
      return space.kind === 'tuple' ? parts.map(([, value]) => value) : Object.fromEntries(parts);
    }
  }
}

function indexOfLargest(values: Float64Array, offset: number, count: number): number {
  let best = 0;
  for (let i = 1; i < count; i++) if (values[offset + i]! > values[offset + best]!) best = i;
  return best;
}
