import type { MetricRecord } from '@minorant/core';

import type { Point } from './series.js';

/** What curves are drawn over. */
export type ProgressUnit = 'environment steps' | 'iterations';

/** The horizontal axis of a run's curves. */
export interface ProgressAxis {
  readonly unit: ProgressUnit;
  /** Where a record stands on it. */
  of(record: MetricRecord): number;
}

/** Environment steps, or iterations for a run of an algorithm that takes none (behaviour cloning), as in TensorBoard's files. */
export function progressAxis(records: readonly MetricRecord[]): ProgressAxis {
  return records.some(({ step }) => step > 0) || records.length === 0
    ? { unit: 'environment steps', of: ({ step }) => step }
    : { unit: 'iterations', of: ({ iteration }) => iteration };
}

/** A curve in which the last of several points at one place is left: what was known last counts. */
export function lastAtEach(points: readonly Point[]): readonly Point[] {
  return points.filter(({ x }, i) => points[i + 1]?.x !== x);
}
