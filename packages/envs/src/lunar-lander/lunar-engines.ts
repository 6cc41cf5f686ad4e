import type { Body } from 'planck';

import { SCALE } from './lunar-lander-constants.js';

/** How hard the engines push in one step. */
export interface Thrust {
  /** Main engine: 0, or 0.5 to 1. */
  readonly main: number;
  /** Side engine: 0, or 0.5 to 1. */
  readonly side: number;
  /** Which side engine: -1 left, 1 right. */
  readonly direction: number;
}

const MAIN_POWER = 13;
const SIDE_POWER = 0.6;
const MAIN_OFFSET = 4 / SCALE;
const SIDE_OFFSET = 12 / SCALE;
/** Gymnasium uses 17 across and 14 along the lander, so the push turns it differently at different angles. */
const SIDE_HEIGHT = { x: 17 / SCALE, y: 14 / SCALE } as const;

/**
 * Pushes the lander with its engines.
 *
 * @param dispersion - two draws, uniform in +-1/30, that move where the engines push.
 */
export function fireEngines(lander: Body, thrust: Thrust, dispersion: readonly [number, number]): void {
  const angle = lander.getAngle();
  const tip = { x: Math.sin(angle), y: Math.cos(angle) };
  const side = { x: -tip.y, y: tip.x };
  if (thrust.main > 0) {
    const along = MAIN_OFFSET + 2 * dispersion[0];
    const offset = {
      x: tip.x * along + side.x * dispersion[1],
      y: -tip.y * along - side.y * dispersion[1],
    };
    push(lander, offset, MAIN_POWER * thrust.main, offset);
  }
  if (thrust.side > 0) {
    const across = 3 * dispersion[1] + thrust.direction * SIDE_OFFSET;
    const offset = {
      x: tip.x * dispersion[0] + side.x * across,
      y: -tip.y * dispersion[0] - side.y * across,
    };
    push(lander, offset, SIDE_POWER * thrust.side, {
      x: offset.x - tip.x * SIDE_HEIGHT.x,
      y: offset.y + tip.y * SIDE_HEIGHT.y,
    });
  }
}

/** An impulse against `direction`, at `offset` from the lander's position. */
function push(
  lander: Body,
  direction: { x: number; y: number },
  power: number,
  offset: { x: number; y: number },
): void {
  const position = lander.getPosition();
  lander.applyLinearImpulse(
    { x: -direction.x * power, y: -direction.y * power },
    { x: position.x + offset.x, y: position.y + offset.y },
    true,
  );
}
