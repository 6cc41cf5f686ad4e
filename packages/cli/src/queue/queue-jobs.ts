import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { Queue, type Job as Entry } from 'bullmq';

import { errors } from '../errors.js';
import type { Job } from '../experiment/plan-jobs.js';
import type { JobOutcome } from '../experiment/run-job.js';
import { connectQueue, queueName } from './connect-queue.js';
import { queueJobId, toQueueJob, type QueueJob } from './queue-job.js';

/** How often the queue is asked how far jobs are, in milliseconds. */
const POLL = 500;

/** How long the queue remembers how a job ended, in seconds: everybody who follows it is to see it. */
const KEPT = { age: 24 * 3600 };

/** Options of {@link queueJobs}. */
export interface QueueJobsOptions {
  readonly url: string;
  /** The sweep's folder, which workers must see under the same path. */
  readonly output: string;
  readonly directory: string;
  /** Ends the following; the jobs stay in the queue. */
  readonly signal?: AbortSignal;
  readonly onStart?: (job: Job) => void;
  readonly onEnd?: (outcome: JobOutcome) => void;
  /** Told when the number of workers that listen changes. */
  readonly onWorkers?: (count: number) => void;
}

/**
 * Puts jobs into the queue and follows them until workers have ended them all. A job that is in the queue already is
 * followed and not put there again: its name is its cell of the matrix. While it waits, it takes a new configuration.
 *
 * @throws MinorantError `MNR_QUEUE_CONNECTION`, or `MNR_EXPERIMENT_CHANGED` when a job is being run with another
 * configuration.
 */
export async function queueJobs(
  jobs: readonly Job[],
  options: QueueJobsOptions,
): Promise<readonly JobOutcome[]> {
  const { output, directory, signal } = options;
  const connection = await connectQueue(options.url);
  const queue = new Queue<QueueJob>(queueName, { connection });
  const outcomes: JobOutcome[] = [];
  const waiting = new Map(jobs.map((job) => [queueJobId(job, output), job]));
  const started = new Set<string>();
  let workers: number | undefined;
  const put = (id: string, job: Job): Promise<unknown> =>
    queue.add(job.algorithm, toQueueJob(job, output, directory), {
      jobId: id,
      removeOnComplete: KEPT,
      removeOnFail: KEPT,
    });
  try {
    for (const [id, job] of waiting) {
      const before = await queue.getJob(id);
      if (before) await refresh(before, job, toQueueJob(job, output, directory));
      await put(id, job);
    }
    while (waiting.size > 0 && !signal?.aborted) {
      const listening = await queue.getWorkersCount();
      if (listening !== workers) options.onWorkers?.((workers = listening));
      for (const [id, job] of waiting) {
        const state = await queue.getJobState(id);
        if (state === 'unknown') await put(id, job);
        if (!['waiting', 'delayed', 'unknown'].includes(state) && !started.has(id)) {
          started.add(id);
          options.onStart?.(job);
        }
        if (state !== 'completed' && state !== 'failed') continue;
        const outcome: JobOutcome =
          state === 'completed'
            ? { job, code: 0 }
            : { job, code: 1, problem: (await queue.getJob(id))?.failedReason ?? 'it failed' };
        waiting.delete(id);
        outcomes.push(outcome);
        options.onEnd?.(outcome);
      }
      if (waiting.size > 0)
        await sleep(POLL, undefined, { ...(signal && { signal }) }).catch(() => undefined);
    }
    return outcomes;
  } finally {
    await queue.close();
    connection.disconnect();
  }
}

/** Makes an entry that is in the queue already what is asked for now. */
async function refresh(entry: Entry<QueueJob>, job: Job, data: QueueJob): Promise<void> {
  const state = await entry.getState();
  if (state === 'completed' || state === 'failed') {
    // To be run again: its result is no longer in the folder, or it failed. Somebody else may have put it back by now.
    await entry.remove().catch(() => undefined);
    return;
  }
  const asked: unknown = JSON.parse(JSON.stringify(data.configuration));
  if (isDeepStrictEqual(entry.data.configuration, asked)) return;
  if (state === 'active') {
    throw errors.MNR_EXPERIMENT_CHANGED({ folder: job.folder, file: job.configurationFile });
  }
  await entry.updateData(data);
}
