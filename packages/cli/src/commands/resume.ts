import { resolve } from 'node:path';
import { resumePipeline, type BudgetOptions } from '@minorant/core';
import type { Command } from 'commander';

import type { CommandContext } from '../program.js';
import { builtInPlugins } from '../run/built-in-plugins.js';
import { numberFlag } from '../run/number-flag.js';
import { requireRun } from '../run/require-run.js';
import { trainRun } from '../run/train-run.js';

interface ResumeFlags {
  readonly checkpoint?: string;
  readonly steps?: string;
  readonly iterations?: string;
  readonly seconds?: string;
  readonly json?: boolean;
}

/** `minorant resume`: goes on with a run that was stopped or killed. */
export function addResume(program: Command, context: CommandContext): Command {
  return program
    .command('resume')
    .description('Go on with a run that was stopped or killed, from its last whole checkpoint.')
    .argument('<run>', "the run's folder")
    .option(
      '--checkpoint <id>',
      'the checkpoint to go on from; later ones are deleted (default: the newest; `minorant inspect` lists them)',
    )
    .option('--steps <number>', 'a new budget in environment steps, counted from the beginning of the run')
    .option('--iterations <number>', 'a new budget in iterations, counted likewise')
    .option('--seconds <number>', 'a new budget in seconds of training, counted likewise')
    .option('--json', 'end standard output with one line of JSON')
    .addHelpText(
      'after',
      `
The resumed run ends with the same bits as one that was never stopped.

Examples:
  minorant resume runs/first
  minorant resume runs/first --steps 40000     # longer than it was told at first`,
    )
    .action(async (folder: string, flags: ResumeFlags) => {
      context.terminal.json = flags.json === true;
      const path = resolve(requireRun(folder));
      const plugins = await builtInPlugins();
      const budget: { -readonly [Unit in keyof BudgetOptions]: BudgetOptions[Unit] } = {};
      for (const unit of ['steps', 'iterations', 'seconds'] as const) {
        const given = flags[unit];
        if (given !== undefined) budget[unit] = numberFlag('resume', unit, given, 1);
      }
      const options = {
        ...(flags.checkpoint !== undefined && { checkpoint: flags.checkpoint }),
        ...(Object.keys(budget).length > 0 && { budget }),
      };
      await trainRun(context, async (runtime) => {
        const run = await resumePipeline(path, { ...runtime, ...options, plugins });
        // Whoever resumes expects not to lose what there was.
        if (run.iteration === 0) context.terminal.note('No iteration of this run was saved: it begins anew.');
        return run;
      });
    });
}
