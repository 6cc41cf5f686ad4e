import { type CreateContext, type PolicyOptimizer } from '@minorant/core';

import { checkAnnealing } from '../off-policy/check-annealing.js';
import { OffPolicyOptimizer } from '../off-policy/off-policy-optimizer.js';
import { checkSpaces } from '../spaces/check-spaces.js';
import { createObservationScaling } from '../spaces/create-observation-scaling.js';
import { rowSize } from '../spaces/rows.js';
import { actionScale } from './action-scale.js';
import type { SacOptions } from './sac-options.js';
import { Sac } from './sac.js';

/**
 * Makes the `sac` policy optimizer.
 *
 * @throws MinorantError `MNR_RL_NO_ENVIRONMENT`, `MNR_RL_OBSERVATION_SPACE`, `MNR_RL_ACTION_SPACE` where the
 * environment does not fit, `MNR_RL_NO_DEMONSTRATIONS` where normalisation needs some,
 * `MNR_RL_LEARNT_COEFFICIENT_ANNEALED` where a learnt entropy coefficient is to fall.
 */
export async function createSac(options: SacOptions, context: CreateContext): Promise<PolicyOptimizer> {
  checkAnnealing(options);
  const environment = checkSpaces('sac', context.environment, {
    expected: 'a box action space with finite bounds',
    accepts: (space) => actionScale(space) !== undefined,
  });
  const scaling = await createObservationScaling('sac', options, context, environment);
  const agent = new Sac({
    ...{ options, scaling, random: context.random },
    observationSize: rowSize(environment.observationSpace),
    scale: actionScale(environment.actionSpace)!,
  });
  return new OffPolicyOptimizer({ agent, options, environment, context });
}
