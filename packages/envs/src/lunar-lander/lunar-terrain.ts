import { PAD_HEIGHT, TERRAIN_POINTS, WORLD_WIDTH } from './lunar-lander-constants.js';

/** A point of the terrain's outline. */
export interface TerrainPoint {
  readonly x: number;
  readonly y: number;
}

const MIDDLE = Math.floor(TERRAIN_POINTS / 2);

/**
 * The outline of the moon from drawn heights: five points around the middle are set to the height of the pad, then every
 * point becomes 0.33 times the sum of itself and its two neighbours (so the pad lies 1 % lower than the heights say). The left
 * neighbour of the first point is the last drawn height.
 *
 * @param heights - twelve draws, uniform between the ground and half the height of the world; not changed.
 */
export function lunarTerrain(heights: readonly number[]): TerrainPoint[] {
  const levelled = heights.map((height, index) => (Math.abs(index - MIDDLE) <= 2 ? PAD_HEIGHT : height));
  return Array.from({ length: TERRAIN_POINTS }, (_, index) => ({
    x: (WORLD_WIDTH / (TERRAIN_POINTS - 1)) * index,
    y: 0.33 * (levelled.at(index - 1)! + levelled[index]! + levelled[index + 1]!),
  }));
}
