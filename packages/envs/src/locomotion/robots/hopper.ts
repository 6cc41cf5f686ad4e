import type { MjcfModel } from '../../mujoco/mjcf/mjcf-model.js';

/** Hopper: one leg in a plane, after Erez, Tassa and Todorov (2011), with the numbers of Gymnasium. Angles in degrees. */
export const hopper: MjcfModel = {
  name: 'hopper',
  option: { timestep: 0.002, integrator: 'RK4' },
  defaults: {
    joint: { type: 'hinge', axis: [0, -1, 0], limited: true, damping: 1, armature: 1 },
    geom: {
      type: 'capsule',
      margin: 0.001,
      solref: [0.02, 1],
      solimp: [0.8, 0.8, 0.01],
      condim: 1,
      friction: [0.9],
    },
    motor: { ctrllimited: true, ctrlrange: [-1, 1], gear: 200 },
  },
  geoms: [{ name: 'floor', type: 'plane', size: [20, 20, 0.125], condim: 3, friction: [1] }],
  bodies: [
    {
      name: 'torso',
      pos: [0, 0, 1.25],
      joints: [
        {
          name: 'rootx',
          type: 'slide',
          axis: [1, 0, 0],
          pos: [0, 0, -1.25],
          limited: false,
          damping: 0,
          armature: 0,
        },
        {
          name: 'rootz',
          type: 'slide',
          axis: [0, 0, 1],
          pos: [0, 0, -1.25],
          ref: 1.25,
          limited: false,
          damping: 0,
          armature: 0,
        },
        { name: 'rooty', axis: [0, 1, 0], limited: false, damping: 0, armature: 0 },
      ],
      geoms: [{ name: 'torso_geom', size: [0.05, 0.2] }],
      bodies: [
        {
          name: 'thigh',
          pos: [0, 0, -0.2],
          joints: [{ name: 'thigh_joint', range: [-150, 0] }],
          geoms: [{ name: 'thigh_geom', size: [0.05, 0.225], pos: [0, 0, -0.225] }],
          bodies: [
            {
              name: 'leg',
              pos: [0, 0, -0.7],
              joints: [{ name: 'leg_joint', pos: [0, 0, 0.25], range: [-150, 0] }],
              geoms: [{ name: 'leg_geom', size: [0.04, 0.25] }],
              bodies: [
                {
                  name: 'foot',
                  pos: [0.13, 0, -0.35],
                  joints: [{ name: 'foot_joint', pos: [-0.13, 0, 0.1], range: [-45, 45] }],
                  geoms: [
                    {
                      name: 'foot_geom',
                      size: [0.06, 0.195],
                      pos: [-0.065, 0, 0.1],
                      quat: [Math.SQRT1_2, 0, -Math.SQRT1_2, 0],
                      friction: [2],
                    },
                  ],
                },
              ],
            },
          ],
        },
      ],
    },
  ],
  actuators: [
    { kind: 'motor', joint: 'thigh_joint' },
    { kind: 'motor', joint: 'leg_joint' },
    { kind: 'motor', joint: 'foot_joint' },
  ],
};
