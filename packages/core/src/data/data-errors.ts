import { defineError, defineErrors } from '../errors/define-errors.js';

/** Errors of data sources in memory. */
export const dataErrors = defineErrors({
  MNR_DATA_BATCH_SIZE: defineError<{ name: string; batchSize: number }>({
    summary: 'Batches of a data source are to hold no whole number of records.',
    kind: 'input',
    message: ({ name, batchSize }) =>
      `Batches of ${name} are to hold ${batchSize} records; expected a whole number from 1 on.`,
    hint: 'Correct `batchSize`.',
  }),
  MNR_DATA_PARTS: defineError<{ name: string; shares: readonly number[] }>({
    summary: 'A data source is to be split into shares that make no whole.',
    kind: 'input',
    message: ({ name, shares }) =>
      `The shares of a split of ${name} are ${shares.join(', ')}; expected positive numbers that sum to 1.`,
    hint: 'Give shares such as { train: 0.9, test: 0.1 }.',
  }),
});
