import type { EnvironmentContext } from '@minorant/core';

import { errors } from '../errors.js';

/**
 * What a reward model over texts sees as its environment: observations are the numbers that a text encoder gives, and
 * there is one action. So any reward model of the container scores texts.
 */
export function textEnvironment(size: number): EnvironmentContext {
  return {
    id: 'texts',
    observationSpace: {
      kind: 'box',
      shape: [size],
      dtype: 'float32',
      low: new Float64Array(size).fill(-Infinity),
      high: new Float64Array(size).fill(Infinity),
    },
    actionSpace: { kind: 'discrete', n: 1, start: 0 },
    make: () => Promise.reject(errors.MNR_PREFERENCES_NO_STEPS({})),
  };
}
