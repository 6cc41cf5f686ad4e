import type { PolicyOptimizer } from '@minorant/core';

import { errors } from '../errors.js';

/**
 * An algorithm that hands its policy a reward needs one that learns from it: one that imitates demonstrations would be
 * trained as if there were no reward at all.
 *
 * @throws MinorantError `MNR_IRL_POLICY_IGNORES_REWARD`.
 */
export function checkLearnsFromReward(algorithm: string, { learnsFrom }: PolicyOptimizer): void {
  if (learnsFrom === 'demonstrations') throw errors.MNR_IRL_POLICY_IGNORES_REWARD({ algorithm });
}
