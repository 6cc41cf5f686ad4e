import { defineComponent, extensionPoints } from '@minorant/core';

import { MlpReward } from '../reward-models/mlp-reward.js';
import { ImitationTask } from '../transitions/imitation-task.js';
import { fIrlOptions } from './f-irl-options.js';
import { FIrl } from './f-irl.js';

/**
 * Registers {@link FIrl} as `f-irl`.
 *
 * Differences from the authors' code: an MLP in place of a residual network as the discriminator; absorbing states count as
 * `1 / (1 - gamma)` steps instead of up to a fixed horizon; the covariance is divided by the mean length of a trajectory.
 */
export const fIrl = defineComponent(extensionPoints.rewardOptimizer, {
  id: 'f-irl',
  description:
    'Inverse RL by f-divergences (f-IRL): matches state distributions under forward KL, reverse KL or Jensen-Shannon divergence.',
  optionsSchema: fIrlOptions,
  uses: ['demonstrations', 'reward', 'policy'],
  async create(options, context) {
    const task = await ImitationTask.create('f-irl', context, { ...options, discounted: false });
    const reward = await context.create(extensionPoints.rewardModel, {
      id: 'mlp',
      inputs: options.absorbingStates ? ['observation', 'absorbing'] : ['observation'],
    });
    const policy = await context.create(extensionPoints.policyOptimizer, 'sac');
    const discriminator = new MlpReward({
      inputs: {
        observation: true,
        action: false,
        nextObservation: false,
        absorbing: options.absorbingStates,
        lastTransition: options.absorbingStates && (reward.inputs.lastTransition ?? false),
      },
      observationSize: task.expert.observationSize,
      actionSpace: task.environment.actionSpace,
      hidden: options.discriminatorHidden,
      activation: 'tanh',
      bound: 10,
      ...task.standardisation(),
      random: context.random.stream('f-irl/discriminator'),
    });
    const random = context.random.stream('f-irl/batches');
    const parts = { task, discriminator, reward, policy, random, execution: context.execution };
    try {
      return new FIrl(parts, options);
    } catch (error) {
      // Reward and policy are disposed of by the run.
      discriminator.dispose();
      throw error;
    }
  },
});
