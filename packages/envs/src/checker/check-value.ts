import type { Space, SpaceValue } from '@minorant/core';

import { contains } from '../spaces/contains.js';
import { describeSpace } from '../spaces/describe-space.js';

/** What is wrong with a value of a space, in words that follow "the observation"; nothing if it belongs there. */
export function checkValue(space: Space, value: SpaceValue): string[] {
  if (contains(space, value)) return [];
  if (
    space.kind === 'dict' &&
    typeof value === 'object' &&
    !Array.isArray(value) &&
    !ArrayBuffer.isView(value)
  ) {
    const record = value as Readonly<Record<string, SpaceValue>>;
    const extra = Object.keys(record).filter((key) => !(key in space.spaces));
    return [
      ...extra.map((key) => `has a key "${key}" that the space lacks`),
      ...Object.entries(space.spaces).flatMap(([key, part]) =>
        key in record
          ? checkValue(part, record[key]!).map((problem) => `at key "${key}" ${problem}`)
          : [`lacks the key "${key}"`],
      ),
    ];
  }
  if (space.kind === 'box') {
    if (!(value instanceof Float64Array)) return [`is no Float64Array, which ${describeSpace(space)} holds`];
    if (value.length !== space.low.length)
      return [`has ${value.length} elements; ${describeSpace(space)} has ${space.low.length}`];
    const at = value.findIndex((x, i) => !(x >= space.low[i]! && x <= space.high[i]!));
    if (at >= 0)
      return [`is ${value[at]!} at element ${at}; expected ${space.low[at]!} to ${space.high[at]!}`];
    return ['holds a fraction where the space holds integers'];
  }
  return [`does not belong to ${describeSpace(space)}`];
}
