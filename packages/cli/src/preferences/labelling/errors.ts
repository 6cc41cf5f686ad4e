import { defineError, defineErrors } from '@minorant/core';

/** The errors of the labelling page. */
export const labelErrors = defineErrors({
  MNR_LABEL_TOKEN: defineError<{ host: string }>({
    summary: 'The labelling page would be open to other machines without a token.',
    kind: 'input',
    message: ({ host }) => `Listening on ${host} opens the page to other machines, and no token is given.`,
    hint: 'Give a token (flag --token, or MINORANT_TOKEN), or listen on 127.0.0.1.',
  }),
  MNR_LABEL_PORT: defineError<{ host: string; port: number; problem: string }>({
    summary: 'The labelling page cannot listen on its port.',
    kind: 'input',
    message: ({ host, port, problem }) => `The page cannot listen on ${host}, port ${port}: ${problem}.`,
    hint: 'Give another one with --port; 0 takes any that is free.',
  }),
  MNR_LABEL_OUTPUT: defineError<object>({
    summary: 'A run that asks people has no folder to keep their answers in.',
    kind: 'input',
    message: () => 'The gatherer `human` keeps answers in the folder of the run, and this run has none.',
    hint: 'Give the run a folder: `output` in the configuration, or --out.',
  }),
  MNR_LABEL_PAIRS: defineError<{ candidates: number }>({
    summary: 'The labelling page was given a question of more than two candidates.',
    kind: 'runtime',
    message: ({ candidates }) => `A question has ${candidates} candidates; people are shown two.`,
    hint: 'Ask about pairs.',
  }),
  MNR_LABEL_INTERRUPTED: defineError<{ answered: number; total: number; path: string }>({
    summary: 'A run was cut short while it waited for people.',
    kind: 'input',
    message: ({ answered, total, path }) =>
      `The run was cut short with ${answered} of ${total} questions answered; the answers are in ${path}.`,
    hint: 'Go on with `minorant resume`: what is answered is not asked again.',
  }),
});
