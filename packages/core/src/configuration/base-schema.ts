import { z } from 'zod';

const choice = (what: string) =>
  z
    .union([z.string().min(1), z.looseObject({ id: z.string().min(1) })], {
      error: 'expected an id, or a mapping with an id and options',
    })
    .describe(what);

const steps = (what: string) => z.int().positive().describe(what);

/** When a run ends. */
export const budgetSchema = z
  .strictObject({
    steps: steps('Environment steps, counted once and everywhere').optional(),
    iterations: steps('Outer iterations of the algorithm').optional(),
    seconds: z.number().positive().describe('Seconds of training, over all resumptions').optional(),
  })
  .refine((budget) => Object.values(budget).some((value) => value !== undefined), {
    error: 'at least one of steps, iterations and seconds is needed',
  });

/** Keys of a configuration, without what the chosen components add. */
export const baseSchema = z.strictObject({
  seed: z.int().min(0).max(0xffffffff).default(0).describe('Seeds everything'),
  plugins: z
    .array(
      z.union(
        [z.string().min(1), z.strictObject({ name: z.string().min(1), config: z.unknown().optional() })],
        {
          error: 'expected the name of a package, a path, or a mapping with name and config',
        },
      ),
    )
    .default([])
    .describe('Plugins by package name or path, beside those that are always there'),
  environment: choice('The task, by its id').optional(),
  demonstrations: choice('Path of the demonstrations, or a data source and its options').optional(),
  algorithm: choice('The algorithm that learns the reward'),
  reward: choice('The reward model').optional(),
  policy: choice('The policy optimizer').optional(),
  trustRegion: choice('What limits how far the reward moves').optional(),
  preferences: choice('Path of recorded preferences, or a source and its options').optional(),
  gatherer: choice('Who is asked for preferences').optional(),
  queryStrategy: choice('What is asked next').optional(),
  textEncoder: choice('What turns texts into vectors').optional(),
  budget: budgetSchema.describe('When the run ends: at the first of these'),
  evaluation: z
    .union(
      [
        z.literal(false),
        z.strictObject({
          every: steps('Environment steps between evaluations').default(5000),
          iterations: z
            .int()
            .positive()
            .optional()
            .describe('Iterations between evaluations, for algorithms that take no environment steps'),
          episodes: steps('Whole episodes for each evaluation').default(10),
          deterministic: z.boolean().default(true).describe('Most likely actions instead of sampled ones'),
          seed: z
            .int()
            .min(0)
            .max(0xffffffff)
            .optional()
            .describe("Seed of the first episode; from the run's without it"),
        }),
      ],
      { error: 'expected false or a mapping' },
    )
    .prefault({})
    .describe('Evaluation with the true reward on an environment of its own; false for none'),
  metrics: z.array(choice('A metric sink')).optional().describe('Where metrics go'),
  callbacks: z.array(choice('A callback')).default([]).describe('What is called around iterations'),
  checkpoints: z
    .union(
      [
        z.literal(false),
        z.strictObject({
          every: steps('Environment steps between checkpoints').default(10_000),
          seconds: z.number().positive().default(300).describe('Seconds between checkpoints at most'),
          keep: steps('How many of the newest are kept').default(2),
          store: choice('Where they are kept').default('file'),
        }),
      ],
      { error: 'expected false or a mapping' },
    )
    .optional()
    .describe('Checkpoints to resume from; false for none'),
  output: z.string().min(1).optional().describe("The run's folder; nothing is written without it"),
  execution: z.enum(['compiled', 'eager']).default('compiled').describe('Compiled graphs or plain tfjs'),
});
