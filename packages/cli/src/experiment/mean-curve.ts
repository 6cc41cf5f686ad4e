import type { Point } from '../report/series.js';
import { meanAndDeviation } from '../statistics/mean-and-deviation.js';

/** How many points a curve over seeds has. */
const GRID = 60;

/**
 * The mean of several runs' curves, with a band of one standard deviation. Runs are evaluated at steps of their own (each
 * has one point at a step), so each curve is interpolated linearly on a common grid that lies where all of them have been.
 */
export function meanCurve(curves: readonly (readonly Point[])[]): readonly Point[] {
  const present = curves.filter((curve) => curve.length > 0);
  if (present.length === 0) return [];
  const from = Math.max(...present.map((curve) => curve[0]!.x));
  const to = Math.min(...present.map((curve) => curve.at(-1)!.x));
  if (to < from) return [];
  const count = to === from ? 1 : GRID;
  return Array.from({ length: count }, (_, i) => {
    const x = count === 1 ? from : from + ((to - from) * i) / (count - 1);
    const { mean, std } = meanAndDeviation(present.map((curve) => interpolate(curve, x)));
    return { x, y: mean, low: mean - std, high: mean + std };
  });
}

function interpolate(curve: readonly Point[], x: number): number {
  const after = curve.findIndex((point) => point.x >= x);
  if (after <= 0) return curve[Math.max(after, 0)]!.y;
  const low = curve[after - 1]!;
  const high = curve[after]!;
  return low.y + ((high.y - low.y) * (x - low.x)) / (high.x - low.x);
}
