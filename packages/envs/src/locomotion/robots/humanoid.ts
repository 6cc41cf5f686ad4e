import type { Actuator, MjcfModel } from '../../mujoco/mjcf/mjcf-model.js';
import { humanoidArm, humanoidLeg } from './humanoid-limbs.js';

const motor = (joint: string, gear: number): Actuator => ({ kind: 'motor', name: joint, joint, gear });

const leg = (side: 'right' | 'left'): Actuator[] => [
  motor(`${side}_hip_x`, 100),
  motor(`${side}_hip_z`, 100),
  motor(`${side}_hip_y`, 300),
  motor(`${side}_knee`, 200),
];

const arm = (side: 'right' | 'left'): Actuator[] => [
  motor(`${side}_shoulder1`, 25),
  motor(`${side}_shoulder2`, 25),
  motor(`${side}_elbow`, 25),
];

/** Humanoid after Tassa, Erez and Todorov (2012), with the numbers of Gymnasium. Angles in degrees. */
export const humanoid: MjcfModel = {
  name: 'humanoid',
  compiler: { inertiafromgeom: true },
  option: { timestep: 0.003, integrator: 'RK4', solver: 'PGS', iterations: 50 },
  defaults: {
    joint: { type: 'hinge', limited: true, damping: 1, armature: 1 },
    geom: { type: 'capsule', contype: 1, conaffinity: 1, condim: 1, margin: 0.001 },
    motor: { ctrllimited: true, ctrlrange: [-0.4, 0.4] },
  },
  geoms: [{ name: 'floor', type: 'plane', size: [20, 20, 0.125], condim: 3, friction: [1, 0.1, 0.1] }],
  bodies: [
    {
      name: 'torso',
      pos: [0, 0, 1.4],
      joints: [{ name: 'root', type: 'free', limited: false, damping: 0, armature: 0, stiffness: 0 }],
      geoms: [
        { name: 'torso1', size: [0.07], fromto: [0, -0.07, 0, 0, 0.07, 0] },
        { name: 'head', type: 'sphere', size: [0.09], pos: [0, 0, 0.19] },
        { name: 'uwaist', size: [0.06], fromto: [-0.01, -0.06, -0.12, -0.01, 0.06, -0.12] },
      ],
      bodies: [
        {
          name: 'lwaist',
          pos: [-0.01, 0, -0.26],
          quat: [1, 0, -0.002, 0],
          joints: [
            {
              name: 'abdomen_z',
              axis: [0, 0, 1],
              pos: [0, 0, 0.065],
              range: [-45, 45],
              damping: 5,
              armature: 0.02,
              stiffness: 20,
            },
            {
              name: 'abdomen_y',
              axis: [0, 1, 0],
              pos: [0, 0, 0.065],
              range: [-75, 30],
              damping: 5,
              armature: 0.02,
              stiffness: 10,
            },
          ],
          geoms: [{ name: 'lwaist', size: [0.06], fromto: [0, -0.06, 0, 0, 0.06, 0] }],
          bodies: [
            {
              name: 'pelvis',
              pos: [0, 0, -0.165],
              quat: [1, 0, -0.002, 0],
              joints: [
                {
                  name: 'abdomen_x',
                  axis: [1, 0, 0],
                  pos: [0, 0, 0.1],
                  range: [-35, 35],
                  damping: 5,
                  armature: 0.02,
                  stiffness: 10,
                },
              ],
              geoms: [{ name: 'butt', size: [0.09], fromto: [-0.02, -0.07, 0, -0.02, 0.07, 0] }],
              bodies: [humanoidLeg('right'), humanoidLeg('left')],
            },
          ],
        },
        humanoidArm('right'),
        humanoidArm('left'),
      ],
    },
  ],
  tendons: [
    {
      name: 'left_hipknee',
      joints: [
        { joint: 'left_hip_y', coef: -1 },
        { joint: 'left_knee', coef: 1 },
      ],
    },
    {
      name: 'right_hipknee',
      joints: [
        { joint: 'right_hip_y', coef: -1 },
        { joint: 'right_knee', coef: 1 },
      ],
    },
  ],
  actuators: [
    motor('abdomen_y', 100),
    motor('abdomen_z', 100),
    motor('abdomen_x', 100),
    ...leg('right'),
    ...leg('left'),
    ...arm('right'),
    ...arm('left'),
  ],
};
