import type { Simulation } from '../../mujoco/simulation.js';
import type { ReplayScene3d } from '../replay-scene.js';
import { modelGeoms, readPose } from './model-geoms.js';

/** Draws positions of a simulation: geoms once, their poses in every frame. Leaves the simulation in the last one. */
export function scene3d(
  simulation: Simulation,
  positions: readonly Float64Array[],
): Pick<ReplayScene3d, 'kind' | 'geoms' | 'frames'> {
  const still = new Float64Array(simulation.nv);
  simulation.setState(positions[0]!, still);
  const located = modelGeoms(simulation);
  const moving = located.filter(({ geom }) => geom.pose === undefined);
  const width = 3 + 7 * moving.length;
  const frames = new Float32Array(positions.length * width);
  positions.forEach((qpos, frame) => {
    simulation.setState(qpos, still);
    const offset = frame * width;
    frames.set(simulation.array('xpos').subarray(3, 6), offset);
    moving.forEach(({ array, index }, i) =>
      frames.set(readPose(simulation, array, index), offset + 3 + 7 * i),
    );
  });
  return { kind: '3d', geoms: located.map(({ geom }) => geom), frames };
}
