import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfiguration, type MetricRecord, type ResolvedConfiguration } from '@minorant/core';

import { readMetrics } from '../report/read-metrics.js';
import type { RunSummary } from '../report/run-summary.js';
import { readJson } from './read-json.js';
import { requireRun } from './require-run.js';
import { runFiles } from './run-files.js';

/** What is known of a run from its folder. */
export interface RunFolder {
  readonly configuration: ResolvedConfiguration;
  readonly records: readonly MetricRecord[];
  readonly summary: RunSummary;
}

/**
 * Reads a run's folder; of a run that has not ended the summary is made from its metrics so far.
 *
 * @param known - its metrics, where they have been read already.
 */
export async function readRunFolder(folder: string, known?: readonly MetricRecord[]): Promise<RunFolder> {
  requireRun(folder);
  const file = (name: keyof typeof runFiles): string => join(folder, runFiles[name]);
  const configuration = (await loadConfiguration(file('configuration'))) as unknown as ResolvedConfiguration;
  const records = known ?? (await readMetrics(file('metrics')));
  const summary = existsSync(file('summary'))
    ? (readJson(file('summary')) as RunSummary)
    : unfinished(folder, configuration, records);
  return { configuration, records, summary };
}

function unfinished(
  folder: string,
  configuration: ResolvedConfiguration,
  records: readonly MetricRecord[],
): RunSummary {
  const last = records.at(-1);
  return {
    algorithm: configuration.algorithm.id,
    environment: configuration.environment?.id ?? null,
    seed: configuration.seed,
    stopped: 'unfinished',
    steps: last?.step ?? 0,
    iterations: last?.iteration ?? 0,
    seconds: last?.seconds ?? 0,
    learnt: null,
    expert: null,
    random: null,
    best: null,
    paths: { run: folder, report: join(folder, runFiles.report) },
  };
}
