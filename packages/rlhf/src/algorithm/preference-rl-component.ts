import { defineComponent, extensionPoints } from '@minorant/core';

import { SegmentComparisons } from '../comparisons/comparison-encoder.js';
import { errors } from '../errors.js';
import { PreferenceTrainer } from '../training/preference-trainer.js';
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
    const reward = await context.create(extensionPoints.rewardModel, 'mlp');
    const trustRegion = await context.create(extensionPoints.trustRegion, 'none');
    const trainer = new PreferenceTrainer(
      {
        reward,
        trustRegion,
        encoder: new SegmentComparisons({
          length: options.segmentLength,
          observationSize: size(environment.observationSpace.shape),
          actionSize: size(environment.actionSpace.shape),
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
        release: () => trustRegion.dispose(),
      },
      options,
    );
  },
});
