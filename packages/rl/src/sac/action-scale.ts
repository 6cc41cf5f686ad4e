import type { Space } from '@minorant/core';

/** Maps a bounded box to `[-1, 1]` and back: `centre + half * a`. */
export interface ActionScale {
  /** `[actionSize]` */
  readonly centre: Float32Array;
  /** `[actionSize]`, positive. */
  readonly half: Float32Array;
}

/** The scale of a box, or undefined where the space is no box or has an infinite bound. */
export function actionScale(space: Space): ActionScale | undefined {
  if (space.kind !== 'box') return undefined;
  const { low, high } = space;
  const centre = Float32Array.from(low, (value, i) => (value + high[i]!) / 2);
  const half = Float32Array.from(low, (value, i) => (high[i]! - value) / 2);
  const valid = half.every((value) => Number.isFinite(value) && value > 0);
  return valid ? { centre, half } : undefined;
}
