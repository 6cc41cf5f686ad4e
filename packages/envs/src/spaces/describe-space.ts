import type { Space } from '@minorant/core';

/** A space in a few words, for messages: `Box(float32, [3], -1..1)`. */
export function describeSpace(space: Space): string {
  switch (space.kind) {
    case 'box': {
      const range = (bounds: Float64Array): string =>
        bounds.every((bound) => bound === bounds[0]) ? String(bounds[0]) : `[${bounds.join(', ')}]`;
      return `Box(${space.dtype}, [${space.shape.join(', ')}], ${range(space.low)}..${range(space.high)})`;
    }
    case 'discrete':
      return `Discrete(${space.start}..${space.start + space.n - 1})`;
    case 'multi-discrete':
      return `MultiDiscrete(${space.nvec.join(', ')})`;
    case 'multi-binary':
      return `MultiBinary(${space.n})`;
    case 'tuple':
      return `Tuple(${space.spaces.map(describeSpace).join(', ')})`;
    case 'dict':
      return `Dict(${Object.entries(space.spaces)
        .map(([key, part]) => `${key}: ${describeSpace(part)}`)
        .join(', ')})`;
  }
}
