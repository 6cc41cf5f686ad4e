import { defineComponent, extensionPoints } from '@minorant/core';
import { z } from 'zod';

import { errors } from '../errors.js';
import { FeatureReward } from '../rewards/feature-reward.js';

/** Options of the reward model `features`. */
export const featureRewardOptions = z.strictObject({
  hidden: z
    .array(z.int().positive())
    .default([])
    .describe('Sizes of the hidden layers (tanh); none for a linear reward'),
});

/** Registers {@link FeatureReward} as `features`. */
export const featureRewardComponent = defineComponent(extensionPoints.rewardModel, {
  id: 'features',
  description: 'A linear function of the features of a text, or a small perceptron over them.',
  optionsSchema: featureRewardOptions,
  create({ hidden }, { environment, random }) {
    const space = environment?.observationSpace;
    if (space?.kind !== 'box') {
      throw errors.MNR_PREFERENCES_NO_FEATURES({ found: space ? `a ${space.kind} space` : 'nothing' });
    }
    const size = space.shape.reduce((product, length) => product * length, 1);
    return new FeatureReward({ size, hidden, random: random.stream('reward/initial') });
  },
});
