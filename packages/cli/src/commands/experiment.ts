import { availableParallelism } from 'node:os';
import { relative, resolve } from 'node:path';
import { createPluginHost, resolveConfiguration } from '@minorant/core';
import type { Command } from 'commander';

import { errors } from '../errors.js';
import { jobResult, type JobResult } from '../experiment/job-result.js';
import { jobState, type JobState } from '../experiment/job-state.js';
import { planJobs, type Job } from '../experiment/plan-jobs.js';
import { readExperiment } from '../experiment/read-experiment.js';
import { runJobs } from '../experiment/run-jobs.js';
import { writeResults } from '../experiment/write-results.js';
import type { CommandContext } from '../program.js';
import { allPlugins } from '../run/all-plugins.js';
import { catchStopSignals } from '../run/stop-signals.js';
import { formatTable } from '../terminal/format-table.js';
import { formatNumber } from '../terminal/format-number.js';

interface ExperimentFlags {
  readonly out?: string;
  readonly processes?: string;
  readonly report?: boolean;
  readonly json?: boolean;
}

/** `minorant experiment`: tasks x algorithms x seeds, what is missing run, and the tables written. */
export function addExperiment(program: Command, context: CommandContext): Command {
  return program
    .command('experiment')
    .description('Run a matrix of tasks, algorithms and seeds; run what is missing; write tables and curves.')
    .argument('<file>', 'the experiment, YAML or JSON')
    .option('--out <folder>', 'where runs and results go (default: runs/experiments/NAME)')
    .option('--processes <number>', 'runs at once (default: one for each processor)')
    .option('--report', 'run nothing, only write the tables of what is done')
    .option('--json', 'end standard output with one line of JSON')
    .addHelpText(
      'after',
      `
Every run is a process of its own and writes its own folder. Given again, the command skips what is
done, resumes what was stopped and runs what failed. It writes results.md, results.json, report.html
and curves-TASK.svg. One signal stops it: the runs under way are saved.

An experiment file:
  name: pendulum
  base: { environment: InvertedPendulum-v4, demonstrations: demos.hdf5, evaluation: { every: 2000 } }
  tasks:
    InvertedPendulum: { budget: { steps: 12000 } }
  algorithms:
    PIRO: { algorithm: piro, trustRegion: early-stop }
    ML-IRL: { algorithm: ml-irl }
  seeds: [1, 2, 3]

Examples:
  minorant experiment pendulum.yaml
  minorant experiment pendulum.yaml --processes 2 --out runs/pendulum`,
    )
    .action((file: string, flags: ExperimentFlags) => experiment(file, flags, context));
}

async function experiment(
  file: string,
  flags: ExperimentFlags,
  { terminal, exit }: CommandContext,
): Promise<void> {
  terminal.json = flags.json === true;
  const { experiment, directory } = await readExperiment(file);
  const output = resolve(flags.out ?? `runs/experiments/${experiment.name}`);
  const jobs = planJobs(experiment, output);
  await checkJobs(jobs, directory);
  const states = new Map(jobs.map((job) => [job, jobState(job)]));
  const waiting = jobs.flatMap((job) => {
    const state = states.get(job)!;
    return state === 'done' ? [] : [{ job, state }];
  });
  const processes = count(flags.processes);
  terminal.note(
    `${experiment.name}: ${jobs.length} runs, ${jobs.length - waiting.length} done; ${processes} at once`,
  );
  const failed: string[] = [];
  const signals = catchStopSignals((text) => terminal.note(text));
  try {
    if (!flags.report) {
      let ended = 0;
      await runJobs(waiting, {
        processes,
        directory,
        signal: signals.signal,
        onStart: (job) => terminal.note(`start  ${nameOf(job)}`),
        onEnd: ({ job, code, problem }) => {
          ended += 1;
          const ok = code === 0;
          if (!ok && !signals.signal.aborted)
            failed.push(`${nameOf(job)}: ${problem ?? `exit code ${code}`}`);
          terminal.note(`${ok ? 'done  ' : 'ended '} ${nameOf(job)} (${ended} of ${waiting.length})`);
        },
      });
    }
  } finally {
    signals.release();
  }
  await report(jobs, experiment.name, output, terminal, failed);
  const code = signals.exitCode();
  if (code !== undefined) exit(code);
  else if (failed.length > 0) throw errors.MNR_EXPERIMENT_FAILED({ failed, total: jobs.length });
}

async function report(
  jobs: readonly Job[],
  name: string,
  output: string,
  terminal: CommandContext['terminal'],
  failed: readonly string[],
): Promise<void> {
  const done: JobResult[] = [];
  const missing: string[] = [];
  for (const job of jobs) {
    const state: JobState = jobState(job);
    const result = state === 'done' ? await jobResult(job) : undefined;
    if (result) done.push(result);
    else missing.push(nameOf(job));
  }
  const tables = writeResults(name, output, done, missing);
  for (const { title, head, rows } of tables) terminal.print(`\n${title}\n${formatTable(head, rows)}`);
  if (missing.length > 0) terminal.print(`\nNot done: ${missing.join(', ')}`);
  terminal.print(`\nReport: ${relative(process.cwd(), resolve(output, 'report.html'))}`);
  if (terminal.json) {
    terminal.result({
      name,
      output,
      missing,
      failed,
      runs: done.map(({ curve: _, summary, ...result }) => ({ ...result, seconds: summary.seconds })),
    });
  }
}

/** Every configuration is checked before the first run starts. */
async function checkJobs(jobs: readonly Job[], directory: string): Promise<void> {
  const checked = new Set<string>();
  for (const job of jobs) {
    const what = `${job.task}, ${job.algorithm}`;
    if (checked.has(what)) continue;
    checked.add(what);
    const host = await createPluginHost({ plugins: await allPlugins(job.configuration, directory) });
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

function count(given: string | undefined): number {
  if (given === undefined) return availableParallelism();
  const value = Number(given);
  if (Number.isInteger(value) && value > 0) return value;
  throw errors.MNR_CLI_USAGE({
    message: `--processes is ${given}; a whole number from 1 up was expected.`,
    command: 'minorant experiment',
  });
}

function nameOf({ task, algorithm, seed }: Job): string {
  return `${task} / ${algorithm} / seed ${formatNumber(seed)}`;
}
