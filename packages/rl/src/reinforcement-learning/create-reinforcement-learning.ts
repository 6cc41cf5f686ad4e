import {
  checkLearnsFromReward,
  extensionPoints,
  readEpisodes,
  type CreateContext,
  type RewardOptimizer,
} from '@minorant/core';

import { errors } from '../errors.js';
import type { ReinforcementLearningOptions } from './reinforcement-learning-options.js';
import { ReinforcementLearning } from './reinforcement-learning.js';

/**
 * Makes the `reinforcement-learning` algorithm, with the configured policy optimizer or one that fits the actions.
 *
 * @throws MinorantError `MNR_RL_SHARE_WITHOUT_DEMONSTRATIONS` when batches are to hold demonstrations and there are none,
 * `MNR_RUN_POLICY_IGNORES_REWARD` when the policy learns from no reward.
 */
export async function createReinforcementLearning(
  options: ReinforcementLearningOptions,
  context: CreateContext,
): Promise<RewardOptimizer> {
  const { demonstrationShare: share } = options;
  const { demonstrations } = context;
  if (share > 0 && !demonstrations) throw errors.MNR_RL_SHARE_WITHOUT_DEMONSTRATIONS({ share });
  const fallback = context.environment?.actionSpace.kind === 'discrete' ? 'sac-discrete' : 'sac';
  const policy = await context.create(extensionPoints.policyOptimizer, fallback);
  checkLearnsFromReward('reinforcement-learning', policy);
  if (share > 0 && demonstrations) {
    policy.addDemonstrations(await readEpisodes(demonstrations), { share });
  }
  return new ReinforcementLearning(policy, options);
}
