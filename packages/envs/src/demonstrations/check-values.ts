import { demonstrationErrors } from './errors.js';

/**
 * Refuses NaN and infinities.
 *
 * @throws MNR_DEMONSTRATIONS_VALUE naming the first bad row.
 */
export function checkFinite(
  values: Float64Array,
  width: number,
  file: string,
  dataset: string,
): Float64Array {
  for (let i = 0; i < values.length; i++)
    if (!Number.isFinite(values[i]))
      throw demonstrationErrors.MNR_DEMONSTRATIONS_VALUE({
        file,
        dataset,
        row: Math.floor(i / width),
        value: values[i]!,
        expected: 'finite numbers',
      });
  return values;
}

/**
 * Turns numbers into flags.
 *
 * @throws MNR_DEMONSTRATIONS_VALUE for anything but 0 and 1.
 */
export function checkFlags(values: Float64Array, file: string, dataset: string): Uint8Array {
  for (let row = 0; row < values.length; row++)
    if (values[row] !== 0 && values[row] !== 1)
      throw demonstrationErrors.MNR_DEMONSTRATIONS_VALUE({
        file,
        dataset,
        row,
        value: values[row]!,
        expected: 'true or false (0 or 1)',
      });
  return Uint8Array.from(values);
}
