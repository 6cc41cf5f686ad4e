import { join } from 'node:path';

import { readMetrics } from '../report/read-metrics.js';
import type { RunSummary } from '../report/run-summary.js';
import { lastAtEach, progressAxis, type ProgressUnit } from '../report/progress-axis.js';
import { normalisedReturn } from '../report/run-summary.js';
import type { Point } from '../report/series.js';
import { runFiles } from '../run/run-files.js';
import { largestDrop } from '../statistics/largest-drop.js';
import { readSummary } from './job-state.js';
import type { Job } from './plan-jobs.js';

/** What one run of an experiment came to. */
export interface JobResult {
  readonly task: string;
  readonly algorithm: string;
  readonly seed: number;
  readonly summary: RunSummary;
  /** True return at the end of training. */
  readonly final: number;
  /** The best evaluation during training, or the final one if that is better; undefined where there was none. */
  readonly best?: number;
  /** The largest fall of the evaluations from a peak to anything after it; undefined where there was none. */
  readonly largestDrop?: number;
  /** The final return with random at 0 and the expert at 1. */
  readonly normalised?: number;
  /** What the curve is over, and `reachedAfter` is counted in. */
  readonly unit: ProgressUnit;
  /** Where the first evaluation of 80 % of the way from random to the expert was, if any got there. */
  readonly reachedAfter?: number;
  /** True returns of the evaluations, over environment steps or iterations. */
  readonly curve: readonly Point[];
}

/** Reads the result of a job that is done; undefined where the run measured no policy. */
export async function jobResult(job: Job): Promise<JobResult | undefined> {
  const summary = readSummary(job);
  if (!summary?.learnt) return undefined;
  const records = await readMetrics(join(job.folder, runFiles.metrics));
  const axis = progressAxis(records);
  const evaluations = records.flatMap((record) => {
    const y = record.values['eval/mean_reward'];
    return y === undefined ? [] : [{ x: axis.of(record), y }];
  });
  const final = summary.learnt.mean;
  const normalised = normalisedReturn(summary);
  const reached = evaluations.find(({ y }) => (normalisedReturn(summary, y) ?? -Infinity) >= 0.8);
  return {
    task: job.task,
    algorithm: job.algorithm,
    seed: job.seed,
    summary,
    final,
    ...(evaluations.length > 0 && {
      best: Math.max(final, ...evaluations.map(({ y }) => y)),
      largestDrop: largestDrop(evaluations.map(({ y }) => y)),
    }),
    ...(normalised !== undefined && { normalised }),
    unit: axis.unit,
    ...(reached && { reachedAfter: reached.x }),
    curve: lastAtEach(evaluations),
  };
}
