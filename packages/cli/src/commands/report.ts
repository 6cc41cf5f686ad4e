import { resolve } from 'node:path';
import type { Command } from 'commander';

import type { CommandContext } from '../program.js';
import { readRunFolder } from '../run/read-run-folder.js';
import { writeReport } from '../run/write-report.js';
import { shownPath } from '../terminal/shown-path.js';

/** `minorant report`: writes a run's page anew, from what its folder holds. */
export function addReport(program: Command, { terminal }: CommandContext): Command {
  return program
    .command('report')
    .description("Write a run's report page anew from its folder: also while it runs or after it was killed.")
    .argument('<run>', "the run's folder")
    .addHelpText('after', '\nExample:\n  minorant report runs/first')
    .action(async (folder: string) => {
      const path = resolve(folder);
      const file = await writeReport(path, await readRunFolder(path));
      terminal.print(`Report: ${shownPath(file)}`);
    });
}
