import { expect, it } from 'vitest';

import { LengthEncoder } from './length-encoder.js';

it('tells words and characters, and zeros of nothing', async () => {
  const vectors = await new LengthEncoder().encode(['one two, three', '']);
  expect(vectors[0]).toBeCloseTo(Math.log(5), 6);
  expect(vectors[1]).toBeCloseTo(Math.log(15), 6);
  expect([...vectors.slice(2)]).toEqual([0, 0]);
});
