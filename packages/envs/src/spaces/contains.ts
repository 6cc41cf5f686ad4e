import { isDiscreteValue, type BoxSpace, type Space, type SpaceValue } from '@minorant/core';

/** Whether a value belongs to a space: right form, right size, within the bounds (which count as inside); never NaN. */
export function contains(space: Space, value: SpaceValue): boolean {
  switch (space.kind) {
    case 'box':
      return value instanceof Float64Array && inBox(space, value);
    case 'discrete':
      return isDiscreteValue(space, value);
    case 'multi-discrete':
      return (
        value instanceof Int32Array &&
        value.length === space.nvec.length &&
        value.every((x, i) => isDiscreteValue({ start: 0, n: space.nvec[i]! }, x))
      );
    case 'multi-binary':
      return value instanceof Uint8Array && value.length === space.n && value.every((x) => x <= 1);
    case 'tuple':
      return (
        Array.isArray(value) &&
        value.length === space.spaces.length &&
        space.spaces.every((part, i) => contains(part, (value as SpaceValue[])[i]!))
      );
    case 'dict': {
      if (typeof value !== 'object' || Array.isArray(value) || ArrayBuffer.isView(value)) return false;
      const keys = Object.keys(space.spaces);
      const record = value as Record<string, SpaceValue>;
      return (
        Object.keys(record).length === keys.length &&
        keys.every((key) => key in record && contains(space.spaces[key]!, record[key]!))
      );
    }
  }
}

function inBox({ low, high, dtype }: BoxSpace, value: Float64Array): boolean {
  const whole = dtype === 'int32' || dtype === 'uint8';
  return (
    value.length === low.length &&
    value.every((x, i) => x >= low[i]! && x <= high[i]! && (!whole || Number.isInteger(x)))
  );
}
