/** Steps per simulated second. */
export const FRAMES_PER_SECOND = 50;
/** Pixels of Gymnasium's picture per unit of the world. */
export const SCALE = 30;
/** Width of the world: the 600 pixels of the picture. */
export const WORLD_WIDTH = 600 / SCALE;
/** Height of the world: the 400 pixels of the picture. */
export const WORLD_HEIGHT = 400 / SCALE;
/** Height of the landing pad. */
export const PAD_HEIGHT = WORLD_HEIGHT / 4;
/** Number of points of the terrain's outline. */
export const TERRAIN_POINTS = 11;
/** Distance of a leg from the middle of the lander. */
export const LEG_DISTANCE = 20 / SCALE;
/** Distance of a leg below the lander's origin. */
export const LEG_DROP = 18 / SCALE;
/** Outline of the lander in world units, counter-clockwise from the top left. */
export const LANDER_OUTLINE = [
  { x: -14 / SCALE, y: 17 / SCALE },
  { x: -17 / SCALE, y: 0 },
  { x: -17 / SCALE, y: -10 / SCALE },
  { x: 17 / SCALE, y: -10 / SCALE },
  { x: 17 / SCALE, y: 0 },
  { x: 14 / SCALE, y: 17 / SCALE },
] as const;
/** Half the width and half the height of a leg. */
export const LEG_HALF_SIZE = { x: 2 / SCALE, y: 8 / SCALE } as const;
