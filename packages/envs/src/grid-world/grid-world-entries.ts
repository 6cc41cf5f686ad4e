import { z } from 'zod';

import { defineEnvironment } from '../registry/environment-entry.js';
import { TabularEnvironment } from '../tabular/tabular-environment.js';
import { gridWorldMdp } from './grid-world-mdp.js';
import { gridWorldOptionsSchema } from './grid-world-options.js';

/** The grid worlds of the registry. */
export const gridWorldEntries = [
  defineEnvironment({
    id: 'GridWorld7x7-v0',
    description:
      'Reach a goal cell; the reward of a cell is minus its distance to the goal (arXiv 2509.23135, 7.4).',
    maxEpisodeSteps: 50,
    optionsSchema: gridWorldOptionsSchema.extend({
      observation: z
        .enum(['coordinates', 'one-hot', 'discrete'])
        .default('coordinates')
        .describe('Row and column scaled to [-1, 1], a unit vector of the cells, or the number of the cell.'),
    }),
    create: ({ observation, ...options }) =>
      new TabularEnvironment('GridWorld7x7-v0', gridWorldMdp(options), {
        observation: observation === 'coordinates' ? 'features' : observation,
      }),
  }),
];
