import type { Command } from 'commander';

import {
  inspectDemonstrations,
  type DemonstrationsSummary,
} from '../demonstrations/inspect-demonstrations.js';
import type { CommandContext } from '../program.js';
import { meanAndDeviation } from '../statistics/mean-and-deviation.js';
import { formatNumber } from '../terminal/format-number.js';
import { formatPairs } from '../terminal/format-pairs.js';
import { formatTable } from '../terminal/format-table.js';
import { sparkline } from '../terminal/sparkline.js';
import type { Terminal } from '../terminal/terminal.js';

/** More episodes than this are summed up and not listed. */
const LISTED = 20;

/** `minorant demos`: looks into demonstrations. */
export function addDemos(program: Command, { terminal }: CommandContext): Command {
  const demos = program.command('demos').description('Look into demonstrations.');
  demos
    .command('inspect')
    .description('Print what a file holds: episodes, returns, lengths, spaces, ranges, rewards over time.')
    .argument('<path>', "an HDF5 file or dataset folder in Minari's layout, or an HDF5 file in D4RL's")
    .option('--json', 'one line of JSON on standard output')
    .addHelpText('after', '\nExample:\n  minorant demos inspect Hopper-v4.hdf5')
    .action(async (path: string, flags: { json?: boolean }) => {
      terminal.json = flags.json === true;
      const summary = await inspectDemonstrations(path);
      print(terminal, summary);
      if (flags.json) terminal.result(summary);
    });
  return demos;
}

function print(terminal: Terminal, summary: DemonstrationsSummary): void {
  const { episodes } = summary;
  const returns = meanAndDeviation(episodes.map((episode) => episode.return));
  const lengths = meanAndDeviation(episodes.map(({ length }) => length));
  terminal.print(
    formatPairs([
      ['file', summary.file],
      ['layout', summary.layout],
      ['environment', summary.environment ?? 'not said'],
      ['observations', summary.observationSpace],
      ['actions', summary.actionSpace],
      ['episodes', `${episodes.length} (${summary.steps} steps)`],
      ['return', `${formatNumber(returns.mean)} ± ${formatNumber(returns.std)}`],
      ['length', `${formatNumber(lengths.mean)} ± ${formatNumber(lengths.std)}`],
    ]),
  );
  terminal.print(
    formatTable(
      ['episode', 'return', 'length', 'end', 'reward over time'],
      episodes
        .slice(0, LISTED)
        .map((episode, i) => [
          i,
          formatNumber(episode.return),
          episode.length,
          episode.end,
          sparkline(episode.rewards),
        ]),
    ),
  );
  if (episodes.length > LISTED) terminal.print(`and ${episodes.length - LISTED} more`);
  const ranges = (name: string, pairs: DemonstrationsSummary['actionRange']): void =>
    terminal.print(
      `${name}: ${pairs.map(([low, high]) => `${formatNumber(low)}..${formatNumber(high)}`).join(', ')}`,
    );
  ranges('observations', summary.observationRange);
  ranges('actions', summary.actionRange);
}
