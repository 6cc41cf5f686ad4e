import type { CreateContext, PolicyOptimizer } from '@minorant/core';

import { checkAnnealing } from '../off-policy/check-annealing.js';
import { OffPolicyOptimizer } from '../off-policy/off-policy-optimizer.js';
import type { SacDiscreteOptions } from '../sac/sac-options.js';
import { checkSpaces } from '../spaces/check-spaces.js';
import { createObservationScaling } from '../spaces/create-observation-scaling.js';
import { rowSize } from '../spaces/rows.js';
import { SacDiscrete } from './sac-discrete.js';

/**
 * Makes the `sac-discrete` policy optimizer.
 *
 * @throws MinorantError `MNR_RL_NO_ENVIRONMENT`, `MNR_RL_OBSERVATION_SPACE`, `MNR_RL_ACTION_SPACE` where the
 * environment does not fit, `MNR_RL_NO_DEMONSTRATIONS` where normalisation needs some,
 * `MNR_RL_LEARNT_COEFFICIENT_ANNEALED` where a learnt entropy coefficient is to fall.
 */
export async function createSacDiscrete(
  options: SacDiscreteOptions,
  context: CreateContext,
): Promise<PolicyOptimizer> {
  checkAnnealing(options);
  const environment = checkSpaces('sac-discrete', context.environment, {
    expected: 'a discrete action space',
    accepts: (space) => space.kind === 'discrete',
  });
  const scaling = await createObservationScaling('sac-discrete', options, context, environment);
  const agent = new SacDiscrete({
    ...{ options, scaling, random: context.random },
    observationSize: rowSize(environment.observationSpace),
    actions: rowSize(environment.actionSpace),
    start: environment.actionSpace.kind === 'discrete' ? environment.actionSpace.start : 0,
  });
  return new OffPolicyOptimizer({ agent, options, environment, context });
}
