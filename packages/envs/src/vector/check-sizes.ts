import { errors } from '../errors.js';

/** @throws MNR_VECTOR_SIZE unless `count` is an integer from one up. */
export function checkCount(id: string, what: string, count: number): void {
  if (Number.isInteger(count) && count > 0) return;
  throw errors.MNR_VECTOR_SIZE({ id, what, actual: count, expected: 'an integer from one up' });
}

/** @throws MNR_VECTOR_SIZE when a list has not one entry for each of `count` sub-environments. */
export function checkLength(id: string, what: string, list: readonly unknown[], count: number): void {
  if (list.length === count) return;
  throw errors.MNR_VECTOR_SIZE({ id, what, actual: list.length, expected: String(count) });
}

/** @throws MNR_VECTOR_SIZE when seeds or mask of a reset have not one entry for each sub-environment. */
export function checkReset(
  id: string,
  seed: number | readonly number[] | undefined,
  mask: readonly boolean[] | undefined,
  count: number,
): void {
  if (typeof seed === 'object') checkLength(id, 'seeds', seed, count);
  if (mask) checkLength(id, 'entries of the mask', mask, count);
}
