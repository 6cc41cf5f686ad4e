import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, stringify } from 'yaml';

import { parentVariable } from '../run/die-with-parent.js';
import { makeParent } from '../run/make-parent.js';
import { runFiles } from '../run/run-files.js';
import type { Job } from './plan-jobs.js';

const command = fileURLToPath(new URL('../../bin/minorant.js', import.meta.url));

/** How a job ended; `problem` is the error block that it printed. */
export interface JobOutcome {
  readonly job: Job;
  readonly code: number;
  readonly problem?: string;
}

/** Options of {@link runJob}. */
export interface RunJobOptions {
  readonly state: 'missing' | 'stopped';
  /** Relative paths of the configuration are taken from here. */
  readonly directory: string;
  /** Passed on to the child as SIGTERM, which saves it. */
  readonly signal?: AbortSignal;
  /** Passed on as another SIGTERM, which cuts the iteration under way short. */
  readonly interrupt?: AbortSignal;
  /** Ends the child at once, without saving. */
  readonly kill?: AbortSignal;
  /** The command line to start; tests give their own. @defaultValue this package's `minorant` */
  readonly minorant?: string;
}

/**
 * Runs one job as a process of its own: a new run, or a stopped one resumed. A stopped one that had not begun, or that
 * keeps no checkpoints, is started again from nothing.
 */
export async function runJob(job: Job, options: RunJobOptions): Promise<JobOutcome> {
  if (options.state === 'stopped') {
    if (canResume(job)) return start(job, ['resume', job.folder], options);
    rmSync(job.folder, { recursive: true, force: true });
  }
  makeParent(job.configurationFile);
  const { output: _, ...configuration } = job.configuration;
  writeFileSync(job.configurationFile, stringify(configuration));
  const files = ['--config', job.configurationFile, '--relative-to', options.directory];
  return start(job, ['train', ...files, '--out', job.folder], options);
}

/** Whether a run's folder holds anything to go on from; what is damaged there is for `resume` to tell. */
function canResume({ folder }: Job): boolean {
  const file = join(folder, runFiles.configuration);
  if (!existsSync(file)) return false;
  try {
    return (parse(readFileSync(file, 'utf8')) as { checkpoints?: unknown }).checkpoints !== false;
  } catch {
    return true;
  }
}

function start(job: Job, commandLine: readonly string[], options: RunJobOptions): Promise<JobOutcome> {
  const { signal, interrupt, kill, minorant = command } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [minorant, ...commandLine, '--json'], {
      stdio: ['ignore', 'ignore', 'pipe'],
      // One thread each: the pool already fills the machine.
      env: { ...process.env, OMP_NUM_THREADS: '1', [parentVariable]: String(process.pid) },
      // A group of its own: Ctrl-C reaches it once, through this process.
      detached: process.platform !== 'win32',
    });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-4000);
    });
    const stop = (): void => void child.kill('SIGTERM');
    const end = (): void => void child.kill('SIGKILL');
    if (signal?.aborted) stop();
    if (kill?.aborted) end();
    signal?.addEventListener('abort', stop);
    interrupt?.addEventListener('abort', stop);
    kill?.addEventListener('abort', end);
    child.once('error', reject);
    child.once('close', (code) => {
      signal?.removeEventListener('abort', stop);
      interrupt?.removeEventListener('abort', stop);
      kill?.removeEventListener('abort', end);
      const problem = /^Error MNR_[^]*/m.exec(stderr)?.[0] ?? stderr.trim();
      resolve({ job, code: code ?? 1, ...(code !== 0 && { problem }) });
    });
  });
}
