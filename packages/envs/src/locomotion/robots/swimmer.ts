import type { Geom, MjcfModel } from '../../mujoco/mjcf/mjcf-model.js';

const segment: Geom = { fromto: [0, 0, 0, -1, 0, 0], size: [0.1], density: 1000 };

/** Swimmer: three links in a viscous fluid, after Coulom (2002), with the numbers of Gymnasium. Angles in degrees. */
export const swimmer: MjcfModel = {
  name: 'swimmer',
  compiler: { inertiafromgeom: true },
  option: { timestep: 0.01, integrator: 'RK4', density: 4000, viscosity: 0.1 },
  defaults: {
    joint: { type: 'hinge', axis: [0, 0, 1], armature: 0.1, limited: false },
    geom: { type: 'capsule', contype: 0, conaffinity: 0, condim: 1 },
    motor: { ctrllimited: true, ctrlrange: [-1, 1], gear: 150 },
  },
  geoms: [{ name: 'floor', type: 'plane', size: [40, 40, 0.1], pos: [0, 0, -0.1], condim: 3 }],
  bodies: [
    {
      name: 'torso',
      joints: [
        { name: 'slider1', type: 'slide', axis: [1, 0, 0] },
        { name: 'slider2', type: 'slide', axis: [0, 1, 0] },
        { name: 'free_body_rot' },
      ],
      geoms: [{ ...segment, fromto: [1.5, 0, 0, 0.5, 0, 0] }],
      bodies: [
        {
          name: 'mid',
          pos: [0.5, 0, 0],
          joints: [{ name: 'motor1_rot', limited: true, range: [-100, 100] }],
          geoms: [segment],
          bodies: [
            {
              name: 'back',
              pos: [-1, 0, 0],
              joints: [{ name: 'motor2_rot', limited: true, range: [-100, 100] }],
              geoms: [segment],
            },
          ],
        },
      ],
    },
  ],
  actuators: [
    { kind: 'motor', joint: 'motor1_rot' },
    { kind: 'motor', joint: 'motor2_rot' },
  ],
};
