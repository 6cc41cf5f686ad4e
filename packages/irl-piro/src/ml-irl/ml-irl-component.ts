import { defineComponent, extensionPoints } from '@minorant/core';

import { mlIrlOptions } from '../piro/piro-options.js';
import { ImitationTask } from '../transitions/imitation-task.js';
import { MlIrl } from './ml-irl.js';

/** ML-IRL as a plugin component. */
export const mlIrlComponent = defineComponent(extensionPoints.rewardOptimizer, {
  id: 'ml-irl',
  description: 'Maximum-likelihood IRL: one reward step for each policy improvement, without a trust region.',
  optionsSchema: mlIrlOptions,
  uses: ['demonstrations', 'reward', 'policy'],
  async create(options, context) {
    const task = await ImitationTask.create('ml-irl', context, options);
    return new MlIrl(
      {
        task,
        reward: await context.create(extensionPoints.rewardModel, 'mlp'),
        policy: await context.create(extensionPoints.policyOptimizer, 'sac'),
        random: context.random.stream('piro/batches'),
        execution: context.execution,
      },
      options,
    );
  },
});
