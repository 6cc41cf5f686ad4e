import { setTimeout as sleep } from 'node:timers/promises';
import { DelayedError, Queue, UnrecoverableError, WaitingError, Worker, type Job as Entry } from 'bullmq';

import { jobState } from '../experiment/job-state.js';
import type { Job } from '../experiment/plan-jobs.js';
import { runJob } from '../experiment/run-job.js';
import { connectQueue, queueName } from './connect-queue.js';
import { fromQueue, type WorkerRights } from './queue-job.js';

/** A job that kills so many workers is given up. */
const MOST_STALLS = 10;

/** After how long a job is looked at again whose run another process writes, in milliseconds. */
const AGAIN = 2000;

/** How often a worker that is to end with the queue looks whether it is empty, in milliseconds. */
const POLL = 500;

/** Options of {@link work}. */
export interface WorkOptions extends WorkerRights {
  readonly url: string;
  /** Runs at once. */
  readonly processes: number;
  /** Seconds without a sign of life after which a worker counts as dead and its jobs are given to others. */
  readonly patience: number;
  /** End when nothing is waiting or being run, by anybody. */
  readonly untilEmpty?: boolean;
  /** Saves the runs under way, gives them back to the queue and ends. */
  readonly signal: AbortSignal;
  /** Cuts the iterations of the runs under way short. */
  readonly interrupt?: AbortSignal;
  /** The command line to start; tests give their own. @defaultValue this package's `minorant` */
  readonly minorant?: string;
  readonly note?: (text: string) => void;
}

/**
 * Takes jobs from the queue and runs each as a process of its own, until it is told to stop: new runs, and those whose
 * worker died, from their last checkpoint.
 *
 * @throws MinorantError `MNR_QUEUE_CONNECTION`
 */
export async function work(options: WorkOptions): Promise<void> {
  const { signal, interrupt, note, patience } = options;
  const connection = await connectQueue(options.url);
  const lost = new Map<string, AbortController>();

  const runEntry = async (entry: Entry<unknown>, token?: string): Promise<void> => {
    const id = entry.id!;
    const { job, directory } = accept(id, entry.data, options);
    const state = jobState(job);
    // Its worker died between the end of the run and saying so.
    if (state === 'done') return;
    const name = nameOf(job);
    // Somebody resumed it by hand, or its last worker on this machine has lost it and is not gone yet.
    const wait = async (): Promise<never> => {
      note?.(`wait   ${name}: another process is at it`);
      await entry.moveToDelayed(Date.now() + AGAIN, token);
      throw new DelayedError();
    };
    if (state === 'running') return wait();
    note?.(`${state === 'stopped' ? 'resume' : 'start '} ${name}`);
    const kill = new AbortController();
    lost.set(id, kill);
    try {
      const { minorant } = options;
      const outcome = await runJob(job, {
        state,
        directory,
        signal,
        kill: kill.signal,
        ...(interrupt && { interrupt }),
        ...(minorant !== undefined && { minorant }),
      });
      if (outcome.code === 0) {
        note?.(`done   ${name}`);
        return;
      }
      if (signal.aborted) {
        note?.(`saved  ${name}`);
        await entry.moveToWait(token);
        throw new WaitingError();
      }
      if (kill.signal.aborted) throw new Error('the worker lost its hold of the job');
      if (jobState(job) === 'running') return await wait();
      note?.(`failed ${name}`);
      throw new UnrecoverableError(outcome.problem?.trim() ?? `exit code ${outcome.code}`);
    } finally {
      lost.delete(id);
    }
  };

  const worker = new Worker(queueName, runEntry, {
    connection,
    concurrency: options.processes,
    lockDuration: patience * 1000,
    stalledInterval: patience * 1000,
    maxStalledCount: MOST_STALLS,
    drainDelay: 1,
  });
  worker.on('error', (error) => note?.(`queue: ${error.message}`));
  worker.on('stalled', (id) => note?.(`again  ${id}: its worker is gone`));
  // Somebody else will be given the job: two processes must not write one run.
  worker.on('lockRenewalFailed', (ids) => ids.forEach((id) => lost.get(id)?.abort()));
  const queue = new Queue(queueName, { connection });
  try {
    await worker.waitUntilReady();
    await untilTold(queue, options);
  } finally {
    await worker.close();
    await queue.close();
    connection.disconnect();
  }
}

function accept(id: string, data: unknown, rights: WorkerRights): ReturnType<typeof fromQueue> {
  try {
    return fromQueue(id, data, rights);
  } catch (error) {
    throw new UnrecoverableError(error instanceof Error ? error.message : String(error));
  }
}

async function untilTold(queue: Queue, { signal, untilEmpty }: WorkOptions): Promise<void> {
  while (!signal.aborted) {
    await sleep(POLL, undefined, { signal }).catch(() => undefined);
    if (!untilEmpty) continue;
    const counts = await queue.getJobCounts('waiting', 'active', 'delayed', 'prioritized');
    if (Object.values(counts).every((count) => count === 0)) return;
  }
}

function nameOf({ task, algorithm, seed }: Job): string {
  return `${task} / ${algorithm} / seed ${seed}`;
}
