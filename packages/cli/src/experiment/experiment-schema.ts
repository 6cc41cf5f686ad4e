import { z } from 'zod';

const configuration = z.record(z.string(), z.unknown());

/** What a folder can be called on every system. */
const name = z
  .string()
  .regex(
    /^[\w][\w.,+@ -]*$/,
    'a name of letters, digits, spaces and . , _ + @ - that begins with a letter or digit',
  );

/** An experiment: every algorithm on every task with every seed. */
export const experimentSchema = z.strictObject({
  name: name.describe('What the experiment is called'),
  base: configuration.default({}).describe('Configuration that all runs share'),
  tasks: z
    .record(name, configuration)
    .refine((tasks) => Object.keys(tasks).length > 0, 'at least one task')
    .describe(
      'Tasks by name, each with what it adds to the configuration: environment, demonstrations, budget',
    ),
  algorithms: z
    .record(name, configuration)
    .refine((algorithms) => Object.keys(algorithms).length > 0, 'at least one algorithm')
    .describe('Algorithms by name, each with what it adds to the configuration'),
  seeds: z
    .array(z.int())
    .min(1)
    .refine((seeds) => new Set(seeds).size === seeds.length, 'no seed twice')
    .describe('Seeds; each makes one run of every algorithm on every task'),
});

/** A checked experiment. */
export type Experiment = z.output<typeof experimentSchema>;
