import { defineError, defineErrors } from '@minorant/core';

/** The errors of this package. */
export const errors = defineErrors({
  MNR_PREFERENCES_FILE: defineError<{ path: string; reason: string }>({
    summary: 'A file of preferences cannot be read.',
    kind: 'input',
    message: ({ path, reason }) => `${path}: ${reason}.`,
    hint: 'Give a .jsonl, .jsonl.gz, .json, .csv, .csv.gz, .parquet or .hdf5 file that exists and is whole.',
  }),
  MNR_PREFERENCES_ROW: defineError<{ path: string; row: number; reason: string }>({
    summary: 'A row of a file of preferences is malformed.',
    kind: 'input',
    message: ({ path, row, reason }) => `${path}:${row}: ${reason}.`,
    hint: 'Mend the row, or skip malformed rows and have them counted (onMalformed: skip, flag --skip-malformed).',
  }),
  MNR_PREFERENCES_FORMAT: defineError<{
    path: string;
    columns: readonly string[];
    known: readonly string[];
    /** The format that was named, where one was. */
    asked?: string;
  }>({
    summary: 'The columns of a file of preferences fit no known format.',
    kind: 'input',
    message: ({ path, columns, known, asked }) =>
      asked === undefined
        ? `${path} has the columns ${columns.join(', ')}, which fit none of the formats ${known.join(', ')}.`
        : `There is no format '${asked}' to read ${path} by; there are ${known.join(', ')}.`,
    hint: 'Name the format (flag --format), or rename the columns; the documentation lists what each format needs.',
  }),
  MNR_PREFERENCES_EMPTY: defineError<{ path: string; skipped: number }>({
    summary: 'A file of preferences holds no usable row.',
    kind: 'input',
    message: ({ path, skipped }) => `${path} holds no preference (${skipped} malformed rows skipped).`,
    hint: 'Check the file and its format with `minorant preferences inspect FILE`.',
  }),
  MNR_PREFERENCES_CANDIDATE: defineError<{ found: string; expected: string }>({
    summary: 'A comparison holds candidates of another kind than the reward model reads.',
    kind: 'input',
    message: ({ found, expected }) =>
      `The reward model compares candidates of kind ${expected}; found ${found}.`,
    hint: 'Use data of that kind, or another encoder.',
  }),
  MNR_PREFERENCES_SEGMENT: defineError<{ found: string; expected: string }>({
    summary: 'A segment has another length or other sizes than the reward model was made for.',
    kind: 'input',
    message: ({ found, expected }) => `A segment has ${found}; expected ${expected}.`,
    hint: 'Use segments of this environment, no longer than `segmentLength`.',
  }),
  MNR_PREFERENCES_NOT_FINITE: defineError<{ value: number }>({
    summary: 'The loss of a reward model became NaN or infinite.',
    kind: 'runtime',
    message: ({ value }) => `The loss of the reward model is ${value}.`,
    hint: 'Lower the learning rate, or limit the reward with a trust region.',
  }),
  MNR_PREFERENCES_NONE: defineError<{ algorithm: string }>({
    summary: 'An algorithm that learns from preferences was given none.',
    kind: 'input',
    message: ({ algorithm }) => `${algorithm} learns from preferences, and the configuration names none.`,
    hint: 'Set `preferences` to a file (for `minorant preferences train`: flag --data).',
  }),
  MNR_PREFERENCES_NO_FEATURES: defineError<{ found: string }>({
    summary: 'The reward model `features` was made for something that has no features.',
    kind: 'input',
    message: ({ found }) =>
      `The reward model features reads vectors of numbers (a box space); found ${found}.`,
    hint: 'Use it with texts (algorithm bradley-terry) or with an environment whose observations are a box.',
  }),
  MNR_PREFERENCES_NO_STEPS: defineError<object>({
    summary: 'Something asked for an environment where there are only texts.',
    kind: 'input',
    message: () => 'Texts are compared here: there is no environment to take steps in.',
    hint: 'Choose components that need no environment, or compare segments of episodes.',
  }),
  MNR_PREFERENCES_PEER: defineError<{ name: string; by: string; install: string }>({
    summary: 'A package that is not always installed is needed.',
    kind: 'input',
    message: ({ name, by }) => `${by} needs the package ${name}, which is not installed.`,
    hint: ({ install }) => `Install it beside this one: ${install}`,
  }),
  MNR_PREFERENCES_CACHE: defineError<{ path: string; reason: string }>({
    summary: 'A file of cached embeddings is damaged.',
    kind: 'input',
    message: ({ path, reason }) => `${path} is no whole file of cached embeddings: ${reason}.`,
    hint: 'Remove the file: embeddings are computed anew.',
  }),
  MNR_PREFERENCES_MODEL: defineError<{ path: string; reason: string }>({
    summary: 'A folder holds no reward model over texts that can be used.',
    kind: 'input',
    message: ({ path, reason }) => `${path} is no usable reward model: ${reason}.`,
    hint: 'Give a folder that `minorant preferences train` has written (its --out).',
  }),
  MNR_PREFERENCES_TOKEN: defineError<{ host: string }>({
    summary: 'A server would be open to other machines without a token.',
    kind: 'input',
    message: ({ host }) => `Listening on ${host} opens the server to other machines, and no token is given.`,
    hint: 'Give a token (flag --token, or MINORANT_TOKEN), or listen on 127.0.0.1.',
  }),
  MNR_PREFERENCES_NO_SEGMENT: defineError<{ length: number; longest: number }>({
    summary: 'No episode is long enough for a segment.',
    kind: 'input',
    message: ({ length, longest }) =>
      `Segments are ${length} steps long, and of the episodes the longest has ${longest}.`,
    hint: 'Ask for shorter segments, or give longer episodes.',
  }),
  MNR_PREFERENCES_ENVIRONMENT: defineError<{ found: string }>({
    summary: 'Preference-based RL was given an environment that it cannot learn a reward for.',
    kind: 'input',
    message: ({ found }) =>
      `preference-rl needs an environment with box observations and box actions; it was given ${found}.`,
    hint: 'Set `environment` to such a task, or use a wrapper of @minorant/envs.',
  }),
  MNR_PREFERENCES_MEMBERS: defineError<{ members: number }>({
    summary: 'Disagreement was asked of a reward that has no members to disagree.',
    kind: 'input',
    message: ({ members }) => `Disagreement is between members of an ensemble; this reward has ${members}.`,
    hint: 'Choose the query strategy entropy, k-centre, k-centre-entropy or uniform, or a reward of several members.',
  }),
  MNR_PREFERENCES_COPY: defineError<{ from: string; to: string }>({
    summary: 'A reward model was told to take over the numbers of a model of another kind.',
    kind: 'runtime',
    message: ({ from, to }) => `A ${to} cannot take over the numbers of a ${from}.`,
    hint: 'Copy between models made by the same component with the same options.',
  }),
  MNR_PREFERENCES_LEAK: defineError<{ groups: number }>({
    summary: 'A split by record would put comparisons of one prompt into both parts.',
    kind: 'input',
    message: ({ groups }) =>
      `A split by record would separate ${groups} prompts whose comparisons are then in both parts: scores would be too good.`,
    hint: 'Split by prompt (the default), or say that leaking is meant: `allowLeak: true`.',
  }),
  MNR_PREFERENCES_PARTS: defineError<{ reason: string }>({
    summary: 'The parts of a split make no sense.',
    kind: 'input',
    message: ({ reason }) => `The parts of the split are wrong: ${reason}.`,
    hint: 'Give positive shares that sum to one, such as train 0.9 and test 0.1, and at least one prompt for each part.',
  }),
  MNR_LABEL_FILE: defineError<{ path: string; line: number }>({
    summary: 'A file that labels should be added to holds something else.',
    kind: 'input',
    message: ({ path, line }) => `${path}:${line} is no line of a file of labels.`,
    hint: 'Give the --out of an earlier `minorant label`, or a file that does not exist yet.',
  }),
  MNR_LABEL_FOLDER: defineError<{ path: string }>({
    summary: 'The folder for a file of labels does not exist.',
    kind: 'input',
    message: ({ path }) => `${path} cannot be written: its folder does not exist.`,
    hint: 'Make the folder, or give another --out.',
  }),
  MNR_LABEL_BUSY: defineError<{ path: string; holder: number }>({
    summary: 'Another process adds labels to the same file.',
    kind: 'input',
    message: ({ path, holder }) => `${path} is in use by process ${holder}.`,
    hint: 'End that process, or give another --out: of two answers to one question in a file, the later one counts.',
  }),
  MNR_PREFERENCES_BEST_OF_ONE: defineError<{ found: readonly number[] }>({
    summary: 'A curve of the best of n, to which over-optimisation is fitted, does not begin at n = 1.',
    kind: 'input',
    message: ({ found }) =>
      `The scores gained are counted from n = 1, which is not among n = ${found.join(', ')}.`,
    hint: 'Measure n = 1 too.',
  }),
  MNR_PREFERENCES_POOL: defineError<{ n: number; proxy: number; gold: number }>({
    summary: 'A pool has too few candidates for the best of n, or not as many gold scores as proxy scores.',
    kind: 'input',
    message: ({ n, proxy, gold }) =>
      `The best of ${n} was asked of a pool with ${proxy} proxy scores and ${gold} gold scores.`,
    hint: 'Give pools with at least n candidates and both scores of each.',
  }),
  MNR_PREFERENCES_ENCODER: defineError<{ path: string; reason: string }>({
    summary: 'A folder holds no model that transformers.js can encode texts with.',
    kind: 'input',
    message: ({ path, reason }) => `${path} is no model for the text encoder transformers: ${reason}.`,
    hint: 'Give the folder of a feature-extraction model with config.json, tokenizer.json, tokenizer_config.json and onnx/model.onnx.',
  }),
});
