import type { MjcfModel } from '../../mujoco/mjcf/mjcf-model.js';
import { adroitBasics, adroitGround, adroitTable } from './basics.js';
import { armActuators, handActuators } from './hand-actuators.js';
import { handPairs } from './hand-pairs.js';
import { handTendons } from './hand-tendons.js';
import { adroitArm, armJoint } from './hand.js';
const arm = [
  armJoint('ARTz', 'slide', [0, 0, 1], [-0.3, 0.5]),
  armJoint('ARRx', 'hinge', [1, 0, 0], [-0.75, 0.75]),
  armJoint('ARRy', 'hinge', [0, 1, 0], [-0.75, 0.75]),
  armJoint('ARRz', 'hinge', [0, 0, 1], [-1, 2]),
];

/** The hand before a door with a latch. */
export const adroitDoor: MjcfModel = {
  ...adroitBasics,
  name: 'adroit-door',
  geoms: [adroitGround],
  bodies: [
    adroitTable,
    adroitArm(arm, 3.14),
    {
      name: 'frame',
      pos: [-0.107339, 0.0435293, 0.447376],
      inertial: {
        mass: 7.85398,
        pos: [0.29, 0, 0],
        diaginertia: [0.923301, 0.764585, 0.168533],
        quat: [0.5, 0.5, 0.5, 0.5],
      },
      geoms: [
        { type: 'cylinder', size: [0.05, 0.25], pos: [0.6, 0, 0] },
        { type: 'cylinder', size: [0.05, 0.25], pos: [-0.02, 0, 0] },
      ],
      sites: [{ name: 'S_handle_target', pos: [0.75, -0.5, -0.18] }],
      bodies: [
        {
          name: 'door',
          pos: [0.29, 0, 0],
          inertial: {
            mass: 2.43455,
            pos: [0.0296816, -0.00152345, 0],
            diaginertia: [0.0913751, 0.0521615, 0.043714],
            quat: [0.701072, 0, 0, 0.713091],
          },
          joints: [
            {
              name: 'door_hinge',
              axis: [0, 0, 1],
              pos: [0.31, 0, 0],
              range: [0, 1.57],
              damping: 1,
              frictionloss: 2,
            },
          ],
          geoms: [
            { type: 'box', size: [0.2, 0.05, 0.25], friction: [1, 1, 1] },
            { type: 'cylinder', size: [0.05, 0.25], pos: [0.2, 0, 0] },
            { type: 'cylinder', size: [0.05, 0.25], pos: [-0.2, 0, 0] },
          ],
          bodies: [
            {
              name: 'latch',
              pos: [-0.15, 0, -0.025],
              inertial: {
                mass: 3.53743,
                pos: [-0.017762, 0.0138544, 0],
                diaginertia: [0.0483771, 0.0410001, 0.0111013],
                quat: [0.365653, 0.605347, -0.36522, 0.605365],
              },
              joints: [{ name: 'latch', axis: [0, 1, 0], range: [0, 1.8], frictionloss: 5 }],
              geoms: [
                { type: 'cylinder', size: [0.05, 0.15], quat: [0.707388, 0.706825, 0, 0] },
                {
                  type: 'capsule',
                  size: [0.02, 0.1],
                  pos: [0.1, -0.15, 0],
                  quat: [0.707388, 0, 0.706825, 0],
                },
                {
                  type: 'capsule',
                  size: [0.04, 0.07],
                  pos: [-0.1, 0.1, 0],
                  quat: [0.707388, 0, 0.706825, 0],
                },
              ],
              sites: [{ name: 'S_handle', pos: [0.15, -0.15, 0] }],
            },
          ],
        },
      ],
    },
  ],
  actuators: [...armActuators(arm), ...handActuators],
  tendons: handTendons,
  pairs: handPairs,
};
