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
  MNR_CLI_METRICS: defineError<{ path: string; line: number; problem: string }>({
    summary: "A line of a run's metrics file cannot be read.",
    kind: 'input',
    message: ({ path, line, problem }) => `${path}, line ${line}: ${problem}`,
    hint: 'The file was changed or damaged after the run wrote it; remove the line to go on.',
  }),
});
