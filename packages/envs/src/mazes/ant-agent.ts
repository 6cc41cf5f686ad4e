import type { Simulation } from '../mujoco/simulation.js';
import type { MazeAgent } from './maze-agent.js';

const FRAME_SKIP = 5;

/**
 * AntMaze's ant, without its position among the observations: 13 positions and 14 velocities; from v5 also the forces on
 * its 13 bodies, clipped to 1.
 */
export function antAgent(version: 'v4' | 'v5'): MazeAgent {
  return {
    observationSize: version === 'v4' ? 27 : 105,
    scale: 4,
    wallHeight: 0.5,
    step(simulation: Simulation, action: Float64Array): void {
      simulation.ctrl.set(action);
      simulation.step(FRAME_SKIP);
      simulation.computeBodyForces();
    },
    observe(simulation: Simulation): Float64Array {
      const { qpos, qvel } = simulation;
      if (version === 'v4') return Float64Array.of(...qpos.subarray(2), ...qvel);
      const forces = simulation.array('cfrc_ext').subarray(6);
      return Float64Array.of(
        ...qpos.subarray(2),
        ...qvel,
        ...forces.map((force) => Math.min(Math.max(force, -1), 1)),
      );
    },
  };
}
