import type { RandomStream } from '@minorant/core';

import { quantile } from './quantile.js';

/** Options of {@link bootstrapInterval}. */
export interface BootstrapOptions {
  readonly random: RandomStream;
  /** @defaultValue 2000 */
  readonly repetitions?: number;
  /** @defaultValue 0.95 */
  readonly confidence?: number;
}

/** A confidence interval. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * A percentile bootstrap interval of a statistic, stratified as in rliable: the runs of each task are drawn anew with
 * replacement, the tasks stay.
 *
 * @param strata - the scores of each task, one a run.
 */
export function bootstrapInterval(
  strata: readonly (readonly number[])[],
  statistic: (scores: readonly number[]) => number,
  options: BootstrapOptions,
): Interval {
  const { random, repetitions = 2000, confidence = 0.95 } = options;
  const values = Array.from({ length: repetitions }, () =>
    statistic(strata.flatMap((scores) => scores.map(() => scores[random.integer(scores.length)]!))),
  ).sort((a, b) => a - b);
  return {
    low: quantile(values, (1 - confidence) / 2),
    high: quantile(values, (1 + confidence) / 2),
  };
}
