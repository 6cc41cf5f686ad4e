import { defineEnvironment } from '../registry/environment-entry.js';
import { lunarLanderOptionsSchema } from './lunar-lander-options.js';
import { LunarLander } from './lunar-lander.js';

/** LunarLander in the registry: Gymnasium's id, and its id for the continuous variant. */
export const lunarLanderEntries = [
  defineEnvironment({
    id: 'LunarLander-v3',
    description: 'Land a rocket on its pad, with optional wind and turbulence.',
    maxEpisodeSteps: 1000,
    rewardThreshold: 200,
    optionsSchema: lunarLanderOptionsSchema,
    create: (options) => new LunarLander(options, 'LunarLander-v3'),
  }),
  defineEnvironment({
    id: 'LunarLanderContinuous-v3',
    description: 'Land a rocket on its pad with two throttles, with optional wind and turbulence.',
    maxEpisodeSteps: 1000,
    rewardThreshold: 200,
    optionsSchema: lunarLanderOptionsSchema.extend({
      continuous: lunarLanderOptionsSchema.shape.continuous.unwrap().default(true),
    }),
    create: (options) => new LunarLander(options, 'LunarLanderContinuous-v3'),
  }),
];
