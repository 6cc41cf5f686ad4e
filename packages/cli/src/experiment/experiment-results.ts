import type { Experiment, Sweep } from './experiment-schema.js';
import { markdownTable, type TextTable } from './experiment-tables.js';
import { jobResult, type JobResult } from './job-result.js';
import { jobState } from './job-state.js';
import { planJobs, type Cell } from './plan-jobs.js';

/** What there is of an experiment in its folder: the results of what is done, and what is not. */
export async function experimentResults(
  experiment: Experiment | Sweep,
  output: string,
): Promise<{ readonly done: readonly JobResult[]; readonly missing: readonly Cell[] }> {
  const done: JobResult[] = [];
  const missing: Cell[] = [];
  for (const job of planJobs(experiment, output)) {
    const result = jobState(job) === 'done' ? await jobResult(job) : undefined;
    if (result) done.push(result);
    else missing.push(job);
  }
  return { done, missing };
}

/** `results.md`: the tables, and what is missing from them. */
export function resultsPage(name: string, tables: readonly TextTable[], missing: readonly Cell[]): string {
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

/** Names of runs, the seeds of each task and algorithm together. */
export function missingRuns(cells: readonly Cell[]): readonly string[] {
  const seeds = new Map<string, number[]>();
  for (const { task, algorithm, seed } of cells) {
    const name = `${task} / ${algorithm}`;
    seeds.set(name, [...(seeds.get(name) ?? []), seed]);
  }
  return [...seeds].map(([name, of]) => `${name} / seed ${of.join(', ')}`);
}
