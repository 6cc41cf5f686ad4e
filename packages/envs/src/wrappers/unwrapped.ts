import type { EnvironmentV1, SpaceValue } from '@minorant/core';

import { Wrapper } from './wrapper.js';

/** The bare task below all wrappers, as Gymnasium's `unwrapped`. */
export function unwrapped(environment: EnvironmentV1<SpaceValue>): EnvironmentV1<SpaceValue> {
  return environment instanceof Wrapper ? (environment as Wrapper).unwrapped : environment;
}
