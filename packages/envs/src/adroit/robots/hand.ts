import type { Body, Joint } from '../../mujoco/mjcf/mjcf-model.js';
import { capsule, finger, littleFinger, thumb } from './fingers.js';

const wrist: Body = {
  name: 'wrist',
  pos: [0, 0, 0.396],
  inertial: {
    mass: 0.3,
    pos: [0.003, 0, 0.016],
    diaginertia: [0.001, 0.001, 0.001],
    quat: [0.504234, 0.49623, 0.49523, 0.504234],
  },
  joints: [{ name: 'WRJ1', axis: [0, 1, 0], range: [-0.524, 0.175], damping: 0.5, armature: 0.005 }],
  geoms: [
    {
      name: 'C_wrist',
      type: 'capsule',
      size: [0.015, 0.01],
      quat: [0.707107, 0.707107, 0, 0],
      conaffinity: 0,
    },
  ],
  bodies: [
    {
      name: 'palm',
      pos: [0, 0, 0.034],
      inertial: {
        mass: 0.3,
        pos: [0.006, 0, 0.036],
        diaginertia: [0.001, 0.001, 0.001],
        quat: [0.715833, 0.0439898, 0.0749825, 0.692839],
      },
      joints: [{ name: 'WRJ0', axis: [1, 0, 0], range: [-0.785, 0.611], damping: 0.5, armature: 0.005 }],
      geoms: [
        {
          name: 'C_palm0',
          type: 'box',
          size: [0.032, 0.0111, 0.049],
          pos: [0.011, 0, 0.038],
          conaffinity: 0,
        },
        {
          name: 'C_palm1',
          type: 'box',
          size: [0.011, 0.0111, 0.025],
          pos: [-0.032, 0, 0.014],
          conaffinity: 0,
        },
      ],
      sites: [{ name: 'S_grasp', pos: [0.007, -0.05, 0.07] }],
      bodies: [
        finger('ff', [0.033, 0, 0.095], 0.011),
        finger('mf', [0.011, 0, 0.099], 0.012),
        finger('rf', [-0.011, 0, 0.095], 0.012),
        littleFinger,
        thumb,
      ],
    },
  ],
};

/** A joint that moves the whole arm. */
export function armJoint(
  name: string,
  type: 'slide' | 'hinge',
  axis: Joint['axis'] & object,
  range: Joint['range'] & object,
): Joint {
  return { name, type, axis, range, damping: 20, armature: 0.001 };
}

/**
 * The forearm with the hand on it.
 *
 * @param joints - what moves it; none holds it still.
 * @param turn - its rotation about its own axis.
 */
export function adroitArm(joints: readonly Joint[], turn: number): Body {
  return {
    name: 'forearm',
    pos: [0, -0.7, 0.2],
    euler: [-1.57, 0, turn],
    inertial: {
      mass: 4,
      pos: [0.001, -0.002, 0.29],
      diaginertia: [0.01, 0.01, 0.0075],
      quat: [0.982037, -0.0160006, 0, -0.188007],
    },
    joints,
    geoms: [capsule('C_forearm1', 0.05, 0.033, 0.29)],
    bodies: [wrist],
  };
}
