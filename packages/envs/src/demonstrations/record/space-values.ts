import type { Space, SpaceValue } from '@minorant/core';

/** Flat numbers of a value, members of a dict or tuple joined in the space's order, a discrete value as one number. */
export function valueToNumbers(space: Space, value: SpaceValue): number[] {
  switch (space.kind) {
    case 'discrete':
      return [value as number];
    case 'dict':
      return Object.entries(space.spaces).flatMap(([key, child]) =>
        valueToNumbers(child, (value as Readonly<Record<string, SpaceValue>>)[key]!),
      );
    case 'tuple':
      return space.spaces.flatMap((child, index) =>
        valueToNumbers(child, (value as readonly SpaceValue[])[index]!),
      );
    default:
      return [...(value as Float64Array)];
  }
}

/**
 * An action as the environment takes it and as a file keeps it: rounded to the element type of its space, so that a
 * recording replays exactly.
 */
export function toAction(space: Space, chosen: number | ArrayLike<number>): SpaceValue {
  if (space.kind === 'discrete') return typeof chosen === 'number' ? chosen : chosen[0]!;
  const numbers = typeof chosen === 'number' ? [chosen] : chosen;
  if (space.kind === 'multi-discrete') return Int32Array.from(numbers);
  if (space.kind === 'multi-binary') return Uint8Array.from(numbers);
  const action = Float64Array.from(numbers);
  return space.kind === 'box' && space.dtype === 'float32' ? action.map(Math.fround) : action;
}
