import type { Geom, MjcfModel } from '../../mujoco/mjcf/mjcf-model.js';

const wall = (name: string, from: readonly [number, number], to: readonly [number, number]): Geom => ({
  name,
  fromto: [...from, 0.01, ...to, 0.01],
  size: [0.02],
  conaffinity: 0,
});

const target = { type: 'slide', armature: 0, damping: 0, stiffness: 0, range: [-0.27, 0.27] } as const;

/** Reacher: an arm of two links and a target on a table, with the numbers of Gymnasium. Radians. */
export const reacher: MjcfModel = {
  name: 'reacher',
  compiler: { angle: 'radian', inertiafromgeom: true },
  option: { timestep: 0.01, integrator: 'RK4' },
  defaults: {
    joint: { type: 'hinge', axis: [0, 0, 1], armature: 1, damping: 1, limited: true },
    geom: { type: 'capsule', contype: 0, friction: [1, 0.1, 0.1] },
    motor: { ctrllimited: true, ctrlrange: [-1, 1], gear: 200 },
  },
  geoms: [
    { name: 'ground', type: 'plane', size: [1, 1, 10], conaffinity: 0 },
    wall('sideS', [-0.3, -0.3], [0.3, -0.3]),
    wall('sideE', [0.3, -0.3], [0.3, 0.3]),
    wall('sideN', [-0.3, 0.3], [0.3, 0.3]),
    wall('sideW', [-0.3, -0.3], [-0.3, 0.3]),
    { name: 'root', type: 'cylinder', fromto: [0, 0, 0, 0, 0, 0.02], size: [0.011], conaffinity: 0 },
  ],
  bodies: [
    {
      name: 'body0',
      pos: [0, 0, 0.01],
      joints: [{ name: 'joint0', limited: false }],
      geoms: [{ name: 'link0', fromto: [0, 0, 0, 0.1, 0, 0], size: [0.01] }],
      bodies: [
        {
          name: 'body1',
          pos: [0.1, 0, 0],
          joints: [{ name: 'joint1', range: [-3, 3] }],
          geoms: [{ name: 'link1', fromto: [0, 0, 0, 0.1, 0, 0], size: [0.01] }],
          bodies: [
            {
              name: 'fingertip',
              pos: [0.11, 0, 0],
              geoms: [{ name: 'fingertip', type: 'sphere', size: [0.01] }],
            },
          ],
        },
      ],
    },
    {
      name: 'target',
      pos: [0.1, -0.1, 0.01],
      joints: [
        { name: 'target_x', axis: [1, 0, 0], ref: 0.1, ...target },
        { name: 'target_y', axis: [0, 1, 0], ref: -0.1, ...target },
      ],
      geoms: [{ name: 'target', type: 'sphere', size: [0.009], conaffinity: 0 }],
    },
  ],
  actuators: [
    { kind: 'motor', joint: 'joint0' },
    { kind: 'motor', joint: 'joint1' },
  ],
};
