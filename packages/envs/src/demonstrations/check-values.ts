import { demonstrationErrors } from './errors.js';

/**
 * Refuses NaN and infinities. `first` is the row of the dataset that the values begin with.
 *
 * @throws MNR_DEMONSTRATIONS_VALUE naming the first bad row.
 */
export function checkFinite(
  values: Float64Array,
  width: number,
  file: string,
  dataset: string,
  first = 0,
): Float64Array {
  for (let i = 0; i < values.length; i++)
    if (!Number.isFinite(values[i]))
      throw demonstrationErrors.MNR_DEMONSTRATIONS_VALUE({
        file,
        dataset,
        row: first + Math.floor(i / width),
        value: values[i]!,
        expected: 'finite numbers',
      });
  return values;
}

/**
 * Turns numbers into flags. `first` is the row of the dataset that the values begin with.
 *
 * @throws MNR_DEMONSTRATIONS_VALUE for anything but 0 and 1.
 */
export function checkFlags(
  values: Float64Array | Uint8Array,
  file: string,
  dataset: string,
  first = 0,
): Uint8Array {
  for (let i = 0; i < values.length; i++)
    if (values[i] !== 0 && values[i] !== 1)
      throw demonstrationErrors.MNR_DEMONSTRATIONS_VALUE({
        file,
        dataset,
        row: first + i,
        value: values[i]!,
        expected: 'true or false (0 or 1)',
      });
  return Uint8Array.from(values);
}
