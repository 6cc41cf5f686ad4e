import { join } from 'node:path';

import { z } from 'zod';

import { errors } from '../errors.js';
import type { CreateContext } from '../plugins/component.js';

/** What a run's folder holds beside what its outputs write; the last five are of the command line. */
const reserved = [
  ...['config.yaml', 'environment.json', 'result.json', 'run.lock', 'final', 'best'],
  ...['summary.json', 'report.html', 'reward-map.json', 'labels.jsonl', 'model.json'],
];

/** The name of a file in the run's folder: no path and none of the run's own, so that nothing else is written over. */
export const fileName = z
  .string()
  .regex(/^[A-Za-z0-9_][A-Za-z0-9._-]*$/, 'must be the name of a file, without a path')
  // Some systems know no capitals in names.
  .refine(
    (name) => !reserved.includes(name.toLowerCase()),
    "must not be the name of one of the run's own files",
  );

/** The absolute path of a sink's file. @throws MinorantError `MNR_METRIC_NO_OUTPUT`. */
export function outputFile(sink: string, file: string, { output }: CreateContext): string {
  if (output === undefined) throw errors.MNR_METRIC_NO_OUTPUT({ sink });
  return join(output, file);
}
