import type { BoxSpace, Space } from '../contracts/space/v1.js';
import { flattenSize } from './flatten.js';

/** The box that flattened values of a space lie in, as Gymnasium's `flatten_space`: one-hot parts lie in `[0, 1]`. */
export function flattenSpace(space: Space): BoxSpace {
  if (space.kind === 'box') return { ...space, shape: [space.low.length] };
  const size = flattenSize(space);
  const low = new Float64Array(size);
  const high = new Float64Array(size).fill(1);
  let dtype: BoxSpace['dtype'] = 'uint8';
  if (space.kind === 'dict' || space.kind === 'tuple') {
    let offset = 0;
    const parts = Object.values(space.spaces).map(flattenSpace);
    for (const part of parts) {
      low.set(part.low, offset);
      high.set(part.high, offset);
      offset += part.low.length;
    }
    if (parts.some((part) => part.dtype !== 'uint8')) dtype = 'float64';
    if (parts.length > 0 && parts.every((part) => part.dtype === parts[0]!.dtype)) dtype = parts[0]!.dtype;
  }
  return { kind: 'box', shape: [size], dtype, low, high };
}
