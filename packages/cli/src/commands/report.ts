import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openRun, replaceFile } from '@minorant/core';
import type { Command } from 'commander';

import { errors } from '../errors.js';
import type { CommandContext } from '../program.js';
import { computeRewardMap } from '../reward-map/compute-reward-map.js';
import { writeRewardMap } from '../reward-map/reward-map.js';
import { builtInPlugins } from '../run/built-in-plugins.js';
import { makeParent } from '../run/make-parent.js';
import { readRunFolder } from '../run/read-run-folder.js';
import { runFiles } from '../run/run-files.js';
import { startBackendFor } from '../run/start-backend-for.js';
import { writeReport } from '../run/write-report.js';
import { shownPath } from '../terminal/shown-path.js';

interface ReportFlags {
  readonly replays?: boolean;
  readonly out?: string;
}

/** `minorant report`: writes a run's page anew, or the dashboard over many runs as one file. */
export function addReport(program: Command, { terminal }: CommandContext): Command {
  return program
    .command('report')
    .description(
      "Write a run's report page anew; of a folder with many runs, the whole dashboard as one file.",
    )
    .argument('<folder>', 'the folder of a run, or one that has runs below it')
    .option('--out <file>', 'the dashboard of many runs (default: dashboard.html in the folder)')
    .option('--replays', 'play an episode of every run of a folder and put it into the file')
    .addHelpText(
      'after',
      `
A run's page can be written while it trains or after it was killed, from what its folder holds.

Examples:
  minorant report runs/first
  minorant report runs --replays`,
    )
    .action(async (folder: string, flags: ReportFlags) => {
      const path = resolve(folder);
      const isRun = existsSync(join(path, runFiles.configuration));
      if (isRun) {
        if (flags.replays || flags.out !== undefined)
          throw errors.MNR_CLI_USAGE({
            message: `${folder} is one run; --replays and --out are for a folder with many.`,
            command: 'minorant report',
          });
        await drawReward(path);
        terminal.print(`Report: ${shownPath(await writeReport(path, await readRunFolder(path)))}`);
        return;
      }
      const { findRuns } = await import('../dashboard/find-runs.js');
      if ((await findRuns(path)).length === 0)
        throw errors.MNR_CLI_NO_RUN({
          path: folder,
          missing: `${runFiles.configuration}, nor runs below it`,
        });
      const { dashboardFile } = await import('../dashboard/dashboard-file.js');
      const page = await dashboardFile(path, {
        replays: flags.replays === true,
        note: (text) => terminal.note(text),
      });
      const out = resolve(flags.out ?? join(path, 'dashboard.html'));
      makeParent(out);
      await replaceFile(out, page);
      terminal.print(`Report: ${shownPath(out)}`);
    });
}

/** Runs that ended before there were maps get theirs. */
async function drawReward(path: string): Promise<void> {
  if (existsSync(join(path, runFiles.rewardMap)) || !existsSync(join(path, 'final', 'reward'))) return;
  const run = await openRun(path, { plugins: await builtInPlugins(), onConfiguration: startBackendFor });
  try {
    const map = await computeRewardMap(run);
    if (map) await writeRewardMap(path, map);
  } finally {
    await run.dispose();
  }
}
