import type { RunSummary } from '../report/run-summary.js';
import { normalisedReturn } from '../report/run-summary.js';
import { formatNumber } from '../terminal/format-number.js';
import { formatTable } from '../terminal/format-table.js';
import type { Terminal } from '../terminal/terminal.js';

/** The table of true returns: random, expert, learnt, as far as they are known. */
export function printReturns(
  terminal: Terminal,
  returns: Pick<RunSummary, 'random' | 'expert' | 'learnt'>,
): void {
  const rows = (['random', 'expert', 'learnt'] as const).flatMap((name) => {
    const known = returns[name];
    if (!known) return [];
    const { mean, std, episodes, meanLength } = known;
    return [[name, formatNumber(mean), formatNumber(std), episodes, formatNumber(meanLength)]];
  });
  if (rows.length > 0) {
    terminal.print(formatTable(['policy', 'true return', 'spread', 'episodes', 'mean length'], rows));
  }
  const share = normalisedReturn(returns);
  if (share !== undefined) {
    terminal.print(`${(100 * share).toFixed(1)} % of the way from random to expert.`);
  }
}
