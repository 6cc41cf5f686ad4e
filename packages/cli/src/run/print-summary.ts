import { relative } from 'node:path';

import { normalisedReturn, type RunSummary } from '../report/run-summary.js';
import { formatDuration } from '../terminal/format-duration.js';
import { formatNumber } from '../terminal/format-number.js';
import { formatTable } from '../terminal/format-table.js';
import type { Terminal } from '../terminal/terminal.js';

/** The table that a run ends with and the path of its report; with `--json`, also the one line of JSON. */
export function printSummary(terminal: Terminal, summary: RunSummary): void {
  const policies = (['random', 'expert', 'learnt'] as const).flatMap((name) => {
    const returns = summary[name];
    return returns
      ? [
          [
            name,
            formatNumber(returns.mean),
            formatNumber(returns.std),
            returns.episodes,
            formatNumber(returns.meanLength),
          ],
        ]
      : [];
  });
  terminal.print();
  if (policies.length > 0) {
    terminal.print(formatTable(['policy', 'true return', 'spread', 'episodes', 'mean length'], policies));
  }
  const share = normalisedReturn(summary);
  if (share !== undefined) {
    terminal.print(`${(100 * share).toFixed(1)} % of the way from random to expert.`);
  }
  terminal.print(
    `${summary.steps.toLocaleString('en')} environment steps, ${summary.iterations} iterations, ${formatDuration(summary.seconds)} (${summary.stopped}).`,
  );
  const { report } = summary.paths;
  if (report !== null) terminal.print(`Report: ${relative(process.cwd(), report)}`);
  if (terminal.json) terminal.result(summary);
}
