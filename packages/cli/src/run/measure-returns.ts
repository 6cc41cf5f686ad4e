import { setImmediate as turn } from 'node:timers/promises';
import type { EvaluateOptions, Run } from '@minorant/core';

import type { ReturnSummary } from '../report/run-summary.js';

/** As many as a run plays side by side: the episodes come out as if all were asked for at once. */
const PART = 4;

/** Options of {@link measureReturns}. */
export interface MeasureOptions {
  /** Whole episodes. */
  readonly episodes: number;
  /** The run's policy, or actions drawn uniformly from the action space. */
  readonly policy: NonNullable<EvaluateOptions['policy']>;
  /** Ends the measuring; what was played is then thrown away. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Measures true returns in a way that a signal to the process can end: episodes are played in parts, since playing never
 * lets go of the event loop, so that no handler of SIGINT would run before the last episode.
 *
 * @returns undefined when the signal was aborted on the way.
 */
export async function measureReturns(
  run: Pick<Run, 'configuration' | 'evaluate'>,
  { episodes, policy, signal }: MeasureOptions,
): Promise<ReturnSummary | undefined> {
  const { evaluation } = run.configuration;
  const seed = evaluation === false ? 0 : evaluation.seed;
  const returns: number[] = [];
  const lengths: number[] = [];
  while (returns.length < episodes) {
    await turn();
    if (signal?.aborted) return undefined;
    try {
      const part = await run.evaluate({
        episodes: Math.min(PART, episodes - returns.length),
        seed: seed + returns.length,
        policy,
        ...(signal && { signal }),
      });
      returns.push(...part.returns);
      lengths.push(...part.lengths);
    } catch (error) {
      if (signal?.aborted) return undefined;
      throw error;
    }
  }
  const average = mean(returns);
  return {
    mean: average,
    std: Math.sqrt(mean(returns.map((value) => (value - average) ** 2))),
    episodes,
    meanLength: mean(lengths),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
