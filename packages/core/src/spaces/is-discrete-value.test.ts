import { expect, it } from 'vitest';

import { isDiscreteValue } from './is-discrete-value.js';

it('takes the integers from the first to the last, and nothing else', () => {
  const space = { start: -1, n: 3 };
  expect([-1, 0, 1].filter((value) => isDiscreteValue(space, value))).toEqual([-1, 0, 1]);
  expect([-2, 2, 0.5, NaN, '0', undefined].filter((value) => isDiscreteValue(space, value))).toEqual([]);
});
