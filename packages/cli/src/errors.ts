import { defineError, defineErrors } from '@minorant/core';

/** The errors of this package. */
export const errors = defineErrors({
  MNR_CLI_USAGE: defineError<{ message: string; command: string }>({
    summary: 'A command, flag or argument that does not exist, is missing or has a wrong value.',
    kind: 'input',
    message: ({ message }) => message,
    hint: ({ command }) => `\`${command} --help\` lists what there is, with examples.`,
  }),
  MNR_CLI_SET: defineError<{ given: string; problem: string }>({
    summary: 'A `--set` flag is not of the form path.to.key=value.',
    kind: 'input',
    message: ({ given, problem }) => `--set ${given}: ${problem}`,
    hint: 'Write the path of the key with dots, and its value as in YAML: --set algorithm.innerSteps=20',
  }),
  MNR_CLI_NOTHING_TO_TRAIN: defineError<object>({
    summary: 'The command `train` was given neither a configuration file nor an algorithm.',
    kind: 'input',
    message: () => 'Nothing says what to train: neither --config nor --algorithm is given.',
    hint: 'minorant train --env InvertedPendulum-v4 --algorithm piro --demos FILE --steps 20000',
  }),
  MNR_CLI_FILE_EXISTS: defineError<{ path: string }>({
    summary: 'A command would overwrite a file.',
    kind: 'input',
    message: ({ path }) => `${path} exists already.`,
    hint: 'Choose another name, or give --force to overwrite it.',
  }),
  MNR_CLI_NO_RUN: defineError<{ path: string; missing: string }>({
    summary: 'A folder that should hold a run does not.',
    kind: 'input',
    message: ({ path, missing }) => `${path} is not the folder of a run: it has no ${missing}.`,
    hint: 'Give a folder that `minorant train` has written (its --out).',
  }),
  MNR_CLI_UNFINISHED_RUN: defineError<{
    path: string;
    which: 'final' | 'best';
    holder: number | undefined;
    hasBest: boolean;
  }>({
    summary: 'A run was asked for what it has learnt, and it has not ended.',
    kind: 'input',
    message: ({ path, which, holder }) =>
      `The run ${path} has no ${which} policy or reward yet: ${
        holder === undefined ? 'it was killed before its end' : `process ${holder} is training it`
      }.`,
    hint: ({ path, holder, hasBest }) =>
      `${holder === undefined ? `Go on with it (minorant resume ${path})` : 'Wait for its end, or stop it (Ctrl-C saves it)'}${
        hasBest ? '; --which best takes what its best evaluation so far was of.' : '.'
      }`,
  }),
  MNR_CLI_DAMAGED_FILE: defineError<{ path: string; problem: string }>({
    summary: "A JSON file of a run's folder cannot be read.",
    kind: 'input',
    message: ({ path, problem }) => `${path} cannot be read: ${problem}.`,
    hint: 'The file was cut off or changed after the run wrote it; remove it to go on without it.',
  }),
  MNR_CLI_TRANSFER_DEMONSTRATIONS: defineError<{ share: number }>({
    summary: 'A transfer was asked to use demonstrations, and there are none.',
    kind: 'input',
    message: ({ share }) =>
      `learnt-reward was asked for batches of which ${share} are demonstrations, and the run has none.`,
    hint: 'Name them in the configuration (`demonstrations: FILE`), or set `algorithm.demonstrationShare` to 0.',
  }),
  MNR_CLI_METRICS: defineError<{ path: string; line: number; problem: string }>({
    summary: "A line of a run's metrics file cannot be read.",
    kind: 'input',
    message: ({ path, line, problem }) => `${path}, line ${line}: ${problem}`,
    hint: 'The file was changed or damaged after the run wrote it; remove the line to go on.',
  }),
  MNR_EXPERIMENT_FILE: defineError<{ path: string; problems: readonly string[] }>({
    summary: 'An experiment file cannot be read, or has unknown keys or wrong values.',
    kind: 'input',
    message: ({ path, problems }) => `The experiment ${path} is wrong: ${problems.join('; ')}.`,
    hint: 'An experiment has the keys name, base, tasks, algorithms and seeds, a sweep parameters too; `minorant experiment --help` and `minorant sweep --help` show one.',
  }),
  MNR_EXPERIMENT_CHANGED: defineError<{ folder: string; file: string }>({
    summary:
      'A run of an experiment has another configuration, or was resumed with another budget, than the experiment has now.',
    kind: 'input',
    message: ({ folder, file }) =>
      `${folder} holds a run of another configuration (${file}) than the experiment asks for now.`,
    hint: 'Give another --out, or remove that folder to run it again.',
  }),
  MNR_EXPERIMENT_SELECTION: defineError<{ what: string; name: string; known: readonly string[] }>({
    summary: 'A task, an algorithm or a seed to run is not in the experiment.',
    kind: 'input',
    message: ({ what, name, known }) =>
      `--${what} names '${name}', which the experiment does not have; it has ${known.join('; ')}.`,
    hint: 'Names are taken whole, in quotation marks when they have spaces.',
  }),
  MNR_EXPERIMENT_FAILED: defineError<{ failed: readonly string[]; total: number }>({
    summary: 'Some runs of an experiment failed; the others are done and in the tables.',
    kind: 'runtime',
    message: ({ failed, total }) => `${failed.length} of ${total} runs failed:\n${failed.join('\n')}`,
    hint: 'Correct the cause and give the same command again: it runs only what is missing.',
  }),
  MNR_QUEUE_CONNECTION: defineError<{ server: string; problem: string }>({
    summary: 'The Redis server of `--queue` cannot be reached or is no URL of one.',
    kind: 'input',
    message: ({ server, problem }) => `The queue at ${server} cannot be used: ${problem}.`,
    hint: 'Give the URL of a Redis server that runs: --queue redis://127.0.0.1:6379 (rediss:// with TLS).',
  }),
  MNR_QUEUE_JOB: defineError<{ job: string; problem: string }>({
    summary: 'A worker refuses a job of the queue.',
    kind: 'input',
    message: ({ job, problem }) => `The job ${job} is refused: ${problem}.`,
    hint: 'Start the worker in a folder that holds the sweep (or give --within), with --plugin for each plugin that it may load.',
  }),
  MNR_CLI_PATH: defineError<{ path: string; problem: string }>({
    summary: 'A file or a folder cannot be made, written or read.',
    kind: 'input',
    message: ({ path, problem }) => `${path} cannot be used: ${problem}.`,
    hint: 'Give another path, to a place that you may write to, or put right what is in the way.',
  }),
  MNR_CLI_DISK_FULL: defineError<{ path: string | undefined }>({
    summary: 'The disk that a command writes to is full.',
    kind: 'runtime',
    message: ({ path }) => `${path ?? 'A file'} cannot be written: the disk is full.`,
    hint: 'Make room and give the command again; a run that had begun goes on with `minorant resume`.',
  }),
  MNR_CLI_OUTPUT: defineError<{ problem: string }>({
    summary: 'Standard output or standard error could not be written; the command did its work nevertheless.',
    kind: 'runtime',
    message: ({ problem }) => `Some of what was printed is lost: ${problem}.`,
    hint: 'What the command writes into files is there; send its output to a place that can take it.',
  }),
  MNR_CLI_PORT: defineError<{ host: string; port: number; problem: string }>({
    summary: 'A server of the command line cannot listen on its port.',
    kind: 'input',
    message: ({ host, port, problem }) => `Nothing can listen on ${host}, port ${port}: ${problem}.`,
    hint: 'Give another one with --port; 0 takes any that is free.',
  }),
  MNR_DASHBOARD_PORT: defineError<{ host: string; port: number; problem: string }>({
    summary: 'The dashboard cannot listen on its port.',
    kind: 'input',
    message: ({ host, port, problem }) => `The dashboard cannot listen on ${host}, port ${port}: ${problem}.`,
    hint: 'Give another one with --port; 0 takes any that is free.',
  }),
});
