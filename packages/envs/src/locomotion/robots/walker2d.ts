import type { Body, MjcfModel } from '../../mujoco/mjcf/mjcf-model.js';

/** One leg; `suffix` tells the left one's names from the right one's. */
function leg(suffix: '' | '_left', footFriction: number): Body {
  return {
    name: `thigh${suffix}`,
    pos: [0, 0, -0.2],
    joints: [{ name: `thigh${suffix}_joint`, range: [-150, 0] }],
    geoms: [{ name: `thigh${suffix}_geom`, size: [0.05, 0.225], pos: [0, 0, -0.225] }],
    bodies: [
      {
        name: `leg${suffix}`,
        pos: [0, 0, -0.7],
        joints: [{ name: `leg${suffix}_joint`, pos: [0, 0, 0.25], range: [-150, 0] }],
        geoms: [{ name: `leg${suffix}_geom`, size: [0.04, 0.25] }],
        bodies: [
          {
            name: `foot${suffix}`,
            pos: [0.2, 0, -0.35],
            joints: [{ name: `foot${suffix}_joint`, pos: [-0.2, 0, 0.1], range: [-45, 45] }],
            geoms: [
              {
                name: `foot${suffix}_geom`,
                size: [0.06, 0.1],
                pos: [-0.1, 0, 0.1],
                quat: [Math.SQRT1_2, 0, -Math.SQRT1_2, 0],
                friction: [footFriction, 0.1, 0.1],
              },
            ],
          },
        ],
      },
    ],
  };
}

const root = { limited: false, damping: 0, armature: 0 };

/**
 * Walker2d: two legs in a plane, after Erez, Tassa and Todorov (2011), with the numbers of Gymnasium. Angles in degrees.
 *
 * @param rightFootFriction - 0.9 in `-v4` (a slip of the original), 1.9 as the left foot in `-v5`.
 */
export function walker2d(rightFootFriction: number): MjcfModel {
  return {
    name: 'walker2d',
    option: { timestep: 0.002, integrator: 'RK4' },
    defaults: {
      joint: { type: 'hinge', axis: [0, -1, 0], limited: true, damping: 0.1, armature: 0.01 },
      geom: {
        type: 'capsule',
        contype: 1,
        conaffinity: 0,
        condim: 3,
        friction: [0.9, 0.1, 0.1],
        density: 1000,
      },
      motor: { ctrllimited: true, ctrlrange: [-1, 1], gear: 100 },
    },
    geoms: [{ name: 'floor', type: 'plane', size: [40, 40, 40], conaffinity: 1, friction: [0.7, 0.1, 0.1] }],
    bodies: [
      {
        name: 'torso',
        pos: [0, 0, 1.25],
        joints: [
          { name: 'rootx', type: 'slide', axis: [1, 0, 0], pos: [0, 0, -1.25], ...root },
          { name: 'rootz', type: 'slide', axis: [0, 0, 1], pos: [0, 0, -1.25], ref: 1.25, ...root },
          { name: 'rooty', axis: [0, 1, 0], ...root },
        ],
        geoms: [{ name: 'torso_geom', size: [0.05, 0.2] }],
        bodies: [leg('', rightFootFriction), leg('_left', 1.9)],
      },
    ],
    actuators: [
      { kind: 'motor', joint: 'thigh_joint' },
      { kind: 'motor', joint: 'leg_joint' },
      { kind: 'motor', joint: 'foot_joint' },
      { kind: 'motor', joint: 'thigh_left_joint' },
      { kind: 'motor', joint: 'leg_left_joint' },
      { kind: 'motor', joint: 'foot_left_joint' },
    ],
  };
}
