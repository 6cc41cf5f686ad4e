import type { BoxSpace, DiscreteSpace } from '@minorant/core';

const limits = Float64Array.of(2.5, 2.5, 10, 10, Math.fround(2 * Math.PI), 10, 1, 1);

/** Position, velocity, angle, angular velocity (all scaled) and the contacts of the two legs: `[8]`. */
export const lunarObservationSpace: BoxSpace = {
  kind: 'box',
  shape: [8],
  dtype: 'float32',
  low: limits.map((limit, index) => (index < 6 ? -limit : 0)),
  high: limits,
};

/** Nothing, left engine, main engine, right engine. */
export const lunarDiscreteActions: DiscreteSpace = { kind: 'discrete', n: 4, start: 0 };

/** Throttle of the main engine and of the side engines. */
export const lunarContinuousActions: BoxSpace = {
  kind: 'box',
  shape: [2],
  dtype: 'float32',
  low: Float64Array.of(-1, -1),
  high: Float64Array.of(1, 1),
};
