import { z } from 'zod';

import { defineEnvironment } from '../registry/environment-entry.js';
import { TabularEnvironment } from '../tabular/tabular-environment.js';
import { cartPoleMdp } from './cart-pole-mdp.js';
import { cartPoleMdpOptionsSchema, cartPoleOptionsSchema } from './cart-pole-options.js';
import { CartPole } from './cart-pole.js';

/** CartPole's versions, and its table, in the registry. */
export const cartPoleEntries = [
  ...(
    [
      ['CartPole-v0', 200, 195],
      ['CartPole-v1', 500, 475],
    ] as const
  ).map(([id, maxEpisodeSteps, rewardThreshold]) =>
    defineEnvironment({
      id,
      description: 'Keep a pole upright on a cart by pushing the cart left or right.',
      maxEpisodeSteps,
      rewardThreshold,
      optionsSchema: cartPoleOptionsSchema,
      create: (options) => new CartPole(options, id),
    }),
  ),
  defineEnvironment({
    id: 'TabularCartPole-v0',
    description: 'CartPole on a grid of its state space, with the whole model as tables for exact methods.',
    maxEpisodeSteps: 500,
    optionsSchema: cartPoleMdpOptionsSchema.extend({
      observation: z
        .enum(['features', 'one-hot', 'discrete'])
        .default('features')
        .describe(
          'Scaled coordinates and a flag for failure, a unit vector of the states, or the number of the state.',
        ),
    }),
    create: ({ observation, ...options }) =>
      new TabularEnvironment('TabularCartPole-v0', cartPoleMdp(options), { observation }),
  }),
];
