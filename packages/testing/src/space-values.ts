import type { RandomStream, Space, SpaceValue } from '@minorant/core';

/** A value of a space, drawn by seed: uniform where bounded, normal around zero where not. */
export function sample(space: Space, random: RandomStream): SpaceValue {
  switch (space.kind) {
    case 'box':
      return space.low.map((low, i) => {
        const high = space.high[i]!;
        const bounded = Number.isFinite(low) && Number.isFinite(high);
        const value = bounded ? low + (high - low) * random.uniform() : random.normal();
        return space.dtype === 'int32' || space.dtype === 'uint8' ? Math.round(value) : Math.fround(value);
      });
    case 'discrete':
      return space.start + random.integer(space.n);
    case 'multi-discrete':
      return Int32Array.from(space.nvec, (n) => random.integer(n));
    case 'multi-binary':
      return Uint8Array.from({ length: space.n }, () => random.integer(2));
    case 'dict':
      return Object.fromEntries(
        Object.entries(space.spaces).map(([key, part]) => [key, sample(part, random)]),
      );
    case 'tuple':
      return space.spaces.map((part) => sample(part, random));
  }
}

/** Whether a value is of a space. */
export function contains(space: Space, value: SpaceValue): boolean {
  switch (space.kind) {
    case 'box':
      return (
        value instanceof Float64Array &&
        value.length === space.low.length &&
        value.every((x, i) => x >= space.low[i]! && x <= space.high[i]!)
      );
    case 'discrete':
      return (
        Number.isInteger(value) &&
        (value as number) >= space.start &&
        (value as number) < space.start + space.n
      );
    case 'multi-discrete':
      return (
        value instanceof Int32Array &&
        value.length === space.nvec.length &&
        value.every((x, i) => x >= 0 && x < space.nvec[i]!)
      );
    case 'multi-binary':
      return value instanceof Uint8Array && value.length === space.n && value.every((x) => x <= 1);
    case 'dict':
      return (
        typeof value === 'object' &&
        Object.keys(space.spaces).length === Object.keys(value).length &&
        Object.entries(space.spaces).every(([key, part]) => {
          const item = (value as Readonly<Record<string, SpaceValue>>)[key];
          return item !== undefined && contains(part, item);
        })
      );
    case 'tuple':
      return (
        Array.isArray(value) &&
        value.length === space.spaces.length &&
        space.spaces.every((part, i) => contains(part, (value as readonly SpaceValue[])[i]!))
      );
  }
}
