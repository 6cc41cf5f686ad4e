import { dirname, resolve } from 'node:path';
import { loadConfiguration, MinorantError } from '@minorant/core';

import { errors } from '../errors.js';
import { experimentSchema, type Experiment } from './experiment-schema.js';

/**
 * Reads and checks an experiment file.
 *
 * @throws MinorantError `MNR_EXPERIMENT_FILE`
 */
export async function readExperiment(path: string): Promise<{ experiment: Experiment; directory: string }> {
  const file = resolve(path);
  let value: unknown;
  try {
    value = await loadConfiguration(file);
  } catch (error) {
    const problem = MinorantError.isInstance(error) ? error.message : String(error);
    throw errors.MNR_EXPERIMENT_FILE({ path, problems: [problem.replace(/\.$/, '')] }, error);
  }
  const parsed = experimentSchema.safeParse(value);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      (issue) => `${issue.path.join('.') || 'the file'}: ${issue.message}`,
    );
    throw errors.MNR_EXPERIMENT_FILE({ path, problems });
  }
  return { experiment: parsed.data, directory: dirname(file) };
}
