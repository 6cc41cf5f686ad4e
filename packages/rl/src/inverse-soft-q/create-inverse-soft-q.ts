import type { CreateContext, PolicyOptimizer } from '@minorant/core';

import { checkAnnealing } from '../off-policy/check-annealing.js';
import { OffPolicyOptimizer } from '../off-policy/off-policy-optimizer.js';
import { actionScale } from '../sac/action-scale.js';
import { Sac } from '../sac/sac.js';
import { checkSpaces } from '../spaces/check-spaces.js';
import { createObservationScaling } from '../spaces/create-observation-scaling.js';
import { rowSize } from '../spaces/rows.js';
import { inverseSoftQObjective } from './inverse-soft-q-objective.js';
import type { InverseSoftQOptions } from './inverse-soft-q-options.js';

/**
 * Makes the `inverse-soft-q` policy optimizer: SAC whose critics lower IQ-Learn's objective on demonstrations and ignore
 * rewards.
 *
 * @throws MinorantError as `createSac`.
 */
export async function createInverseSoftQ(
  options: InverseSoftQOptions,
  context: CreateContext,
): Promise<PolicyOptimizer> {
  checkAnnealing(options);
  const environment = checkSpaces('inverse-soft-q', context.environment, {
    expected: 'a box action space with finite bounds',
    accepts: (space) => actionScale(space) !== undefined,
  });
  const scaling = await createObservationScaling('inverse-soft-q', options, context, environment);
  const agent = new Sac({
    ...{ options, scaling, random: context.random },
    observationSize: rowSize(environment.observationSpace),
    scale: actionScale(environment.actionSpace)!,
    criticObjective: inverseSoftQObjective(options),
    criticCount: options.criticCount,
  });
  return new OffPolicyOptimizer({ agent, options, environment, context, learnsFrom: 'demonstrations' });
}
