import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { runHolder } from '@minorant/core';
import { parse, stringify } from 'yaml';

import { errors } from '../errors.js';
import type { RunSummary } from '../report/run-summary.js';
import { readJson } from '../run/read-json.js';
import { runFiles } from '../run/run-files.js';
import type { Job } from './plan-jobs.js';

/** What is there of a job: nothing, a run that was stopped or killed, one that another process writes, or its result. */
export type JobState = 'missing' | 'stopped' | 'running' | 'done';

/**
 * Looks at what is there of a job.
 *
 * @throws MinorantError `MNR_EXPERIMENT_CHANGED` when it was started with another configuration, or resumed with another budget.
 */
export function jobState(job: Job): JobState {
  if (!existsSync(job.folder) || readdirSync(job.folder).length === 0) return 'missing';
  const before = existsSync(job.configurationFile) ? readFileSync(job.configurationFile, 'utf8') : '';
  // The folder may have been moved with everything in it.
  const known = (text: string): unknown => ({ ...((parse(text) ?? {}) as object), output: undefined });
  if (!isDeepStrictEqual(known(before), known(stringify(job.configuration)))) {
    throw errors.MNR_EXPERIMENT_CHANGED({ folder: job.folder, file: job.configurationFile });
  }
  // `resume` may have gone on to another budget. Results that are passed on may come without this file.
  const own = join(job.folder, runFiles.configuration);
  const budget = ownBudget(own);
  if (budget !== undefined && !isDeepStrictEqual(budget, job.configuration['budget'])) {
    throw errors.MNR_EXPERIMENT_CHANGED({ folder: job.folder, file: own });
  }
  const summary = readSummary(job);
  if (summary && summary.stopped !== 'aborted') return 'done';
  return runHolder(job.folder) === undefined ? 'stopped' : 'running';
}

/** The budget that a run has by now; undefined where nothing says it, a damaged file is for `resume` to tell. */
function ownBudget(file: string): unknown {
  if (!existsSync(file)) return undefined;
  try {
    return (parse(readFileSync(file, 'utf8')) as { budget?: unknown } | null)?.budget;
  } catch {
    return undefined;
  }
}

/** The summary of a job's run, if it has ended. One that was cut off is none: the run is measured again. */
export function readSummary(job: Job): RunSummary | undefined {
  try {
    return readJson(join(job.folder, runFiles.summary)) as RunSummary;
  } catch {
    return undefined;
  }
}
