import { defineComponent, extensionPoints } from '@minorant/core';
import { z } from 'zod';

import { errors } from '../errors.js';
import { ImitationTask } from '../transitions/imitation-task.js';
import { AdversarialImitation } from './adversarial-imitation.js';
import { defaultReward } from '../transitions/check-absorbing.js';
import { momentMatchingFields, momentMethod } from './moment-matching.js';
import { slopeOptions } from './slope-options.js';

/** Options of {@link filter}. */
export const filterOptions = z.strictObject({
  ...momentMatchingFields,
  resetShare: z
    .number()
    .gt(0)
    .max(1)
    .default(0.5)
    .describe('Share of training episodes that begin in a state of the expert; AntMaze 1'),
});

/**
 * FILTER, inverse reinforcement learning without reinforcement learning (Swamy et al., ICML 2023, arXiv 2303.14623): moment
 * matching whose policy begins half of its training episodes in states of the expert, so that it need not explore to get
 * there.
 *
 * The states are snapshots taken while the demonstrated actions are replayed once from the demonstration's seed; the
 * replayed steps are counted, and demonstrations need seeds. A snapshot holds the environment's random generator, so in a
 * stochastic environment all episodes from one state meet the same noise. Differences from the authors' code are those of {@link momentMatching}.
 */
export const filter = defineComponent(extensionPoints.rewardOptimizer, {
  id: 'filter',
  description: 'Moment matching whose training episodes begin in states of the expert (FILTER).',
  optionsSchema: filterOptions,
  uses: ['demonstrations', 'reward', 'policy'],
  async create(options, context) {
    const task = await ImitationTask.create('filter', context, { ...options, discounted: false });
    const model = await context.create(extensionPoints.rewardModel, defaultReward(options.absorbingStates));
    const policy = await context.create(extensionPoints.policyOptimizer, 'sac');
    if (!policy.startFromDemonstrations) throw errors.MNR_IRL_NO_RESETS({ algorithm: 'filter' });
    policy.startFromDemonstrations(task.demonstrations, { share: options.resetShare });
    return new AdversarialImitation(
      {
        task,
        method: momentMethod('filter', model, options, slopeOptions(task, options)),
        policy,
        random: context.random.stream('filter/batches'),
        execution: context.execution,
      },
      options,
    );
  },
});
