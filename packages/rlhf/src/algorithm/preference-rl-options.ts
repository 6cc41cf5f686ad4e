import { z } from 'zod';

import { querySchedules } from '../schedules/query-schedule.js';
import { ensembleFields } from './ensemble-options.js';

/** Options of the algorithm `preference-rl`. */
export const preferenceRlOptions = z.strictObject({
  policyRounds: z.int().positive().default(1).describe('Rounds of policy improvement in each iteration'),
  queryEvery: z
    .int()
    .positive()
    .default(1)
    .describe('Iterations between questions; the first one asks in any case'),
  initialQueries: z.int().positive().default(50).describe('Questions in the first iteration'),
  queries: z.int().positive().default(10).describe('Questions at each later time, on average'),
  schedule: z
    .enum(querySchedules)
    .default('constant')
    .describe('How the later questions are spread: evenly, or most of them early or late'),
  maximumQueries: z.int().positive().default(1000).describe('Questions in all'),
  pool: z.int().positive().default(10).describe('Pairs to choose from, for each question that is asked'),
  segmentLength: z.int().positive().default(50).describe('Steps of a segment'),
  absorbingStates: z
    .boolean()
    .default(true)
    .describe(
      'A terminated segment goes on in the absorbing state to its full length, where the reward reads that flag; otherwise segments with a termination are as long as they are',
    ),
  rolloutSteps: z
    .int()
    .positive()
    .default(1000)
    .describe('Steps of fresh episodes that segments are drawn from'),
  rolloutHistory: z.int().positive().default(10).describe('How many collections segments are drawn from'),
  steps: z.int().positive().default(50).describe('Gradient steps on the reward after each round of answers'),
  pretraining: z
    .strictObject({
      iterations: z
        .int()
        .nonnegative()
        .default(0)
        .describe('First iterations, in which nothing is asked and the policy seeks states it has not seen'),
      neighbours: z
        .int()
        .positive()
        .default(5)
        .describe('Distances are taken to the nearest state but these'),
      states: z.int().positive().default(1024).describe('Seen states that distances are taken to'),
    })
    .refine(({ neighbours, states }) => neighbours < states, {
      path: ['neighbours'],
      message: 'must be less than `states`: a state is its own nearest one',
    })
    .prefault({})
    .describe('Unsupervised exploration before the first question (PEBBLE)'),
  ...ensembleFields,
  members: ensembleFields.members.default(3),
  normalise: z
    .boolean()
    .default(true)
    .describe(
      'The policy sees the reward less its mean, divided by its deviation over the segments asked about; the trust region and the questions do not',
    ),
  batchSize: z.int().positive().default(32).describe('Comparisons in each step'),
  learningRate: z.number().positive().default(3e-4).describe('Step size of Adam'),
  weightDecay: z.number().nonnegative().default(0).describe('L2 weight decay'),
  labelNoise: z
    .number()
    .min(0)
    .max(0.99)
    .default(0)
    .describe('Probability that a label is random, mixed into the likelihood'),
  centring: z
    .number()
    .nonnegative()
    .default(0)
    .describe("Weight of the squared sum of a comparison's scores"),
});

/** Options of {@link PreferenceRl} with all defaults filled in. */
export type PreferenceRlOptions = z.output<typeof preferenceRlOptions>;
