import type { Experiment, Sweep } from './experiment-schema.js';
import { markdownTable, type TextTable } from './experiment-tables.js';
import { jobResult, type JobResult } from './job-result.js';
import { jobState } from './job-state.js';
import { jobName, planJobs } from './plan-jobs.js';

/** What there is of an experiment in its folder: the results of what is done, and the names of what is not. */
export async function experimentResults(
  experiment: Experiment | Sweep,
  output: string,
): Promise<{ readonly done: readonly JobResult[]; readonly missing: readonly string[] }> {
  const done: JobResult[] = [];
  const missing: string[] = [];
  for (const job of planJobs(experiment, output)) {
    const result = jobState(job) === 'done' ? await jobResult(job) : undefined;
    if (result) done.push(result);
    else missing.push(jobName(job));
  }
  return { done, missing };
}

/** `results.md`: the tables, and what is missing from them. */
export function resultsPage(name: string, tables: readonly TextTable[], missing: readonly string[]): string {
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
export function missingRuns(names: readonly string[]): readonly string[] {
  const seeds = new Map<string, string[]>();
  for (const name of names) {
    const [, cell = name, seed = ''] = /^(.*) \/ seed (\d+)$/.exec(name) ?? [];
    seeds.set(cell, [...(seeds.get(cell) ?? []), seed]);
  }
  return [...seeds].map(([cell, of]) => `${cell} / seed ${of.join(', ')}`);
}
