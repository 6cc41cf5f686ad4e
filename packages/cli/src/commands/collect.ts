import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { openRun, type Environment, type SpaceValue } from '@minorant/core';
import type { Act, CollectReport } from '@minorant/envs';
import type { Command } from 'commander';

import { errors } from '../errors.js';
import type { CommandContext } from '../program.js';
import { builtInPlugins } from '../run/built-in-plugins.js';
import { folderName } from '../run/folder-name.js';
import { numberFlag } from '../run/number-flag.js';
import { requireLearnt } from '../run/require-learnt.js';
import { startBackendFor } from '../run/start-backend-for.js';
import { catchStopSignals } from '../run/stop-signals.js';
import { whichPolicy } from '../run/which-policy.js';
import { withEnvironment } from '../run/with-environment.js';
import { formatNumber } from '../terminal/format-number.js';
import { shownPath } from '../terminal/shown-path.js';

interface CollectFlags {
  readonly policy: string;
  readonly which: string;
  readonly env?: string;
  readonly episodes: string;
  readonly seed: string;
  readonly stochastic?: boolean;
  readonly out: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

/** `minorant collect`: records a policy's episodes as demonstrations. */
export function addCollect(program: Command, { terminal, exit }: CommandContext): Command {
  return program
    .command('collect')
    .description("Record whole episodes of a policy as demonstrations in Minari's layout.")
    .requiredOption('--policy <run>', "the folder of a run whose policy acts, or 'random'")
    .requiredOption(
      '--out <path>',
      'a name that ends in .hdf5 for a file, any other for a dataset folder',
      folderName,
    )
    .option(
      '--which <policy>',
      "of a run: 'final' or 'best', the policy at the end or that of the best evaluation",
      'final',
    )
    .option('--env <id>', "environment; needed for random actions, the run's own otherwise")
    .option('--episodes <number>', 'whole episodes', '10')
    .option('--seed <number>', 'seed of the first episode, one more for each further one', '0')
    .option('--stochastic', 'sampled actions instead of the most likely ones')
    .option('--force', 'overwrite what is there')
    .option('--json', 'end standard output with one line of JSON')
    .addHelpText(
      'after',
      `
Examples:
  minorant collect --policy runs/expert --episodes 10 --out demos.hdf5
  minorant collect --policy random --env Hopper-v4 --episodes 5 --out random.hdf5`,
    )
    .action(async (flags: CollectFlags) => {
      terminal.json = flags.json === true;
      const episodes = numberFlag('collect', 'episodes', flags.episodes, 1);
      const seed = numberFlag('collect', 'seed', flags.seed, 0);
      const which = whichPolicy('collect', flags.which);
      if (flags.policy === 'random' && (flags.stochastic || which === 'best')) {
        throw errors.MNR_CLI_USAGE({
          message: '--which and --stochastic are for the policy of a run; random actions have neither.',
          command: 'minorant collect',
        });
      }
      const out = resolve(flags.out);
      if (existsSync(out) && !flags.force) throw errors.MNR_CLI_FILE_EXISTS({ path: flags.out });
      const { collectDemonstrations } = await import('@minorant/envs');
      const signals = catchStopSignals(() => undefined);
      const { signal } = signals;
      const record: RecordWith = (environment, act, algorithmName, environmentOptions) =>
        collectDemonstrations({
          environment,
          act,
          episodes,
          seed,
          path: out,
          algorithmName,
          ...(environmentOptions && { environmentOptions }),
          overwrite: flags.force === true,
          signal,
        });
      let report: CollectReport;
      try {
        report = await (flags.policy === 'random'
          ? recordRandom(flags, seed, record)
          : recordRun(flags, which, record));
      } catch (error) {
        const code = signals.exitCode();
        if (code === undefined || error !== signal.reason) throw error;
        terminal.note('Stopped: nothing was recorded.');
        exit(code);
        return;
      } finally {
        signals.release();
      }
      const { episodes: count, steps, returns } = report;
      terminal.print(
        `${count} episodes, ${steps} steps, return ${formatNumber(returns.mean)} ± ${formatNumber(returns.std)}: ${shownPath(out)}`,
      );
      if (flags.json) terminal.result(report);
    });
}

type RecordWith = (
  environment: Environment<SpaceValue>,
  act: Act,
  algorithmName: string,
  environmentOptions?: Readonly<Record<string, unknown>>,
) => Promise<CollectReport>;

/** Uniformly random actions: what the action space gives. */
async function recordRandom(flags: CollectFlags, seed: number, record: RecordWith): Promise<CollectReport> {
  if (flags.env === undefined) {
    throw errors.MNR_CLI_USAGE({
      message: 'Random actions need an environment: give --env.',
      command: 'minorant collect',
    });
  }
  const { Pcg64, sample } = await import('@minorant/envs');
  return withEnvironment(flags.env, (environment) => {
    const random = new Pcg64(seed);
    return record(environment, () => sample(environment.actionSpace, random) as ReturnType<Act>, 'random');
  });
}

/** The policy of a run, in the environment that the run was trained in. */
async function recordRun(
  flags: CollectFlags,
  which: 'final' | 'best',
  record: RecordWith,
): Promise<CollectReport> {
  const folder = resolve(requireLearnt(flags.policy, which));
  const run = await openRun(folder, {
    which,
    onConfiguration: startBackendFor,
    plugins: await builtInPlugins(),
  });
  try {
    const { environment: choice, algorithm } = run.configuration;
    const { policy } = run.algorithm;
    if (!choice || !policy) throw errors.MNR_CLI_NO_RUN({ path: flags.policy, missing: 'policy' });
    if (flags.env !== undefined && flags.env !== choice.id) {
      throw errors.MNR_CLI_USAGE({
        message: `The policy of ${flags.policy} was trained in ${choice.id}, not in ${flags.env}.`,
        command: 'minorant collect',
      });
    }
    const act: Act = (observation) => policy.act(observation, { deterministic: !flags.stochastic });
    const { id: _id, ...options } = choice;
    const play = (environment: Environment<SpaceValue>) => record(environment, act, algorithm.id, options);
    return await withEnvironment(choice, play, run.host);
  } finally {
    await run.dispose();
  }
}
