import type { PreferenceQuery } from '@minorant/core';

/** What pairs of segments look like, for strategies that want variety: the mean observation of each, end to end. */
export function segmentFeatures(pairs: readonly PreferenceQuery[]): {
  features: Float64Array;
  featureSize: number;
} {
  const first = pairs[0]?.candidates[0];
  const size = first?.kind === 'segment' ? first.segment.observationSize : 0;
  const featureSize = 2 * size;
  const features = new Float64Array(pairs.length * featureSize);
  pairs.forEach(({ candidates }, row) => {
    candidates.forEach((candidate, k) => {
      if (candidate.kind !== 'segment') return;
      const { observations, length } = candidate.segment;
      for (let i = 0; i < length * size; i++) {
        features[row * featureSize + k * size + (i % size)]! += observations[i]! / length;
      }
    });
  });
  return { features, featureSize };
}
