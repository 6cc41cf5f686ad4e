import pLimit from 'p-limit';

import { jobState } from './job-state.js';
import type { Job } from './plan-jobs.js';
import { runJob, type JobOutcome } from './run-job.js';

/** Options of {@link runJobs}. */
export interface RunJobsOptions {
  /** Processes at once. */
  readonly processes: number;
  readonly directory: string;
  readonly signal?: AbortSignal;
  /** Cuts the iterations under way short. */
  readonly interrupt?: AbortSignal;
  readonly minorant?: string;
  readonly onStart?: (job: Job) => void;
  readonly onEnd?: (outcome: JobOutcome) => void;
  /** Told of a job that another process has done meanwhile, or is at. */
  readonly onSkip?: (job: Job, state: 'done' | 'running') => void;
}

/** Runs jobs in a pool of processes. One that fails does not stop the others; an abort saves those under way. */
export async function runJobs(jobs: readonly Job[], options: RunJobsOptions): Promise<readonly JobOutcome[]> {
  const limit = pLimit(options.processes);
  const outcomes = await Promise.all(
    jobs.map((job) =>
      limit(async () => {
        if (options.signal?.aborted) return undefined;
        const state = jobState(job);
        if (state === 'done' || state === 'running') {
          options.onSkip?.(job, state);
          return undefined;
        }
        options.onStart?.(job);
        const outcome = await runJob(job, { ...options, state }).catch((error: unknown): JobOutcome => {
          // No process, no place on the disk: that run's failure, as if it had begun.
          return { job, code: 1, problem: error instanceof Error ? error.message : String(error) };
        });
        // Another process was faster.
        if (outcome.code !== 0 && jobState(job) === 'running') {
          options.onSkip?.(job, 'running');
          return undefined;
        }
        options.onEnd?.(outcome);
        return outcome;
      }),
    ),
  );
  return outcomes.filter((outcome) => outcome !== undefined);
}
