import type { MazePoint } from './maze-layout.js';

/** A goal counts as reached within this distance, in metres. */
export const GOAL_RADIUS = 0.45;

/** How a maze rewards: 1 at the goal and 0 elsewhere, or `exp(-distance)`. */
export type MazeReward = 'sparse' | 'dense';

/** Distance between two points of the plane. */
export function distanceBetween(a: MazePoint, b: MazePoint): number {
  const x = a[0] - b[0];
  const y = a[1] - b[1];
  return Math.sqrt(x * x + y * y);
}

/** The reward of being at `achieved` when the goal is `desired`. */
export function mazeReward(kind: MazeReward, achieved: MazePoint, desired: MazePoint): number {
  const distance = distanceBetween(achieved, desired);
  if (kind === 'dense') return Math.exp(-distance);
  return distance <= GOAL_RADIUS ? 1 : 0;
}
