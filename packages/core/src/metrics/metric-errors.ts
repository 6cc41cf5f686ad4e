import { defineError, defineErrors } from '../errors/define-errors.js';

/** Errors of metric sinks. */
export const metricErrors = defineErrors({
  MNR_METRIC_NO_OUTPUT: defineError<{ sink: string }>({
    summary: 'A metric sink that writes files is used in a run without a folder.',
    kind: 'input',
    message: ({ sink }) => `The metric sink ${sink} writes files, but the run has no folder.`,
    hint: 'Give the run a folder (output), or leave the sink out of metrics.',
  }),
  MNR_METRIC_FILE: defineError<{ path: string; problem: string }>({
    summary: "A metric sink's file cannot be continued: it is not what the sink wrote.",
    kind: 'input',
    message: ({ path, problem }) => `The metrics in ${path} cannot be continued: ${problem}.`,
    hint: 'Move the file away and resume again; metrics from now on go into a new one.',
  }),
});
