import { describe, expect, it } from 'vitest';

import type { Space, SpaceValue } from '../contracts/space/v1.js';
import { flattenSpace } from './flatten-space.js';
import { flatten, flattenSize, unflatten } from './flatten.js';

const box: Space = {
  kind: 'box',
  shape: [2],
  dtype: 'float32',
  low: Float64Array.of(-1, -2),
  high: Float64Array.of(1, Infinity),
};
const cases: [Space, SpaceValue, number[]][] = [
  [box, Float64Array.of(0.5, 7), [0.5, 7]],
  [{ kind: 'discrete', n: 3, start: 5 }, 6, [0, 1, 0]],
  [{ kind: 'multi-discrete', nvec: [2, 3] }, Int32Array.of(1, 2), [0, 1, 0, 0, 1]],
  [{ kind: 'multi-binary', n: 3 }, Uint8Array.of(1, 0, 1), [1, 0, 1]],
  [
    { kind: 'dict', spaces: { position: box, gear: { kind: 'discrete', n: 2, start: 0 } } },
    { position: Float64Array.of(-1, 3), gear: 1 },
    [-1, 3, 0, 1],
  ],
  [
    { kind: 'tuple', spaces: [{ kind: 'discrete', n: 2, start: 0 }, box] },
    [0, Float64Array.of(0, 1)],
    [1, 0, 0, 1],
  ],
];

describe('flatten', () => {
  it.each(cases)('lays $kind out flat and back', (space, value, flat) => {
    expect(flattenSize(space)).toBe(flat.length);
    expect([...flatten(space, value)]).toEqual(flat);
    const used = new Float64Array(flat.length + 2).fill(1);
    expect([...flatten(space, value, used, 1)]).toEqual([1, ...flat, 1]);
    expect(unflatten(space, Float64Array.from(flat))).toEqual(value);
    expect(flattenSpace(space).low).toHaveLength(flat.length);
  });

  it('bounds one-hot parts by 0 and 1 and keeps the bounds of boxes', () => {
    const flat = flattenSpace(cases[4]![0]);
    expect([...flat.low]).toEqual([-1, -2, 0, 0]);
    expect([...flat.high]).toEqual([1, Infinity, 1, 1]);
    expect(flat.dtype).toBe('float64');
  });
});
