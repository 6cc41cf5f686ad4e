import type { Episode } from '@minorant/core';

import { ColumnStatisticsAccumulator } from './column-statistics.js';

/**
 * Mean and standard deviation of each observation element over all rows of all episodes, read once: what observations
 * are normalised with.
 */
export async function observationStatistics(
  episodes: Iterable<Episode> | AsyncIterable<Episode>,
): Promise<{ readonly mean: Float64Array; readonly std: Float64Array }> {
  let accumulator: ColumnStatisticsAccumulator | undefined;
  for await (const episode of episodes) {
    accumulator ??= new ColumnStatisticsAccumulator(episode.observationSize);
    accumulator.add(episode.observations);
  }
  const columns = accumulator?.result() ?? [];
  return {
    mean: Float64Array.from(columns, (column) => column.mean),
    std: Float64Array.from(columns, (column) => column.std),
  };
}
