import type { ErrorSummary } from '@minorant/envs';
import type { Command } from 'commander';

import { errors } from '../errors.js';
import type { CommandContext } from '../program.js';
import { withEnvironment } from '../run/with-environment.js';
import { formatPairs } from '../terminal/format-pairs.js';

/** `minorant demos`: looks into demonstrations, and says whether they agree with an environment. */
export function addDemos(program: Command, { terminal, exit }: CommandContext): Command {
  const demos = program.command('demos').description('Look into demonstrations.');
  demos
    .command('inspect')
    .description('Print what a file holds: returns, lengths, spaces, plots, ranges.')
    .argument('<path>', "an HDF5 file or dataset folder in Minari's layout, or an HDF5 file in D4RL's")
    .option('--json', 'one line of JSON on standard output')
    .addHelpText('after', '\nExample:\n  minorant demos inspect Hopper-v4.hdf5')
    .action(async (path: string, flags: { json?: boolean }) => {
      terminal.json = flags.json === true;
      const { formatInspection, inspectDemonstrations } = await import('@minorant/envs');
      const inspection = await inspectDemonstrations(path);
      terminal.print(formatInspection(inspection).trimEnd());
      if (flags.json) terminal.result(inspection);
    });
  demos
    .command('verify')
    .description('Step the environment once from every recorded observation and compare what follows.')
    .argument('<path>', 'the demonstrations')
    .option('--env <id>', 'the environment (default: the one that the file names)')
    .option('--tolerance <number>', 'largest error of reward and observation that is agreement', '1e-9')
    .option('--json', 'one line of JSON on standard output')
    .addHelpText(
      'after',
      `
Exit code 1 when they do not agree.

Example:
  minorant demos verify Hopper-v4.hdf5 --env Hopper-v4 --json`,
    )
    .action(async (path: string, flags: { env?: string; tolerance: string; json?: boolean }) => {
      terminal.json = flags.json === true;
      const tolerance = Number(flags.tolerance);
      if (flags.tolerance.trim() === '' || !(tolerance >= 0)) {
        throw errors.MNR_CLI_USAGE({
          message: `--tolerance is '${flags.tolerance}'; a number from 0 up was expected.`,
          command: 'minorant demos verify',
        });
      }
      const { demonstrationEnvironment } = await import('../run/demonstration-environment.js');
      const { verifyDemonstrations } = await import('@minorant/envs');
      const report = await withEnvironment(
        flags.env ?? (await demonstrationEnvironment(path, 'demos verify')),
        (environment) => verifyDemonstrations(path, environment, { tolerance }),
      );
      const error = (summary: ErrorSummary): string =>
        `largest ${summary.largest.toExponential(2)} (episode ${summary.episode}, step ${summary.step}), median ${summary.median.toExponential(2)}`;
      terminal.print(
        formatPairs([
          ['environment', report.environmentId],
          ['steps', `${report.steps} in ${report.episodes} episodes, ${report.skipped} left out`],
          ['observation error', error(report.observation)],
          ['reward error', error(report.reward)],
          ['terminations', `${report.terminationMismatches} differ`],
          [
            'result',
            report.passed ? `they agree within ${tolerance}` : `they do NOT agree within ${tolerance}`,
          ],
        ]),
      );
      if (flags.json) terminal.result(report);
      if (!report.passed) exit(1);
    });
  return demos;
}
