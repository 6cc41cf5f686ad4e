import type { JsonValue, Space } from '@minorant/core';

import { errors } from '../errors.js';
import { box, discrete, multiBinary, multiDiscrete, tuple } from './create-spaces.js';

/** A space as JSON; infinite bounds are the strings `inf` and `-inf`. */
export function spaceToJson(space: Space): JsonValue {
  switch (space.kind) {
    case 'box':
      return {
        kind: space.kind,
        shape: [...space.shape],
        dtype: space.dtype,
        low: Array.from(space.low, boundToJson),
        high: Array.from(space.high, boundToJson),
      };
    case 'tuple':
      return { kind: space.kind, spaces: space.spaces.map(spaceToJson) };
    case 'dict':
      // An array keeps the order of the keys, which flattening depends on.
      return {
        kind: space.kind,
        spaces: Object.entries(space.spaces).map(([key, part]) => [key, spaceToJson(part)]),
      };
    case 'multi-discrete':
      return { kind: space.kind, nvec: [...space.nvec] };
    default:
      return { ...space };
  }
}

/** The space that {@link spaceToJson} wrote. @throws MNR_SPACE_INVALID when it is none. */
export function spaceFromJson(json: JsonValue): Space {
  const value = json as Readonly<Record<string, never>> | null;
  switch (value?.['kind'] as string | undefined) {
    case 'box': {
      const { shape, dtype, low, high } = json as Record<string, never>;
      return box({
        shape: shape! as number[],
        dtype: dtype!,
        low: (low! as JsonValue[]).map(boundFromJson),
        high: (high! as JsonValue[]).map(boundFromJson),
      });
    }
    case 'discrete':
      return discrete(value!['n']!, value!['start']);
    case 'multi-discrete':
      return multiDiscrete(value!['nvec']!);
    case 'multi-binary':
      return multiBinary(value!['n']!);
    case 'tuple':
      return tuple((value!['spaces']! as JsonValue[]).map(spaceFromJson));
    case 'dict':
      return {
        kind: 'dict',
        spaces: Object.fromEntries(
          (value!['spaces']! as [string, JsonValue][]).map(([key, part]) => [key, spaceFromJson(part)]),
        ),
      };
    default:
      throw errors.MNR_SPACE_INVALID({
        space: 'a space read from JSON',
        actual: `kind ${String(value?.['kind'])}`,
        expected: 'box, discrete, multi-discrete, multi-binary, dict or tuple',
      });
  }
}

function boundToJson(bound: number): JsonValue {
  if (Number.isFinite(bound)) return bound;
  return bound > 0 ? 'inf' : '-inf';
}

function boundFromJson(bound: JsonValue): number {
  if (bound === 'inf') return Infinity;
  return bound === '-inf' ? -Infinity : Number(bound);
}
