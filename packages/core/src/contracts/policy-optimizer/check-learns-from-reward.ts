import { errors } from '../../errors.js';
import type { PolicyOptimizerV1 } from './v1.js';

/**
 * An algorithm that hands its policy a reward needs one that learns from it: one that imitates demonstrations would be
 * trained as if there were no reward at all.
 *
 * @throws MinorantError `MNR_RUN_POLICY_IGNORES_REWARD`.
 */
export function checkLearnsFromReward(algorithm: string, { learnsFrom }: PolicyOptimizerV1): void {
  if (learnsFrom === 'demonstrations') throw errors.MNR_RUN_POLICY_IGNORES_REWARD({ algorithm });
}
