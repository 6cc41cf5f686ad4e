import type { MjcfModel } from '../../mujoco/mjcf/mjcf-model.js';
import { adroitBasics, adroitGround, adroitTable } from './basics.js';
import { armActuators, handActuators } from './hand-actuators.js';
import { handPairs } from './hand-pairs.js';
import { handTendons } from './hand-tendons.js';
import { adroitArm, armJoint } from './hand.js';
import { dampedObjectJoints } from './object-joints.js';

const arm = [
  armJoint('ARRx', 'hinge', [1, 0, 0], [-0.4, 0.25]),
  armJoint('ARRy', 'hinge', [0, 1, 0], [-0.3, 0.3]),
];

/** The hand, a hammer on the table and a nail in a board. */
export const adroitHammer: MjcfModel = {
  ...adroitBasics,
  name: 'adroit-hammer',
  geoms: [adroitGround],
  bodies: [
    adroitTable,
    adroitArm(arm, 3.14),
    {
      name: 'nail_board',
      pos: [0.05, 0, 0.185245],
      quat: [0.583833, 0.583368, -0.399421, -0.399104],
      inertial: { mass: 0.512, pos: [0, 0, 0], diaginertia: [0.00110933, 0.00110933, 0.00218453] },
      geoms: [
        { name: 'board', type: 'box', size: [0.08, 0.08, 0.01], margin: 0, friction: [1, 0.005, 0.0001] },
      ],
      sites: [{ name: 'nail_goal', pos: [0, 0, 0.01] }],
      bodies: [
        {
          name: 'nail',
          inertial: {
            mass: 0.0699004,
            pos: [0, 0, 0.0775281],
            diaginertia: [8.23129e-5, 8.23129e-5, 2.51426e-5],
          },
          joints: [
            { name: 'nail_dir', type: 'slide', axis: [0, 0, -1], range: [-0.01, 0.09], frictionloss: 2.5 },
          ],
          geoms: [
            { type: 'cylinder', size: [0.035, 0.005], pos: [0, 0, 0.1] },
            { type: 'cylinder', size: [0.01, 0.05], pos: [0, 0, 0.05] },
          ],
          sites: [{ name: 'S_target', type: 'cylinder', size: [0.034, 0.005, 0], pos: [0, 0, 0.101] }],
        },
      ],
    },
    {
      name: 'Object',
      pos: [0, -0.2, 0.035],
      quat: [0.707388, 0.706825, 0, 0],
      inertial: {
        mass: 0.253442,
        pos: [-0.11025, 0, 0],
        diaginertia: [0.00349644, 0.00345287, 8.947e-5],
        quat: [0.50001, 0.49999, 0.49999, 0.50001],
      },
      joints: dampedObjectJoints,
      geoms: [
        { name: 'handle', type: 'capsule', size: [0.025, 0.05], quat: [0.707388, 0, 0.706825, 0], condim: 4 },
        {
          name: 'neck',
          type: 'capsule',
          size: [0.007, 0.085],
          pos: [-0.14, 0, 0],
          quat: [0.707388, 0, 0.706825, 0],
          condim: 4,
        },
        { name: 'head', type: 'cylinder', size: [0.02, 0.04], pos: [-0.24, 0, 0], condim: 4 },
      ],
      sites: [{ name: 'tool', pos: [-0.2, 0, -0.04] }],
    },
  ],
  actuators: [...armActuators(arm), ...handActuators],
  tendons: handTendons,
  pairs: handPairs,
  excludes: [['nail_board', 'nail']],
  sensors: [{ tag: 'touch', name: 'S_nail', site: 'S_target' }],
};
