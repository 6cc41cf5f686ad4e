import { join, resolve } from 'node:path';
import { loadConfiguration } from '@minorant/core';
import type { Command } from 'commander';

import { applyFlags } from '../configuration/apply-flags.js';
import type { RawConfiguration } from '../configuration/raw-configuration.js';
import { errors } from '../errors.js';
import { conductExperiment, type ExperimentFlags } from '../experiment/conduct-experiment.js';
import type { Experiment } from '../experiment/experiment-schema.js';
import type { CommandContext } from '../program.js';
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
    .argument('<runs...>', 'folders of runs that have learnt a reward; each can be given as NAME=FOLDER')
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
    .option('--out <folder>', 'where runs and results go (default: runs/transfer)')
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
      const experiment: Experiment = {
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
      };
      await conductExperiment(experiment, process.cwd(), { out: 'runs/transfer', ...flags }, context);
    });
}

/** What a transfer run takes over from the run that learnt the reward. */
function carriedOver(source: RawConfiguration): RawConfiguration {
  const keys = ['plugins', 'environment', 'demonstrations', 'policy', 'budget', 'evaluation', 'execution'];
  return Object.fromEntries(keys.flatMap((key) => (source[key] === undefined ? [] : [[key, source[key]]])));
}

function parseRun(given: string): { name: string; folder: string } {
  const equals = given.indexOf('=');
  const folder = resolve(requireRun(given.slice(equals + 1)));
  return { name: equals > 0 ? given.slice(0, equals) : folder.split(/[/\\]/).at(-1)!, folder };
}

function parseSeeds(given: string): number[] {
  const seeds = given.split(',').map((text) => (text.trim() === '' ? NaN : Number(text)));
  if (seeds.every((seed) => Number.isSafeInteger(seed) && seed >= 0)) return [...new Set(seeds)];
  throw errors.MNR_CLI_USAGE({
    message: `--seeds is ${given}; whole numbers from 0 up, separated by commas, were expected.`,
    command: 'minorant transfer',
  });
}
