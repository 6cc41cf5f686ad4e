import pLimit from 'p-limit';

import type { JobState } from './job-state.js';
import type { Job } from './plan-jobs.js';
import { runJob, type JobOutcome } from './run-job.js';

/** Options of {@link runJobs}. */
export interface RunJobsOptions {
  /** Processes at once. */
  readonly processes: number;
  readonly directory: string;
  readonly signal?: AbortSignal;
  readonly minorant?: string;
  readonly onStart?: (job: Job) => void;
  readonly onEnd?: (outcome: JobOutcome) => void;
}

/** Runs jobs in a pool of processes. One that fails does not stop the others; an abort saves those under way. */
export async function runJobs(
  jobs: readonly { readonly job: Job; readonly state: Exclude<JobState, 'done'> }[],
  options: RunJobsOptions,
): Promise<readonly JobOutcome[]> {
  const limit = pLimit(options.processes);
  const outcomes = await Promise.all(
    jobs.map(({ job, state }) =>
      limit(async () => {
        if (options.signal?.aborted) return undefined;
        options.onStart?.(job);
        const outcome = await runJob(job, { ...options, state });
        options.onEnd?.(outcome);
        return outcome;
      }),
    ),
  );
  return outcomes.filter((outcome) => outcome !== undefined);
}
