import type { Space, SpaceValue } from '@minorant/core';

/** Numbers of one value of a space as networks see it: the elements of a box, the one-hot row of a discrete space. */
export function rowSize(space: Space): number {
  if (space.kind === 'box') return space.shape.reduce((product, size) => product * size, 1);
  if (space.kind === 'discrete') return space.n;
  throw new TypeError(`A ${space.kind} space has no row form.`);
}

/** Numbers of one value as episodes store it: a discrete value is its index, one number. */
export function valueSize(space: Space): number {
  return space.kind === 'discrete' ? 1 : rowSize(space);
}

/** The value at `index` of a flat array of values as episodes store them. */
export function valueAt(space: Space, values: ArrayLike<number>, index: number): number | Float64Array {
  if (space.kind === 'discrete') return values[index]!;
  const size = rowSize(space);
  const value = new Float64Array(size);
  for (let i = 0; i < size; i++) value[i] = values[index * size + i]!;
  return value;
}

/** Writes a value as a row at `offset`; box actions given with `clip` are clipped to their bounds. */
export function writeRow(
  space: Space,
  value: SpaceValue,
  target: Float32Array,
  offset = 0,
  { clip = false }: { readonly clip?: boolean } = {},
): Float32Array {
  if (space.kind === 'discrete') {
    target.fill(0, offset, offset + space.n);
    target[offset + (value as number) - space.start] = 1;
  } else if (space.kind === 'box') {
    const numbers = value as Float64Array;
    for (let i = 0; i < numbers.length; i++) {
      const x = numbers[i]!;
      target[offset + i] = clip ? Math.min(Math.max(x, space.low[i]!), space.high[i]!) : x;
    }
  }
  return target;
}
