import type { TabularMdp } from '@minorant/core';

import { checkedOptions } from '../checked-options.js';
import { errors } from '../errors.js';
import { buildTabularMdp, type TabularSuccessor } from '../tabular/build-tabular-mdp.js';
import { gridWorldOptionsSchema, type GridWorldOptions } from './grid-world-options.js';

/** The moves of the grid world by action number, as changes of row and column. */
export const GRID_WORLD_MOVES = [
  { name: 'up', row: -1, column: 0 },
  { name: 'right', row: 0, column: 1 },
  { name: 'down', row: 1, column: 0 },
  { name: 'left', row: 0, column: -1 },
] as const;

/**
 * The 7x7 grid world of arXiv 2509.23135, section 7.4: the agent starts in any other cell than the goal, and the
 * reward of a cell is minus its Euclidean distance to the goal, where the episode ends. State `row * size + column`.
 *
 * The paper leaves the goal cell, the moves, the discount and the time limit open. Ours: four deterministic moves, a
 * move into the wall stays, and goal (1, 3), because there the best policy's mean return over all starts, -9.46, is
 * nearest to the -9.24 that the paper reports for its expert.
 *
 * Features of a cell: its row and its column, both scaled to `[-1, 1]`, `[S, 2]`.
 *
 * @throws MNR_ENVIRONMENT_OPTIONS when the goal is outside the grid or a number out of its range.
 */
export function gridWorldMdp(options: GridWorldOptions = {}): TabularMdp {
  const { size, goal, slip, discount } = checkedOptions('GridWorld7x7-v0', gridWorldOptionsSchema, options);
  if (goal.some((at) => at >= size))
    throw errors.MNR_ENVIRONMENT_OPTIONS({
      id: 'GridWorld7x7-v0',
      problems: [`goal: [${goal.join(', ')}] lies outside the grid of ${size} by ${size} cells`],
    });
  const goalState = goal[0] * size + goal[1];
  const clamp = (index: number): number => Math.min(Math.max(index, 0), size - 1);
  const successor = (state: number, action: number): number => {
    const move = GRID_WORLD_MOVES[action]!;
    const row = clamp(Math.floor(state / size) + move.row);
    return row * size + clamp((state % size) + move.column);
  };
  const scale = (index: number): number => (2 * index) / (size - 1) - 1;
  return buildTabularMdp({
    states: size * size,
    actions: GRID_WORLD_MOVES.length,
    discount,
    successors: (state, action) =>
      GRID_WORLD_MOVES.map((_, taken): TabularSuccessor => ({
        state: successor(state, taken),
        probability: slip / GRID_WORLD_MOVES.length + (taken === action ? 1 - slip : 0),
      })),
    initial: (state) => (state === goalState ? 0 : 1 / (size * size - 1)),
    reward: (state) => -Math.hypot(Math.floor(state / size) - goal[0], (state % size) - goal[1]),
    rewardOf: 'state',
    absorbing: (state) => state === goalState,
    features: (state) => [scale(Math.floor(state / size)), scale(state % size)],
  });
}
