import type { Simulation } from '../../mujoco/simulation.js';
import type { ReplayGeom } from '../replay-scene.js';

/** Where a geom or site of the model is found in the simulation's arrays. */
export interface LocatedGeom {
  readonly geom: ReplayGeom;
  readonly array: 'geom' | 'site';
  readonly index: number;
}

/** MuJoCo's `mjtGeom` by number; height fields and meshes are not drawn. */
const types = ['plane', undefined, 'sphere', 'capsule', 'ellipsoid', 'cylinder', 'box'] as const;

/** The geoms and visible sites of a model. Those of the world body do not move and get their pose at once. */
export function modelGeoms(simulation: Simulation): LocatedGeom[] {
  return (['geom', 'site'] as const).flatMap((array) => {
    const kinds = simulation.modelArray(`${array}_type`);
    const sizes = simulation.modelArray(`${array}_size`);
    const colours = simulation.modelArray(`${array}_rgba`);
    const bodies = simulation.modelArray(`${array}_bodyid`);
    return Array.from(kinds, (kind, index): LocatedGeom[] => {
      const type = types[kind];
      const rgba = [...colours.slice(4 * index, 4 * index + 4)] as [number, number, number, number];
      if (type === undefined || rgba[3] === 0) return [];
      const plain = rgba[0] === 0.5 && rgba[1] === 0.5 && rgba[2] === 0.5 && rgba[3] === 1;
      const body = bodies[index]!;
      const size = [...sizes.slice(3 * index, 3 * index + 3)] as [number, number, number];
      const geom: ReplayGeom = {
        type,
        size,
        body,
        ...(plain ? {} : { colour: rgba }),
        // A site of the world is where a task puts its goal, so it may change between episodes, but not within one.
        ...(body === 0 && { pose: readPose(simulation, array, index) }),
        ...(array === 'site' && { site: true }),
      };
      return [{ geom, array, index }];
    }).flat();
  });
}

/** World position and orientation: x, y, z and the quaternion x, y, z, w. */
export function readPose(simulation: Simulation, array: 'geom' | 'site', index: number): number[] {
  const position = simulation.array(`${array}_xpos`).subarray(3 * index, 3 * index + 3);
  const matrix = simulation.array(`${array}_xmat`).subarray(9 * index, 9 * index + 9);
  return [...position, ...quaternion(matrix)];
}

/** The quaternion x, y, z, w of a rotation matrix in rows (Shepperd, 1978). */
function quaternion(m: Float64Array): [number, number, number, number] {
  const [a, b, c, d, e, f, g, h, i] = m as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const candidates = [1 + a + e + i, 1 + a - e - i, 1 - a + e - i, 1 - a - e + i];
  const largest = candidates.indexOf(Math.max(...candidates));
  const s = 2 * Math.sqrt(candidates[largest]!);
  switch (largest) {
    case 0:
      return [(h - f) / s, (c - g) / s, (d - b) / s, s / 4];
    case 1:
      return [s / 4, (b + d) / s, (c + g) / s, (h - f) / s];
    case 2:
      return [(b + d) / s, s / 4, (f + h) / s, (c - g) / s];
    default:
      return [(c + g) / s, (f + h) / s, s / 4, (d - b) / s];
  }
}
