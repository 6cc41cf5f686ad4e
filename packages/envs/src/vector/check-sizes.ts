import { isDeepStrictEqual } from 'node:util';

import type { EnvironmentV1, SpaceValue } from '@minorant/core';

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

/** @throws MNR_VECTOR_SPACES when environments of one vector have different spaces. */
export function checkSpaces(environments: readonly EnvironmentV1<SpaceValue>[]): void {
  const [first] = environments as [EnvironmentV1<SpaceValue>];
  for (const [index, environment] of environments.entries()) {
    const { id: other, observationSpace, actionSpace } = environment;
    const at = { id: first.id, index, other };
    if (!isDeepStrictEqual(observationSpace, first.observationSpace))
      throw errors.MNR_VECTOR_SPACES({ ...at, what: 'observations' });
    if (!isDeepStrictEqual(actionSpace, first.actionSpace))
      throw errors.MNR_VECTOR_SPACES({ ...at, what: 'actions' });
  }
}
