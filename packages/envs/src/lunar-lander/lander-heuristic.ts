/**
 * A hand-written pilot: proportional and derivative control of the tilt towards a point above the pad and of the height
 * along a cone. The gains are those of the pilot that Gymnasium documents for this task. It lands nearly always; it is a
 * source of demonstrations that needs no training.
 *
 * @param observation - `[8]`.
 * @returns how strongly it wants to climb and to turn; both thresholded by {@link landerHeuristicAction}.
 */
export function landerHeuristic(observation: ArrayLike<number>): { climb: number; turn: number } {
  const [x, y, vx, vy, angle, spin, left, right] = Array.from(observation) as [
    number, number, number, number, number, number, number, number,
  ]; // prettier-ignore
  const wantedAngle = Math.min(Math.max(0.5 * x + vx, -0.4), 0.4);
  if (left !== 0 || right !== 0) return { climb: -0.5 * vy, turn: 0 };
  const wantedHeight = 0.55 * Math.abs(x);
  return { climb: 0.5 * (wantedHeight - y) - 0.5 * vy, turn: 0.5 * (wantedAngle - angle) - spin };
}

/** The action of {@link landerHeuristic}, for the discrete or the continuous task. */
export function landerHeuristicAction(observation: ArrayLike<number>, continuous: false): number;
export function landerHeuristicAction(observation: ArrayLike<number>, continuous: true): Float64Array;
export function landerHeuristicAction(
  observation: ArrayLike<number>,
  continuous: boolean,
): number | Float64Array {
  const { climb, turn } = landerHeuristic(observation);
  if (continuous) {
    const clip = (value: number): number => Math.min(Math.max(value, -1), 1);
    return Float64Array.of(clip(climb * 20 - 1), clip(-turn * 20));
  }
  if (climb > Math.abs(turn) && climb > 0.05) return 2;
  if (turn < -0.05) return 3;
  return turn > 0.05 ? 1 : 0;
}
