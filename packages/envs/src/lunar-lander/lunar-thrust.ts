import type { Thrust } from './lunar-engines.js';

const OFF: Thrust = { main: 0, side: 0, direction: 0 };
const clip = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);

/** The thrust of a discrete action: 0 nothing, 1 left engine, 2 main engine, 3 right engine, each at full power. */
export function discreteThrust(action: number): Thrust {
  if (action === 2) return { ...OFF, main: 1 };
  if (action === 1 || action === 3) return { ...OFF, side: 1, direction: action - 2 };
  return OFF;
}

/**
 * The thrust of a continuous action, clipped to `[-1, 1]`: the main engine burns at 50 to 100 % when the first number is
 * positive, a side engine when the second is beyond +-0.5.
 */
export function continuousThrust(action: ArrayLike<number>): Thrust {
  const throttle = clip(action[0]!, -1, 1);
  const lateral = clip(action[1]!, -1, 1);
  const sideways = Math.abs(lateral) > 0.5;
  return {
    main: throttle > 0 ? (throttle + 1) * 0.5 : 0,
    side: sideways ? clip(Math.abs(lateral), 0.5, 1) : 0,
    direction: sideways ? Math.sign(lateral) : 0,
  };
}
