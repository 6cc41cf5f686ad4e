import type { MjcfModel } from '../../mujoco/mjcf/mjcf-model.js';
import { adroitBasics, adroitGround, adroitTable } from './basics.js';
import { armActuators, handActuators } from './hand-actuators.js';
import { handPairs } from './hand-pairs.js';
import { handTendons } from './hand-tendons.js';
import { adroitArm, armJoint } from './hand.js';
import { objectJoints } from './object-joints.js';

const arm = [
  armJoint('ARTx', 'slide', [1, 0, 0], [-0.25, 0.25]),
  armJoint('ARTy', 'slide', [0, 1, 0], [0, 0.2]),
  armJoint('ARTz', 'slide', [0, 0, 1], [-0.3, 0.5]),
  armJoint('ARRx', 'hinge', [1, 0, 0], [-0.75, 0.75]),
  armJoint('ARRy', 'hinge', [0, 1, 0], [-0.75, 0.75]),
  armJoint('ARRz', 'hinge', [0, 0, 1], [-0.75, 0.75]),
];

/** The hand on a freely moving arm, a ball on the table and a place in the air to bring it to. */
export const adroitRelocate: MjcfModel = {
  ...adroitBasics,
  name: 'adroit-relocate',
  geoms: [adroitGround],
  sites: [{ name: 'target', pos: [-0.007, 0, 0.2], type: 'sphere', size: [0.07] }],
  bodies: [
    adroitTable,
    adroitArm(arm, 3.14),
    {
      name: 'Object',
      pos: [0, 0, 0.035],
      inertial: { mass: 0.179594, pos: [0, 0, 0], diaginertia: [8.80012e-5, 8.80012e-5, 8.80012e-5] },
      joints: objectJoints,
      geoms: [{ name: 'sphere', type: 'sphere', size: [0.035], condim: 4 }],
    },
  ],
  actuators: [...armActuators(arm), ...handActuators],
  tendons: handTendons,
  pairs: handPairs,
};
