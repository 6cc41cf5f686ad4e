import { defineComponent, extensionPoints } from '@minorant/core';

import { mlIrlOptions } from '../piro/piro-options.js';
import { checkAbsorbing, defaultReward } from '../transitions/check-absorbing.js';
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
    const reward = await context.create(extensionPoints.rewardModel, defaultReward(options.absorbingStates));
    checkAbsorbing('ml-irl', reward, options.absorbingStates);
    return new MlIrl(
      {
        task,
        reward,
        policy: await context.create(extensionPoints.policyOptimizer, 'sac'),
        random: context.random.stream('piro/batches'),
        counter: context.counter,
        execution: context.execution,
      },
      options,
    );
  },
});
