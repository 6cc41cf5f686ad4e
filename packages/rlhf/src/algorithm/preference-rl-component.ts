import { defineComponent, extensionPoints } from '@minorant/core';

import { SegmentComparisons } from '../comparisons/comparison-encoder.js';
import { errors } from '../errors.js';
import { PreferenceTrainer } from '../training/preference-trainer.js';
import { StateEntropyReward } from '../pretraining/state-entropy-reward.js';
import { createEnsemble } from './ensemble-options.js';
import { PreferenceRl } from './preference-rl.js';
import { preferenceRlOptions } from './preference-rl-options.js';

/** Registers {@link PreferenceRl} as `preference-rl`. */
export const preferenceRlComponent = defineComponent(extensionPoints.rewardOptimizer, {
  id: 'preference-rl',
  description:
    "Learns a reward from answers about segments of the policy's episodes, and the policy from that reward.",
  optionsSchema: preferenceRlOptions,
  uses: ['environment', 'policy', 'reward', 'trustRegion', 'gatherer', 'queryStrategy'],
  async create(options, context) {
    const { environment } = context;
    if (environment?.observationSpace.kind !== 'box' || environment.actionSpace.kind !== 'box') {
      const found = environment
        ? `${environment.id} with a ${environment.observationSpace.kind} and a ${environment.actionSpace.kind} space`
        : 'none';
      throw errors.MNR_PREFERENCES_ENVIRONMENT({ found });
    }
    const size = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1);
    const { members, aggregate, uncertaintyWeight, pretraining } = options;
    const reward = await createEnsemble({ members, aggregate, uncertaintyWeight }, 'mlp', context);
    const observationSize = size(environment.observationSpace.shape);
    const trustRegion = await context.create(extensionPoints.trustRegion, 'none');
    const trainer = new PreferenceTrainer(
      {
        reward,
        trustRegion,
        encoder: new SegmentComparisons({
          length: options.segmentLength,
          observationSize,
          actionSize: size(environment.actionSpace.shape),
          absorbingStates: options.absorbingStates && reward.inputs.absorbing,
          lastTransitions: reward.inputs.lastTransition ?? false,
        }),
        random: context.random.stream('preferences/batches'),
        execution: context.execution,
      },
      { ...options, candidates: 2 },
    );
    return new PreferenceRl(
      {
        trainer,
        reward,
        policy: await context.create(extensionPoints.policyOptimizer, 'sac'),
        gatherer: await context.create(extensionPoints.preferenceGatherer, 'oracle'),
        queryStrategy: await context.create(extensionPoints.queryStrategy, 'uniform'),
        random: context.random.stream('preferences/queries'),
        ...(pretraining.iterations > 0 && {
          exploration: new StateEntropyReward({ observationSize, ...pretraining }),
        }),
        release: () => trustRegion.dispose(),
      },
      options,
    );
  },
});
