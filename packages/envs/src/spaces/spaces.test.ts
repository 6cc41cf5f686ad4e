import type { Space } from '@minorant/core';
import { describe, expect, it } from 'vitest';

import { Pcg64 } from '../random/pcg64.js';
import { contains } from './contains.js';
import { box, dict, discrete, multiBinary, multiDiscrete, tuple } from './create-spaces.js';
import { describeSpace } from './describe-space.js';
import { sample } from './sample.js';
import { spaceFromJson, spaceToJson } from './space-json.js';
import { spacesEqual } from './spaces-equal.js';

const spaces: Space[] = [
  box({ low: [-1, -Infinity, 0, -Infinity], high: [1, Infinity, Infinity, 3] }),
  box({ low: -0.4, high: 0.4, shape: [2, 3], dtype: 'float32' }),
  box({ low: 0, high: 255, shape: [4], dtype: 'uint8' }),
  discrete(5, -2),
  multiDiscrete([2, 9]),
  multiBinary(6),
  tuple([discrete(3), box({ low: 0, high: 1, shape: [2] })]),
  dict({ observation: box({ shape: [3] }), achieved_goal: multiBinary(2) }),
];

describe('spaces', () => {
  it.each(spaces)('$kind holds its own samples and no other value', (space) => {
    const random = new Pcg64(3);
    for (let i = 0; i < 200; i++) expect(contains(space, sample(space, random))).toBe(true);
    expect(contains(space, Float64Array.of(Number.NaN))).toBe(false);
    expect(contains(space, 99)).toBe(false);
    for (const other of spaces)
      if (other !== space) expect(contains(space, sample(other, random))).toBe(false);
  });

  it.each(spaces)('$kind survives JSON and equals only itself', (space) => {
    const copy = spaceFromJson(JSON.parse(JSON.stringify(spaceToJson(space))) as never);
    expect(copy).toEqual(space);
    expect(spaces.filter((other) => spacesEqual(copy, other))).toEqual([space]);
  });

  it('samples over the whole range', () => {
    const random = new Pcg64(1);
    const seen = new Set(Array.from({ length: 200 }, () => sample(discrete(5, -2), random)));
    expect([...seen].sort()).toEqual([-1, -2, 0, 1, 2]);
    const draws = Array.from({ length: 4000 }, () => (sample(spaces[0]!, random) as Float64Array)[0]!);
    expect(Math.abs(draws.reduce((sum, x) => sum + x, 0) / 4000)).toBeLessThan(0.05);
  });

  it('says what it is', () => {
    expect(describeSpace(spaces[1]!)).toBe('Box(float32, [2, 3], -0.4..0.4)');
    expect(describeSpace(spaces[7]!)).toBe(
      'Dict(achieved_goal: MultiBinary(2), observation: Box(float64, [3], -Infinity..Infinity))',
    );
  });

  it('has boxes of a single number, without axes', () => {
    const number = box({ low: -1, high: 1, shape: [] });
    expect(number).toMatchObject({ shape: [], low: Float64Array.of(-1), high: Float64Array.of(1) });
    expect(spaceFromJson(spaceToJson(number))).toEqual(number);
  });

  it('refuses bounds that make no box', () => {
    expect(() => box({ low: [0, 2], high: 1 })).toThrow(/low 2 above high 1 at element 1/);
    expect(() => box({ low: [0, 2], high: 1, shape: [3] })).toThrow(/2 bounds for shape \[3\]/);
    expect(() => box({ low: 0 })).toThrow(/neither shape/);
    expect(() => discrete(0)).toThrow(/size of 0/);
    expect(() => spaceFromJson({ kind: 'graph' })).toThrow(/kind graph/);
  });
});
