import { extensionPoints, type CreateContext, type RewardOptimizer } from '@minorant/core';

import type { ReinforcementLearningOptions } from './reinforcement-learning-options.js';
import { ReinforcementLearning } from './reinforcement-learning.js';

/** Makes the `reinforcement-learning` algorithm, with the configured policy optimizer or one that fits the actions. */
export async function createReinforcementLearning(
  options: ReinforcementLearningOptions,
  context: CreateContext,
): Promise<RewardOptimizer> {
  const fallback = context.environment?.actionSpace.kind === 'discrete' ? 'sac-discrete' : 'sac';
  return new ReinforcementLearning(await context.create(extensionPoints.policyOptimizer, fallback), options);
}
