import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { loadConfiguration, type MetricRecord, type ResolvedConfiguration } from '@minorant/core';

import { progressAxis } from '../report/progress-axis.js';
import { parseRecord, readMetrics } from '../report/read-metrics.js';
import { readRunFolder } from '../run/read-run-folder.js';
import { runFiles } from '../run/run-files.js';
import type { FoundRun } from './find-runs.js';

/** Curves with more points are sent as means of neighbours. */
const MAXIMUM_POINTS = 1500;

/** A row of the dashboard's table of runs. */
export interface RunRow {
  readonly id: string;
  readonly version: string;
  readonly algorithm: string;
  readonly environment: string;
  readonly seed: number;
  readonly state: string;
  readonly steps: number;
  readonly seconds: number;
  /** The newest true return that is known. */
  readonly return: number | null;
  readonly report: boolean;
  /** Whether the learnt reward can be drawn, and an episode played. */
  readonly rewardMap: boolean;
  readonly replay: boolean;
  /** What went wrong while the folder was read; the other values are then empty. */
  readonly problem?: string;
}

/** Metrics of a run by their names: steps (iterations where the algorithm takes none) and values. */
export type RunCurves = Readonly<Record<string, readonly [steps: number[], values: number[]]>>;

/** What the dashboard shows of a run. */
export interface RunData {
  readonly row: RunRow;
  readonly configuration: ResolvedConfiguration | null;
  readonly curves: RunCurves;
}

/** Reads runs and remembers them until their files change: rows at once, curves only when they are asked for. */
export class RunDataCache {
  readonly #rows = new Map<string, { version: string; row: Promise<RunRow> }>();
  readonly #data = new Map<string, { version: string; data: Promise<RunData> }>();

  row(run: FoundRun): Promise<RunRow> {
    const known = this.#rows.get(run.id);
    if (known?.version === run.version) return known.row;
    const row = readRow(run, lastRecords(join(run.path, runFiles.metrics)));
    this.#rows.set(run.id, { version: run.version, row });
    return row;
  }

  data(run: FoundRun): Promise<RunData> {
    const known = this.#data.get(run.id);
    if (known?.version === run.version) return known.data;
    const data = readRunData(run);
    this.#data.set(run.id, { version: run.version, data });
    return data;
  }
}

async function readRunData(run: FoundRun): Promise<RunData> {
  const records = await readMetrics(join(run.path, runFiles.metrics)).catch(() => []);
  const row = await readRow(run, Promise.resolve(records));
  const configuration =
    row.problem === undefined
      ? ((await loadConfiguration(
          join(run.path, runFiles.configuration),
        )) as unknown as ResolvedConfiguration)
      : null;
  return { row, configuration, curves: curvesOf(records) };
}

async function readRow(run: FoundRun, newest: Promise<readonly MetricRecord[]>): Promise<RunRow> {
  const { id, version, path } = run;
  const there = {
    report: existsSync(join(path, runFiles.report)),
    rewardMap: existsSync(join(path, runFiles.rewardMap)),
    replay: existsSync(join(path, 'final', 'policy')),
  };
  try {
    const records = await newest;
    const { summary } = await readRunFolder(path, records);
    const evaluated = records.findLast(({ values }) => values['eval/mean_reward'] !== undefined);
    return {
      id,
      version,
      algorithm: summary.algorithm,
      environment: summary.environment ?? '',
      seed: summary.seed,
      state: summary.stopped,
      steps: summary.steps,
      seconds: summary.seconds,
      return: summary.learnt?.mean ?? evaluated?.values['eval/mean_reward'] ?? null,
      ...there,
    };
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    const empty = { algorithm: '', environment: '', seed: 0, state: 'unreadable', steps: 0, seconds: 0 };
    return { id, version, ...empty, return: null, ...there, problem };
  }
}

/** Bytes at the end of the metrics that a row of the table is made from. */
const TAIL = 1 << 16;

/** The last rows of a metrics file, without reading the whole of it. */
async function lastRecords(path: string): Promise<readonly MetricRecord[]> {
  const file = await open(path).catch(() => undefined);
  if (!file) return [];
  try {
    const { size } = await file.stat();
    const start = Math.max(0, size - TAIL);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size - start), 0, size - start, start);
    const lines = buffer
      .toString('utf8', 0, bytesRead)
      .split('\n')
      .slice(start > 0 ? 1 : 0);
    return lines.flatMap((line) => parseRecord(line) ?? []);
  } finally {
    await file.close();
  }
}

function curvesOf(records: readonly MetricRecord[]): RunCurves {
  const curves: Record<string, [number[], number[]]> = {};
  const axis = progressAxis(records);
  for (const record of records) {
    for (const [name, value] of Object.entries(record.values)) {
      const curve = (curves[name] ??= [[], []]);
      curve[0].push(axis.of(record));
      curve[1].push(value);
    }
  }
  return Object.fromEntries(Object.entries(curves).map(([name, curve]) => [name, thinned(curve)]));
}

function thinned([steps, values]: readonly [number[], number[]]): readonly [number[], number[]] {
  if (steps.length <= MAXIMUM_POINTS) return [steps, values];
  const size = Math.ceil(steps.length / MAXIMUM_POINTS);
  const result: [number[], number[]] = [[], []];
  for (let start = 0; start < steps.length; start += size) {
    const part = values.slice(start, start + size);
    result[0].push(steps[Math.min(start + size, steps.length) - 1]!);
    result[1].push(part.reduce((sum, value) => sum + value, 0) / part.length);
  }
  return result;
}
