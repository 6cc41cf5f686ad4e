import { join, resolve } from 'node:path';
import { openRun } from '@minorant/core';
import type { Command } from 'commander';

import type { CommandContext } from '../program.js';
import { returnSummary } from '../report/run-summary.js';
import { builtInPlugins } from '../run/built-in-plugins.js';
import { numberFlag } from '../run/number-flag.js';
import { requireLearnt } from '../run/require-learnt.js';
import { startBackendFor } from '../run/start-backend-for.js';
import { whichPolicy } from '../run/which-policy.js';
import { printReturns } from '../run/print-returns.js';

interface EvaluateFlags {
  readonly episodes: string;
  readonly seed?: string;
  readonly which: string;
  readonly stochastic?: boolean;
  readonly json?: boolean;
}

/** `minorant evaluate`: the true return of a trained run's policy. */
export function addEvaluate(program: Command, { terminal }: CommandContext): Command {
  return program
    .command('evaluate')
    .description("Measure the true return of a run's policy, beside random actions and the expert.")
    .argument('<run>', "the run's folder")
    .option('--episodes <number>', 'whole episodes', '20')
    .option('--seed <number>', "seed of the first episode (default: the run's evaluation seed)")
    .option(
      '--which <policy>',
      "'final' or 'best': the policy at the end, or that of the best evaluation",
      'final',
    )
    .option('--stochastic', 'sampled actions instead of the most likely ones')
    .option('--json', 'end standard output with one line of JSON')
    .addHelpText(
      'after',
      `
Examples:
  minorant evaluate runs/first
  minorant evaluate runs/first --episodes 100 --seed 7 --json`,
    )
    .action(async (folder: string, flags: EvaluateFlags) => {
      terminal.json = flags.json === true;
      const episodes = numberFlag('evaluate', 'episodes', flags.episodes, 1);
      // Each episode has a seed of its own, and they end where those of 32 bits do.
      const seed =
        flags.seed === undefined
          ? {}
          : { seed: numberFlag('evaluate', 'seed', flags.seed, 0, 2 ** 32 - episodes) };
      const which = whichPolicy('evaluate', flags.which);
      const path = resolve(requireLearnt(folder, which));
      const run = await openRun(path, {
        which,
        onConfiguration: startBackendFor,
        plugins: await builtInPlugins(),
        onWarning: (text) => terminal.note(text),
      });
      try {
        const deterministic = flags.stochastic ? { deterministic: false } : {};
        const expert = await run.expert();
        const result = {
          algorithm: run.configuration.algorithm.id,
          environment: run.configuration.environment?.id ?? null,
          random: returnSummary(await run.evaluate({ episodes, ...seed, policy: 'random' })),
          expert: expert ? returnSummary(expert) : null,
          learnt: returnSummary(await run.evaluate({ episodes, ...seed, ...deterministic })),
        };
        printReturns(terminal, result);
        if (flags.json)
          terminal.result({ ...result, paths: { run: path, config: join(path, 'config.yaml') } });
      } finally {
        await run.dispose();
      }
    });
}
