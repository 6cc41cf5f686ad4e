import type { Geom, MjcfModel } from '../mujoco/mjcf/mjcf-model.js';
import type { MazeLayout } from './maze-layout.js';

/**
 * Puts an agent between walls: a static box for each wall cell, with the agent's own defaults for contacts, and a site at
 * the goal for viewers.
 *
 * @param height - height of the walls in units of a cell's side.
 */
export function mazeModel(agent: MjcfModel, layout: MazeLayout, height: number): MjcfModel {
  const half = layout.scale / 2;
  const halfHeight = (height / 2) * layout.scale;
  const walls = layout.walls.map(({ cell, centre }): Geom => ({
    name: `block_${cell[0]}_${cell[1]}`,
    type: 'box',
    pos: [centre[0], centre[1], halfHeight],
    size: [half, half, halfHeight],
    contype: 1,
    conaffinity: 1,
    rgba: [0.7, 0.5, 0.3, 1],
  }));
  return {
    ...agent,
    name: `${agent.name}-maze`,
    geoms: [...(agent.geoms ?? []), ...walls],
    sites: [
      ...(agent.sites ?? []),
      {
        name: 'target',
        type: 'sphere',
        pos: [0, 0, halfHeight],
        size: [0.2 * layout.scale],
        rgba: [1, 0, 0, 0.7],
      },
    ],
  };
}
