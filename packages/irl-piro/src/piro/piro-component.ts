import { defineComponent, extensionPoints } from '@minorant/core';

import { checkAbsorbing, defaultReward } from '../transitions/check-absorbing.js';
import { ImitationTask } from '../transitions/imitation-task.js';
import { Piro } from './piro.js';
import { piroOptions } from './piro-options.js';

/** PIRO as a plugin component. */
export const piroComponent = defineComponent(extensionPoints.rewardOptimizer, {
  id: 'piro',
  description: 'Proximal Inverse Reward Optimization: inverse RL with a trust region on the reward.',
  optionsSchema: piroOptions,
  uses: ['demonstrations', 'reward', 'policy', 'trustRegion'],
  async create(options, context) {
    const task = await ImitationTask.create('piro', context, options);
    const reward = await context.create(extensionPoints.rewardModel, defaultReward(options.absorbingStates));
    checkAbsorbing('piro', reward, options.absorbingStates);
    return new Piro(
      {
        task,
        reward,
        policy: await context.create(extensionPoints.policyOptimizer, 'sac'),
        trustRegion: await context.create(extensionPoints.trustRegion, 'adaptive-l2'),
        random: context.random.stream('piro/batches'),
        counter: context.counter,
        execution: context.execution,
      },
      options,
    );
  },
});
