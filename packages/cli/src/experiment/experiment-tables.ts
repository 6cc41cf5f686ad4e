import { formatDuration } from '../terminal/format-duration.js';
import { formatNumber } from '../terminal/format-number.js';
import type { Aggregate, Cell, Overall } from './aggregate.js';

/** A table as text cells. */
export interface TextTable {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The tables of an experiment: one a task, and one over all tasks where returns could be normalised. */
export function experimentTables({ cells, overall }: Aggregate): readonly TextTable[] {
  const tasks = [...new Set(cells.map(({ task }) => task))];
  const tables = tasks.map((task) => ({
    title: task,
    head: [
      'algorithm',
      'seeds',
      'final return',
      'IQM [95 % interval]',
      'worst to best seed',
      'best on the way',
      'largest drop',
      'of expert',
      '80 % reached by, after',
      'a run took',
    ],
    rows: cells.filter((cell) => cell.task === task).map(cellRow),
  }));
  if (overall.length === 0) return tables;
  return [
    ...tables,
    {
      title: 'All tasks, with random at 0 and the expert at 1',
      head: ['algorithm', 'runs', 'IQM [95 % interval]'],
      rows: overall.map((row) => overallRow(row, tasksOf(row.algorithm, cells), tasks.length)),
    },
  ];
}

function cellRow(cell: Cell): string[] {
  return [
    cell.algorithm,
    String(cell.seeds),
    ...returns(cell),
    measured(cell.meanBest),
    measured(cell.meanLargestDrop),
    cell.normalised === undefined ? '-' : `${(100 * cell.normalised).toFixed(1)} %`,
    reached(cell),
    formatDuration(cell.seconds),
  ];
}

/** One seed says nothing of others: its return has no spread, and no interval around it means anything. */
function returns({ seeds, mean, std, interquartileMean, interval, worst, best }: Cell): readonly string[] {
  const value = formatNumber;
  if (seeds === 1) return [value(mean), '-', '-'];
  return [
    `${value(mean)} ± ${value(std)}`,
    `${value(interquartileMean)} [${value(interval.low)}, ${value(interval.high)}]`,
    `${value(worst)} to ${value(best)}`,
  ];
}

function measured(value: number | undefined): string {
  return value === undefined ? '-' : formatNumber(value);
}

/** Seeds and mean steps (or iterations) at the first evaluation of 80 % of the way from random to the expert. */
function reached({ normalised, reached: first, seeds: all }: Cell): string {
  if (normalised === undefined || !first) return '-';
  const { seeds, after, unit } = first;
  if (seeds === 0) return `0 of ${all}`;
  const unitName = unit === 'environment steps' ? 'steps' : unit;
  return `${seeds} of ${all}, ${Math.round(after).toLocaleString('en')} ${unitName}`;
}

function tasksOf(algorithm: string, cells: readonly Cell[]): number {
  return cells.filter((cell) => cell.algorithm === algorithm).length;
}

/** An algorithm that was not run on all tasks says so: its number is not to be compared with the others'. */
function overallRow(row: Overall, tasks: number, all: number): string[] {
  const { low, high } = row.interval;
  const interval = row.runs === 1 ? '' : ` [${low.toFixed(3)}, ${high.toFixed(3)}]`;
  return [
    row.algorithm,
    tasks === all ? String(row.runs) : `${row.runs}, on ${tasks} of ${all} tasks`,
    `${row.interquartileMean.toFixed(3)}${interval}`,
  ];
}

/** A table in Markdown; bars in cells are escaped. */
export function markdownTable({ title, head, rows }: TextTable): string {
  const row = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [`## ${title}`, '', row(head), row(head.map(() => '---')), ...rows.map(row), ''].join('\n');
}
