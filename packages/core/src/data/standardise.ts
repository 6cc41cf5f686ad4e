import type { Episode } from '../contracts/data-source/episode.js';

/** How observations are brought to a common scale: `(x - mean) / std`, clipped. */
export interface Standardisation {
  /** `[observationSize]` */
  readonly mean: Float32Array;
  /** `[observationSize]`, positive. */
  readonly std: Float32Array;
  /** Standardised values are clipped to `[-clip, clip]`. */
  readonly clip: number;
}

/** Mean and standard deviation of the observations of demonstrations; deviations below `floor` count as `floor`. */
export function standardisation(episodes: readonly Episode[], floor = 0.01, clip = 10): Standardisation {
  const size = episodes[0]!.observationSize;
  const sum = new Float64Array(size);
  const squares = new Float64Array(size);
  let count = 0;
  for (const { observations, length } of episodes) {
    count += length + 1;
    for (let i = 0; i < observations.length; i++) sum[i % size]! += observations[i]!;
  }
  const mean = sum.map((value) => value / count);
  for (const { observations } of episodes) {
    for (let i = 0; i < observations.length; i++)
      squares[i % size]! += (observations[i]! - mean[i % size]!) ** 2;
  }
  const std = squares.map((value) => Math.max(Math.sqrt(value / count), floor));
  return { mean: Float32Array.from(mean), std: Float32Array.from(std), clip };
}

/** Reads a data source of episodes into memory. */
export async function readEpisodes(source: AsyncIterable<Episode>): Promise<Episode[]> {
  const episodes: Episode[] = [];
  for await (const episode of source) episodes.push(episode);
  return episodes;
}
