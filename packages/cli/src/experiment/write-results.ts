import { join } from 'node:path';

import { makeFolders, replaceFile } from '@minorant/core';

import { experimentReport } from '../report/experiment-report.js';
import type { ChartSpecification } from '../report/metric-charts.js';
import type { ProgressUnit } from '../report/progress-axis.js';
import { standaloneSvg } from '../report/standalone-svg.js';
import { aggregate } from './aggregate.js';
import { resultsPage, type MissingRun } from './experiment-results.js';
import { experimentTables, type TextTable } from './experiment-tables.js';
import type { JobResult } from './job-result.js';
import { meanCurve } from './mean-curve.js';
import { jobName } from './plan-jobs.js';

/**
 * Writes what an experiment came to into its folder: `results.json`, `results.md`, `report.html` and one
 * `curves-TASK.svg` a task. Gives the tables.
 */
export async function writeResults(
  name: string,
  output: string,
  results: readonly JobResult[],
  missing: readonly MissingRun[],
): Promise<readonly TextTable[]> {
  makeFolders(output);
  const aggregated = aggregate(results);
  const tables = experimentTables(aggregated);
  const charts = [...new Set(results.map(({ task }) => task))].map((task) => curves(task, results));
  for (const chart of charts) {
    await replaceFile(join(output, `curves-${chart.title}.svg`), standaloneSvg(chart.title, chart.chart));
  }
  const json = { name, missing: missing.map(jobName), ...aggregated, runs: results };
  await replaceFile(join(output, 'results.json'), `${JSON.stringify(json, undefined, 2)}\n`);
  await replaceFile(join(output, 'results.md'), resultsPage(name, tables, missing));
  await replaceFile(join(output, 'report.html'), experimentReport(name, tables, charts, missing));
  return tables;
}

function curves(task: string, results: readonly JobResult[]): ChartSpecification {
  const ofTask = results.filter((result) => result.task === task);
  const { expert, random } = ofTask[0]!.summary;
  const algorithms = [...new Set(ofTask.map(({ algorithm }) => algorithm))];
  return {
    title: task,
    caption: 'Mean over seeds of the true return of evaluations; band: one standard deviation over seeds.',
    chart: {
      xLabel: progressLabel(ofTask),
      yLabel: 'return',
      width: 720,
      height: 380,
      references: [
        ...(expert ? [{ name: 'expert', value: expert.mean }] : []),
        ...(random ? [{ name: 'random', value: random.mean }] : []),
      ],
      series: algorithms.map((algorithm) => ({
        name: algorithm,
        points: meanCurve(
          ofTask.filter((result) => result.algorithm === algorithm).map(({ curve }) => curve),
        ),
      })),
    },
  };
}

/** Steps where all algorithms take some; those that take none, and stand at their iterations, are named. */
function progressLabel(results: readonly JobResult[]): string {
  const names = (unit: ProgressUnit): string[] => [
    ...new Set(results.filter((result) => result.unit === unit).map(({ algorithm }) => algorithm)),
  ];
  const without = names('iterations');
  if (without.length === 0) return 'environment steps';
  return names('environment steps').length === 0
    ? 'iterations'
    : `environment steps (${without.join(', ')}: iterations)`;
}
