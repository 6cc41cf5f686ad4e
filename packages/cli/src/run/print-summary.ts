import type { RunSummary } from '../report/run-summary.js';
import { formatDuration } from '../terminal/format-duration.js';
import type { Terminal } from '../terminal/terminal.js';
import { shownPath } from '../terminal/shown-path.js';
import { printReturns } from './print-returns.js';

/** The table that a run ends with and the path of its report; with `--json`, also the one line of JSON. */
export function printSummary(terminal: Terminal, summary: RunSummary): void {
  terminal.print();
  printReturns(terminal, summary);
  const { steps, iterations, seconds, stopped } = summary;
  terminal.print(
    `${steps.toLocaleString('en')} environment steps, ${iterations} iterations, ${formatDuration(seconds)} (${stopped}).`,
  );
  const { report } = summary.paths;
  if (report !== null) terminal.print(`Report: ${shownPath(report)}`);
  if (terminal.json) terminal.result(summary);
}
