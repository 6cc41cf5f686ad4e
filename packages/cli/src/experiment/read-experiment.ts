import { dirname, resolve } from 'node:path';
import { loadConfiguration, MinorantError } from '@minorant/core';
import type { z } from 'zod';

import { errors } from '../errors.js';
import { experimentSchema, sweepSchema, type Experiment, type Sweep } from './experiment-schema.js';

/**
 * Reads and checks an experiment file.
 *
 * @throws MinorantError `MNR_EXPERIMENT_FILE`
 */
export async function readExperiment(path: string): Promise<{ experiment: Experiment; directory: string }> {
  const { value, directory } = await readMatrix(path);
  return { experiment: checked(path, experimentSchema.safeParse(value)), directory };
}

/**
 * Reads and checks a sweep file.
 *
 * @throws MinorantError `MNR_EXPERIMENT_FILE`
 */
export async function readSweep(path: string): Promise<{ sweep: Sweep; directory: string }> {
  const { value, directory } = await readMatrix(path);
  return { sweep: checked(path, sweepSchema.safeParse(value)), directory };
}

async function readMatrix(path: string): Promise<{ value: unknown; directory: string }> {
  const file = resolve(path);
  let value: unknown;
  try {
    value = await loadConfiguration(file);
  } catch (error) {
    const problem = MinorantError.isInstance(error) ? error.message : String(error);
    throw errors.MNR_EXPERIMENT_FILE({ path, problems: [problem.replace(/\.$/, '')] }, error);
  }
  return { value, directory: dirname(file) };
}

function checked<T>(path: string, parsed: z.ZodSafeParseResult<T>): T {
  if (parsed.success) return parsed.data;
  throw errors.MNR_EXPERIMENT_FILE({ path, problems: experimentProblems(parsed.error) });
}

/** What is wrong with an experiment, one line for each problem. */
export function experimentProblems(error: z.ZodError): readonly string[] {
  return error.issues.map((issue) => {
    const message = issue.code === 'invalid_key' ? issue.issues[0]!.message : issue.message;
    return `${issue.path.join('.') || 'the file'}: ${message}`;
  });
}
