import { z } from 'zod';

/** Every run has a seed and a folder of its own, which the matrix gives it: those of a configuration would go unheard. */
const configuration = z
  .record(z.string(), z.unknown())
  .refine((given) => !('seed' in given), "no seed: the experiment's `seeds` are those of its runs")
  .refine((given) => !('output' in given), 'no output: runs go into folders below --out');

/** What a folder can be called on every system. */
const name = z
  .string()
  .regex(
    /^[\w][\w.,+@ -]*$/,
    'a name of letters, digits, spaces and . , _ + @ - that begins with a letter or digit',
  );

/** Names are names of folders, and some systems know no capitals there: PIRO and piro would write into one. */
const differInMore = (named: object): boolean => {
  const names = Object.keys(named).map((each) => each.toLowerCase());
  return new Set(names).size === names.length;
};
const equalNames = 'no name twice: names that differ only in capitals count as equal';

/** What experiments and sweeps have in common. */
const matrix = {
  name: name.describe('What the experiment is called'),
  base: configuration.default({}).describe('Configuration that all runs share'),
  tasks: z
    .record(name, configuration)
    .refine((tasks) => Object.keys(tasks).length > 0, 'at least one task')
    .refine(differInMore, equalNames)
    .describe(
      'Tasks by name, each with what it adds to the configuration: environment, demonstrations, budget',
    ),
  algorithms: z
    .record(name, configuration)
    .refine((algorithms) => Object.keys(algorithms).length > 0, 'at least one algorithm')
    .refine(differInMore, equalNames)
    .describe('Algorithms by name, each with what it adds to the configuration'),
  seeds: z
    .array(z.int().min(0).max(0xffffffff))
    .min(1)
    .refine((seeds) => new Set(seeds).size === seeds.length, 'no seed twice')
    .describe('Seeds; each makes one run of every algorithm on every task'),
};

/** An experiment: every algorithm on every task with every seed. */
export const experimentSchema = z.strictObject(matrix);

/** A sweep: an experiment in which every algorithm is run with every combination of parameters. */
export const sweepSchema = z.strictObject({
  ...matrix,
  parameters: z
    .record(
      z
        .string()
        .regex(
          /^[A-Za-z_]\w*(\.\w+)*$/,
          'the path of a key of the configuration, such as algorithm.innerSteps',
        )
        .refine(
          (path) => !/^(seed|output)(\.|$)|(^|\.)__proto__(\.|$)/.test(path),
          'seeds and folders are no parameters',
        ),
      z
        .array(z.json())
        .min(1)
        .refine(
          (values) => new Set(values.map((value) => JSON.stringify(value))).size === values.length,
          'no value twice',
        ),
    )
    .default({})
    .describe('Values by the path of their key, such as algorithm.innerSteps: every combination is run'),
});

/** A checked experiment. */
export type Experiment = z.output<typeof experimentSchema>;

/** A checked sweep. */
export type Sweep = z.output<typeof sweepSchema>;
