import type { Body, Geom, MjcfModel } from '../../mujoco/mjcf/mjcf-model.js';

/**
 * The Shadow hand of the Adroit tasks (Rajeswaran et al., "Learning Complex Dexterous Manipulation with Deep
 * Reinforcement Learning and Demonstrations", 2018), with the numbers of Gymnasium-Robotics and without its meshes, which
 * touch nothing. Angles in radians.
 */
export const adroitBasics = {
  compiler: { angle: 'radian', inertiafromgeom: 'auto' },
  option: { timestep: 0.002, integrator: 'Euler', iterations: 20, noslip_iterations: 20 },
  memory: '8M',
  defaults: {
    joint: {
      type: 'hinge',
      limited: true,
      frictionloss: 0.001,
      margin: 0.01,
      damping: 0.05,
      armature: 0.001,
    },
    geom: { friction: [1, 0.5, 0.01], margin: 0.0005 },
    general: { ctrllimited: true, biastype: 'affine', gainprm: [1, 0, 0], biasprm: [0, -1, 0] },
  },
} as const satisfies Partial<MjcfModel>;

/** The plane far below the table, which only stops what falls. */
export const adroitGround: Geom = {
  name: 'ground',
  type: 'plane',
  size: [1.5, 1.5, 0.25],
  pos: [0, 0, -1],
  conaffinity: 0,
};

/** The table under the hand. */
export const adroitTable: Body = {
  name: 'table',
  geoms: [{ type: 'box', size: [0.45, 0.45, 0.025], pos: [0, 0, -0.025] }],
};
