import type { EnvironmentContext, Space } from '@minorant/core';

import { errors } from '../errors.js';

/**
 * The environment of a run, checked before anything is made of it.
 *
 * @throws MinorantError `MNR_RL_NO_ENVIRONMENT`, `MNR_RL_OBSERVATION_SPACE` or `MNR_RL_ACTION_SPACE`.
 */
export function checkSpaces(
  component: string,
  environment: EnvironmentContext | undefined,
  actions: { readonly expected: string; readonly accepts: (space: Space) => boolean },
): EnvironmentContext {
  if (!environment) throw errors.MNR_RL_NO_ENVIRONMENT({ component });
  const { id, observationSpace, actionSpace } = environment;
  if (observationSpace.kind !== 'box' && observationSpace.kind !== 'discrete') {
    throw errors.MNR_RL_OBSERVATION_SPACE({ component, environment: id, found: observationSpace.kind });
  }
  if (!actions.accepts(actionSpace)) {
    const found = describeSpace(actionSpace);
    throw errors.MNR_RL_ACTION_SPACE({ component, environment: id, found, expected: actions.expected });
  }
  return environment;
}

function describeSpace(space: Space): string {
  if (space.kind === 'box') return `a box action space of shape [${space.shape.join(', ')}]`;
  if (space.kind === 'discrete') return `a discrete action space of ${space.n} actions`;
  return `a ${space.kind} action space`;
}
