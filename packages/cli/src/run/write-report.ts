import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ResolvedConfiguration } from '@minorant/core';

import { readMetrics } from '../report/read-metrics.js';
import { runReport } from '../report/run-report.js';
import type { RunSummary } from '../report/run-summary.js';
import { machine } from './machine.js';
import { runFiles } from './run-files.js';

/** Writes `summary.json` and `report.html` into a run's folder. */
export async function writeReport(
  folder: string,
  configuration: ResolvedConfiguration,
  summary: RunSummary,
  backend: string,
): Promise<void> {
  const file = join(folder, runFiles.environment);
  const environment: unknown = existsSync(file) ? JSON.parse(await readFile(file, 'utf8')) : {};
  const report = runReport({
    summary,
    configuration,
    records: await readMetrics(join(folder, runFiles.metrics)),
    environment: { ...machine(), backend, environment },
  });
  await writeFile(join(folder, runFiles.summary), `${JSON.stringify(summary, undefined, 2)}\n`);
  await writeFile(join(folder, runFiles.report), report);
}
