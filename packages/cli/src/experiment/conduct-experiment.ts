import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { createPluginHost, loadPlugins, makeFolders, resolveConfiguration } from '@minorant/core';

import { errors } from '../errors.js';
import type { CommandContext } from '../program.js';
import { builtInPlugins } from '../run/built-in-plugins.js';
import { numberFlag } from '../run/number-flag.js';
import { shownServer } from '../queue/shown-server.js';
import { catchStopSignals } from '../run/stop-signals.js';
import { formatTable } from '../terminal/format-table.js';
import { shownPath } from '../terminal/shown-path.js';
import type { Experiment, Sweep } from './experiment-schema.js';
import { experimentResults, missingRuns } from './experiment-results.js';
import { jobState } from './job-state.js';
import { jobName, planJobs, type Job } from './plan-jobs.js';
import type { JobOutcome } from './run-job.js';
import { runJobs } from './run-jobs.js';
import { selectJobs, type JobSelection } from './select-jobs.js';

/** Flags of `experiment`, and of the commands that are experiments inside. */
export interface ExperimentFlags extends JobSelection {
  readonly out?: string;
  readonly processes?: string;
  /** URL of a Redis server: workers run the jobs, instead of a pool on this machine. */
  readonly queue?: string;
  readonly report?: boolean;
  readonly json?: boolean;
}

/**
 * Runs what is missing of an experiment or a sweep, in a pool of processes or on a queue, and writes and prints its
 * tables.
 */
export async function conductExperiment(
  experiment: Experiment | Sweep,
  directory: string,
  flags: ExperimentFlags,
  { terminal, exit }: CommandContext,
): Promise<void> {
  terminal.json = flags.json === true;
  const output = resolve(flags.out ?? `runs/experiments/${experiment.name}`);
  const jobs = planJobs(experiment, output);
  const states = new Map(jobs.map((job) => [job, jobState(job)]));
  const selected = selectJobs(jobs, flags);
  const waiting = selected.filter((job) => states.get(job) !== 'done');
  const running = waiting.filter((job) => states.get(job) === 'running').length;
  if (!flags.report) await checkJobs(waiting, directory);
  const command = 'parameters' in experiment ? 'sweep' : 'experiment';
  const processes =
    flags.processes === undefined
      ? availableParallelism()
      : numberFlag(command, 'processes', flags.processes, 1);
  const where = flags.queue === undefined ? `${processes} at once` : `on ${shownServer(flags.queue)}`;
  const runs = selected.length === jobs.length ? jobs.length : `${selected.length} of ${jobs.length}`;
  const how = `${selected.length - waiting.length} done${running > 0 ? `, ${running} running` : ''}`;
  terminal.note(`${experiment.name}: ${runs} runs, ${how}; ${where}`);
  // Before the first run: after hours of training it would be too late to say that nothing can be written.
  makeFolders(output);
  const failed: string[] = [];
  const signals = catchStopSignals((text) =>
    terminal.note(flags.queue === undefined ? text : 'No longer following; the jobs stay in the queue.'),
  );
  let ended = 0;
  const { signal, interrupt } = signals;
  const hooks = {
    signal,
    directory,
    onStart: (job: Job) => terminal.note(`start  ${jobName(job)}`),
    onEnd: ({ job, code, problem }: JobOutcome) => {
      ended += 1;
      const ok = code === 0;
      if (!ok && !signal.aborted) failed.push(`${jobName(job)}: ${problem ?? `exit code ${code}`}`);
      terminal.note(`${ok ? 'done  ' : 'ended '} ${jobName(job)} (${ended} of ${waiting.length})`);
    },
  };
  const onSkip = (job: Job, state: 'done' | 'running'): void => {
    ended += 1;
    const what = state === 'done' ? 'another process has done it' : 'another process is at it';
    terminal.note(`skip   ${jobName(job)}: ${what} (${ended} of ${waiting.length})`);
  };
  try {
    if (flags.report || waiting.length === 0) {
      // Only the tables are wanted.
    } else if (flags.queue === undefined) await runJobs(waiting, { ...hooks, interrupt, onSkip, processes });
    else {
      const { queueJobs } = await import('../queue/queue-jobs.js');
      await queueJobs(waiting, {
        ...hooks,
        url: flags.queue,
        output,
        onWorkers: (count) =>
          terminal.note(
            count === 0
              ? 'Nobody works yet. On any machine: minorant worker --queue URL'
              : `${count} worker${count === 1 ? '' : 's'}`,
          ),
      });
    }
  } finally {
    signals.release();
  }
  await report(experiment, output, terminal, failed);
  const code = signals.exitCode();
  if (code !== undefined) exit(code);
  else if (failed.length > 0) throw errors.MNR_EXPERIMENT_FAILED({ failed, total: jobs.length });
}

async function report(
  experiment: Experiment | Sweep,
  output: string,
  terminal: CommandContext['terminal'],
  failed: readonly string[],
): Promise<void> {
  const { done, missing } = await experimentResults(experiment, output);
  const { writeResults } = await import('./write-results.js');
  const { name } = experiment;
  const tables = await writeResults(name, output, done, missing);
  for (const { title, head, rows } of tables) terminal.print(`\n${title}\n${formatTable(head, rows)}`);
  if (missing.length > 0) terminal.print(`\nNot done: ${missingRuns(missing).join('; ')}`);
  terminal.print(`\nReport: ${shownPath(resolve(output, 'report.html'))}`);
  if (terminal.json) {
    terminal.result({
      name,
      output,
      missing: missing.map(jobName),
      failed,
      runs: done.map(({ curve: _, summary, ...result }) => ({ ...result, seconds: summary.seconds })),
    });
  }
}

/** Every configuration that is to run is checked before the first run starts. */
async function checkJobs(waiting: readonly Job[], directory: string): Promise<void> {
  const checked = new Set<string>();
  for (const job of waiting) {
    const what = `${job.task}, ${job.algorithm}`;
    if (checked.has(what)) continue;
    checked.add(what);
    const host = await createPluginHost({
      plugins: await loadPlugins(job.configuration['plugins'], await builtInPlugins(), directory),
    });
    try {
      await resolveConfiguration(job.configuration, {
        host,
        directory,
        source: `The configuration of ${what}`,
      });
    } finally {
      await host.dispose();
    }
  }
}
