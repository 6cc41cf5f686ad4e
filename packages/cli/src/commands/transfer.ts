import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { loadConfiguration } from '@minorant/core';
import type { Command } from 'commander';

import { applyFlags } from '../configuration/apply-flags.js';
import type { RawConfiguration } from '../configuration/raw-configuration.js';
import { errors } from '../errors.js';
import { conductExperiment, type ExperimentFlags } from '../experiment/conduct-experiment.js';
import { experimentSchema } from '../experiment/experiment-schema.js';
import { experimentProblems } from '../experiment/read-experiment.js';
import type { CommandContext } from '../program.js';
import { folderName } from '../run/folder-name.js';
import { requireRun } from '../run/require-run.js';
import { runFiles } from '../run/run-files.js';

interface TransferFlags extends ExperimentFlags {
  readonly env?: string;
  readonly set?: readonly string[];
  readonly steps?: string;
  readonly demonstrationShare?: string;
  readonly seeds: string;
}

/** `minorant transfer`: fresh policies on learnt rewards in a changed environment, beside the true reward. */
export function addTransfer(program: Command, context: CommandContext): Command {
  return program
    .command('transfer')
    .description('Train fresh policies on learnt rewards in a changed environment, beside the true reward.')
    .argument(
      '<runs...>',
      'folders of runs that have learnt a reward; each can be given as NAME=FOLDER, as runs of the same name must be',
    )
    .option('--env <id>', "the environment (default: the first run's)")
    .option(
      '--set <path=value>',
      'what changes, the value as in YAML; can be repeated: --set environment.enableWind=true',
      (value: string, previous: readonly string[] | undefined) => [...(previous ?? []), value],
    )
    .option('--steps <number>', "budget of each policy in environment steps (default: the first run's)")
    .option(
      '--demonstration-share <number>',
      "share of the first run's demonstrations in every policy's batches, with the true reward too (default: none)",
    )
    .option('--seeds <list>', 'seeds, separated by commas', '1,2,3')
    .option('--out <folder>', 'where runs and results go (default: runs/transfer)', folderName)
    .option('--processes <number>', 'runs at once (default: one for each processor)')
    .option('--report', 'run nothing, only write the tables of what is done')
    .option('--json', 'end standard output with one line of JSON')
    .addHelpText(
      'after',
      `
Policy, evaluation and demonstrations are those of the first run. Given again, the command runs only
what is missing.

Examples:
  minorant transfer runs/lander --set environment.enableWind=true --seeds 1,2,3
  minorant transfer PIRO=runs/ant-piro GAIL=runs/ant-gail --env Ant-v4 --set environment.gravity=-15`,
    )
    .action(async (runs: readonly string[], flags: TransferFlags) => {
      const sources = runs.map(parseRun);
      checkNames(sources);
      const first = await loadConfiguration(join(sources[0]!.folder, runFiles.configuration));
      const base = carriedOver(first);
      const { env, set, steps } = flags;
      const share =
        flags.demonstrationShare === undefined
          ? {}
          : { demonstrationShare: Number(flags.demonstrationShare) };
      const changes = {
        ...(env !== undefined && { env }),
        ...(set && { set }),
        ...(steps !== undefined && { steps }),
      };
      const parsed = experimentSchema.safeParse({
        name: 'transfer',
        base: {},
        tasks: { transfer: applyFlags(base, changes) },
        algorithms: {
          'true reward': { algorithm: { id: 'reinforcement-learning', ...share } },
          ...Object.fromEntries(
            sources.map(({ name, folder }) => [
              `reward of ${name}`,
              { algorithm: { id: 'learnt-reward', run: folder, ...share } },
            ]),
          ),
        },
        seeds: parseSeeds(flags.seeds),
      });
      if (!parsed.success) throw usageError(`${experimentProblems(parsed.error).join('; ')}.`);
      const experiment = parsed.data;
      await conductExperiment(experiment, process.cwd(), { out: 'runs/transfer', ...flags }, context);
    });
}

/** What a transfer run takes over from the run that learnt the reward. */
function carriedOver(source: RawConfiguration): RawConfiguration {
  const keys = ['plugins', 'environment', 'demonstrations', 'policy', 'budget', 'evaluation', 'execution'];
  return Object.fromEntries(keys.flatMap((key) => (source[key] === undefined ? [] : [[key, source[key]]])));
}

interface Source {
  readonly name: string;
  readonly folder: string;
}

/** The folder of a run, or NAME=FOLDER; folders of sweeps have an `=` in their own names. */
function parseRun(given: string): Source {
  const isFolder = existsSync(join(given, runFiles.configuration));
  const equals = isFolder ? -1 : given.indexOf('=');
  const folder = resolve(requireRun(given.slice(equals + 1)));
  return { name: equals > 0 ? given.slice(0, equals) : basename(folder), folder };
}

function checkNames(sources: readonly Source[]): void {
  const names = sources.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice === undefined) return;
  throw usageError(`Two runs are called ${twice}; give them names of their own: NAME=FOLDER.`);
}

function usageError(message: string): Error {
  return errors.MNR_CLI_USAGE({ message, command: 'minorant transfer' });
}

function parseSeeds(given: string): number[] {
  const seeds = given.split(',').map((text) => (text.trim() === '' ? NaN : Number(text)));
  if (seeds.every((seed) => Number.isSafeInteger(seed) && seed >= 0)) return [...new Set(seeds)];
  throw usageError(`--seeds is ${given}; whole numbers from 0 up, separated by commas, were expected.`);
}
