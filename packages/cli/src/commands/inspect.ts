import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { FileCheckpointStore, runDigest, type ResolvedConfiguration } from '@minorant/core';
import type { Command } from 'commander';

import { errors } from '../errors.js';
import type { CommandContext } from '../program.js';
import { printReturns } from '../run/print-returns.js';
import { readRunFolder } from '../run/read-run-folder.js';
import { runFiles } from '../run/run-files.js';
import { formatDuration } from '../terminal/format-duration.js';
import { formatNumber } from '../terminal/format-number.js';
import { formatPairs } from '../terminal/format-pairs.js';
import { formatTable } from '../terminal/format-table.js';

/** `minorant inspect`: what a run's folder holds. */
export function addInspect(program: Command, { terminal }: CommandContext): Command {
  return program
    .command('inspect')
    .description('Say what the folder of a run holds: what it ran, how far it is, its checkpoints.')
    .argument('<run>', "the run's folder")
    .option('--digest', 'only a SHA-256 over every parameter, moment and counter of the newest checkpoint')
    .option('--json', 'one line of JSON on standard output')
    .addHelpText(
      'after',
      `
Two runs with the same digest are the same, bit for bit.

Examples:
  minorant inspect runs/first
  minorant inspect runs/first --digest`,
    )
    .action(async (folder: string, flags: { digest?: boolean; json?: boolean }) => {
      terminal.json = flags.json === true;
      const path = resolve(folder);
      const { configuration, summary, records } = await readRunFolder(path);
      const store = storeOf(path, configuration);
      const checkpoints = (await store?.list()) ?? [];
      if (flags.digest) {
        const newest = checkpoints.at(-1);
        if (!store || !newest) throw errors.MNR_CLI_NO_RUN({ path: folder, missing: 'checkpoint' });
        const sha256 = runDigest(await store.load(newest.id));
        if (flags.json) terminal.result({ digest: sha256, checkpoint: newest });
        else terminal.print(sha256);
        return;
      }
      const files = Object.values(runFiles).filter((name) => existsSync(join(path, name)));
      terminal.print(
        formatPairs([
          ['algorithm', summary.algorithm],
          ['environment', summary.environment ?? 'none'],
          ['seed', String(summary.seed)],
          ['state', summary.stopped],
          [
            'steps',
            `${summary.steps} in ${summary.iterations} iterations, ${formatDuration(summary.seconds)}`,
          ],
          ['metrics', `${records.length} rows`],
          ['files', files.join(', ')],
        ]),
      );
      printReturns(terminal, summary);
      if (checkpoints.length > 0) {
        terminal.print(
          formatTable(
            ['checkpoint', 'step', 'score'],
            checkpoints.map(({ id, step, score }) => [
              id,
              step,
              score === undefined ? '-' : formatNumber(score),
            ]),
          ),
        );
      }
      // In the folder they are relative, so that it can be moved.
      const { report } = summary.paths;
      const paths = { run: path, report: report === null ? null : resolve(path, report) };
      if (flags.json) terminal.result({ ...summary, paths, checkpoints });
    });
}

/** The checkpoints in a run's folder, if it keeps them there. */
function storeOf(path: string, { checkpoints }: ResolvedConfiguration): FileCheckpointStore | undefined {
  if (!checkpoints || checkpoints.store.id !== 'file') return undefined;
  return new FileCheckpointStore(join(path, String(checkpoints.store['folder'])));
}
