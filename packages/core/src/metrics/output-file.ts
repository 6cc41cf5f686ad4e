import { join } from 'node:path';

import { z } from 'zod';

import { errors } from '../errors.js';
import type { CreateContext } from '../plugins/component.js';

/** The name of a file in the run's folder: no path, so that a configuration cannot write elsewhere. */
export const fileName = z
  .string()
  .regex(/^[A-Za-z0-9_][A-Za-z0-9._-]*$/, 'must be the name of a file, without a path');

/** The absolute path of a sink's file. @throws MinorantError `MNR_METRIC_NO_OUTPUT`. */
export function outputFile(sink: string, file: string, { output }: CreateContext): string {
  if (output === undefined) throw errors.MNR_METRIC_NO_OUTPUT({ sink });
  return join(output, file);
}
