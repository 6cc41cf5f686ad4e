import type { MjcfModel } from '../mujoco/mjcf/mjcf-model.js';

/** The ball of PointMaze, pushed along x and y, with the numbers of Gymnasium-Robotics. Angles in radians. */
export const pointModel: MjcfModel = {
  name: 'point',
  compiler: { angle: 'radian', inertiafromgeom: true },
  option: { timestep: 0.01, gravity: [0, 0, 0], iterations: 20, integrator: 'Euler' },
  defaults: {
    joint: { damping: 1, limited: false },
    geom: { friction: [0.5, 0.1, 0.1], density: 1000, margin: 0.002, condim: 1, contype: 1, conaffinity: 1 },
  },
  geoms: [{ name: 'ground', type: 'plane', size: [40, 40, 0.25], pos: [0, 0, -0.1], conaffinity: 0 }],
  bodies: [
    {
      name: 'particle',
      joints: [
        { name: 'ball_x', type: 'slide', axis: [1, 0, 0] },
        { name: 'ball_y', type: 'slide', axis: [0, 1, 0] },
      ],
      geoms: [{ name: 'particle_geom', type: 'sphere', size: [0.1] }],
    },
  ],
  actuators: [
    { kind: 'motor', name: 'motor_x', joint: 'ball_x', gear: 100, ctrllimited: true, ctrlrange: [-1, 1] },
    { kind: 'motor', name: 'motor_y', joint: 'ball_y', gear: 100, ctrllimited: true, ctrlrange: [-1, 1] },
  ],
};
