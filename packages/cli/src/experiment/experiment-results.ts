import { MinorantError } from '@minorant/core';

import type { Experiment, Sweep } from './experiment-schema.js';
import { markdownTable, type TextTable } from './experiment-tables.js';
import { jobResult, type JobResult } from './job-result.js';
import { jobState } from './job-state.js';
import { jobName, planJobs, type Cell } from './plan-jobs.js';

/** A run that is not in the tables. */
export interface MissingRun extends Cell {
  /** Why it cannot be read, where it is done. */
  readonly problem?: string;
}

/** What there is of an experiment in its folder: the results of what is done and can be read, and what is not. */
export async function experimentResults(
  experiment: Experiment | Sweep,
  output: string,
): Promise<{ readonly done: readonly JobResult[]; readonly missing: readonly MissingRun[] }> {
  const done: JobResult[] = [];
  const missing: MissingRun[] = [];
  for (const job of planJobs(experiment, output)) {
    if (jobState(job) !== 'done') {
      missing.push(job);
      continue;
    }
    try {
      const result = await jobResult(job);
      if (result) done.push(result);
      else missing.push(job);
    } catch (error) {
      // A damaged file of one run must not hide the results of all others.
      if (!MinorantError.isInstance(error)) throw error;
      missing.push({ ...job, problem: error.message });
    }
  }
  return { done, missing };
}

/** `results.md`: the tables, and what is missing from them. */
export function resultsPage(
  name: string,
  tables: readonly TextTable[],
  missing: readonly MissingRun[],
): string {
  return [
    `# ${name}\n`,
    ...tables.map(markdownTable),
    ...(missing.length > 0
      ? [
          `## Not done\n\n${missingRuns(missing)
            .map((runs) => `- ${runs}`)
            .join('\n')}\n`,
        ]
      : []),
  ].join('\n');
}

/** Names of runs, the seeds of each task and algorithm together; each that cannot be read with its reason. */
export function missingRuns(runs: readonly MissingRun[]): readonly string[] {
  const seeds = new Map<string, number[]>();
  for (const { task, algorithm, seed, problem } of runs) {
    if (problem !== undefined) continue;
    const name = `${task} / ${algorithm}`;
    seeds.set(name, [...(seeds.get(name) ?? []), seed]);
  }
  return [
    ...[...seeds].map(([name, of]) => `${name} / seed ${of.join(', ')}`),
    ...runs.flatMap((run) => (run.problem === undefined ? [] : [`${jobName(run)} (${run.problem})`])),
  ];
}
