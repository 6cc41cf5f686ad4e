import { isDiscreteValue, type Space } from '@minorant/core';

import { errors } from '../errors.js';
import { valueSize } from './rows.js';

/**
 * Refuses flat values that are not rows of a space: another number of them, NaN and infinities, or discrete ones outside of
 * it, whose one-hot row would reach into the row beside it.
 *
 * @param rows - how many there have to be; any number without it
 * @throws MinorantError `MNR_RL_VALUES`.
 */
export function checkValues(what: string, space: Space, values: ArrayLike<number>, rows?: number): void {
  const size = valueSize(space);
  const { length } = values;
  if (rows === undefined ? length % size !== 0 : length !== rows * size) {
    const expected = rows === undefined ? `rows of ${size}` : `${rows * size} (${rows} rows of ${size})`;
    throw errors.MNR_RL_VALUES({ what, found: `length ${length}`, expected });
  }
  if (space.kind !== 'discrete') {
    const wrong = Array.prototype.findIndex.call(values, (value: number) => !Number.isFinite(value));
    if (wrong < 0) return;
    const found = `${values[wrong]} in row ${Math.floor(wrong / size)}`;
    throw errors.MNR_RL_VALUES({ what, found, expected: 'finite numbers' });
  }
  const { start, n } = space;
  for (let row = 0; row < length; row++) {
    const value = values[row]!;
    if (isDiscreteValue(space, value)) continue;
    const expected = `integers from ${start} to ${start + n - 1}`;
    throw errors.MNR_RL_VALUES({ what, found: `${value} in row ${row}`, expected });
  }
}
