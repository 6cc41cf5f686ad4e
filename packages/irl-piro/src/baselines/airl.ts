import * as tf from '@tensorflow/tfjs';
import { defineComponent, extensionPoints } from '@minorant/core';
import { z } from 'zod';

import { MlpReward } from '../reward-models/mlp-reward.js';
import { ImitationTask } from '../transitions/imitation-task.js';
import { AdversarialImitation, type AdversarialMethod } from './adversarial-imitation.js';
import { slopeOptions } from './slope-options.js';
import { adversarialFields, type AdversarialOptions } from './adversarial-options.js';
import { AirlReward } from './airl-reward.js';
import { defaultReward } from '../transitions/check-absorbing.js';
import { checkDiscount } from '../transitions/check-discount.js';
import { crossEntropy } from './cross-entropy.js';
import { gradientPenalty, type SlopeOptions } from './gradient-penalty.js';

/** Options of {@link airl}. */
export const airlOptions = z.strictObject({
  ...adversarialFields,
  absorbingStates: adversarialFields.absorbingStates.default(false),
  rolloutHistory: adversarialFields.rolloutHistory.default(5),
  potentialHidden: z
    .array(z.int().positive())
    .default([32, 32])
    .describe('Sizes of the hidden layers of the shaping term h'),
});

/** AIRL's discriminator, `D = exp(f) / (exp(f) + pi(a|s))`: the logit is `f - log pi` (Eq. 3). */
export function airlMethod(
  model: AirlReward,
  options: AdversarialOptions,
  slope?: SlopeOptions,
): AdversarialMethod {
  return {
    name: 'airl',
    variables: model.variables,
    policyReward: model,
    reward: model.base,
    needsLogProbabilities: true,
    logits: (rows, logProbabilities) => tf.sub(model.forward(rows), logProbabilities),
    loss({ expert, policy, expertLogProbabilities, policyLogProbabilities, mixing }) {
      const loss = crossEntropy(
        tf.sub(model.forward(expert), expertLogProbabilities),
        tf.sub(model.forward(policy), policyLogProbabilities),
      );
      if (options.gradientPenalty === 0) return loss;
      const penalty = gradientPenalty(model, expert, policy, mixing, options.gradientTarget, slope);
      return tf.add(loss, tf.mul(options.gradientPenalty, penalty));
    },
  };
}

/**
 * Adversarial Inverse Reinforcement Learning (Fu et al., ICLR 2018, arXiv 1710.11248). The policy maximises f plus its own
 * entropy, which is the paper's `log D - log(1 - D) = f - log pi` on average; the reward that is kept is the base g alone.
 *
 * Differences from the authors' code: SAC in place of TRPO; a gradient penalty on f; negatives are the rollouts of the last
 * five iterations, all judged under the present policy's density. `log pi` is a density over actions scaled to
 * `[-1, 1]`. Give the reward slot `inputs: [observation]` for the state-only base that the paper recommends for transfer.
 */
export const airl = defineComponent(extensionPoints.rewardOptimizer, {
  id: 'airl',
  description: 'Adversarial inverse RL: a shaped discriminator whose base is a reward that transfers.',
  optionsSchema: airlOptions,
  uses: ['demonstrations', 'reward', 'policy'],
  async create(options, context) {
    const task = await ImitationTask.create('airl', context, { ...options, discounted: false });
    const base = await context.create(extensionPoints.rewardModel, defaultReward(options.absorbingStates));
    const policy = await context.create(extensionPoints.policyOptimizer, 'sac');
    // The shaping, gamma h(s') - h(s), is paid out over time by the policy's own gamma.
    checkDiscount('airl', policy, { ...options, discounted: true });
    const potential = new MlpReward({
      inputs: { observation: true, action: false, nextObservation: false, absorbing: false },
      observationSize: task.expert.observationSize,
      actionSpace: task.environment.actionSpace,
      hidden: options.potentialHidden,
      activation: 'relu',
      bound: 100,
      ...task.standardisation(),
      random: context.random.stream('airl/potential'),
    });
    const method = airlMethod(
      new AirlReward(base, potential, options.discount),
      options,
      slopeOptions(task, options),
    );
    const random = context.random.stream('airl/batches');
    try {
      return new AdversarialImitation(
        { task, method, policy, random, execution: context.execution },
        options,
      );
    } catch (error) {
      // Base and policy are disposed of by the run.
      potential.dispose();
      throw error;
    }
  },
});
