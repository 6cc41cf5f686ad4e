import { defineComponent, extensionPoints, readEpisodes, standardisation } from '@minorant/core';
import { z } from 'zod';

import { errors } from '../errors.js';
import { rowSize } from '../transitions/row-size.js';
import { MlpReward } from './mlp-reward.js';

const inputNames = ['observation', 'action', 'nextObservation', 'absorbing', 'lastTransition'] as const;

/** Options of the `mlp` reward model. */
export const mlpRewardOptions = z.strictObject({
  inputs: z
    .array(z.enum(inputNames))
    .min(1)
    .default(['observation', 'action', 'absorbing'])
    .describe(
      'What the reward reads; without `action` it is state-only; with `lastTransition` absorbing states keep the observations of the transition that ended the episode',
    ),
  hidden: z.array(z.int().positive()).default([128, 128]).describe('Sizes of the hidden layers'),
  activation: z.enum(['tanh', 'relu']).default('tanh').describe('Activation of the hidden layers'),
  bound: z.number().positive().default(10).describe('Rewards stay within this bound, smoothly'),
  absorbingScale: z
    .number()
    .positive()
    .default(1)
    .describe(
      'What the absorbing flag enters as: where observations have many numbers, 1 puts the end of an episode nearer to the expert than its living states',
    ),
  standardise: z
    .boolean()
    .default(true)
    .describe("Whether box observations are standardised by the demonstrations' mean and deviation"),
});

/** The `mlp` reward model as a plugin component. */
export const mlpRewardComponent = defineComponent(extensionPoints.rewardModel, {
  id: 'mlp',
  description: 'A multilayer perceptron over observation, action, next observation and the absorbing flag.',
  optionsSchema: mlpRewardOptions,
  async create(options, context) {
    const { environment, demonstrations } = context;
    if (!environment) throw errors.MNR_IRL_NO_ENVIRONMENT({ component: 'The reward model mlp' });
    const space = environment.observationSpace;
    if (space.kind !== 'box' && space.kind !== 'discrete') {
      throw errors.MNR_IRL_OBSERVATION_SPACE({ kind: space.kind });
    }
    const standardise = options.standardise && space.kind === 'box';
    const reads = (name: (typeof inputNames)[number]): boolean => options.inputs.includes(name);
    return new MlpReward({
      ...options,
      inputs: {
        observation: reads('observation'),
        action: reads('action'),
        nextObservation: reads('nextObservation'),
        absorbing: reads('absorbing'),
        lastTransition: reads('lastTransition'),
      },
      observationSize: rowSize(space),
      actionSpace: environment.actionSpace,
      ...(standardise &&
        demonstrations && { standardisation: standardisation(await readEpisodes(demonstrations)) }),
      awaitsStandardisation: standardise,
      random: context.random.stream('reward/initial'),
    });
  },
});
