import type { MjcfModel, Orientation } from '../../mujoco/mjcf/mjcf-model.js';

/** Lies along x. */
const alongX: Orientation = { quat: [0.707, 0, 0.707, 0] };

/** A pole on a cart on a rail, with the numbers of Gymnasium's InvertedPendulum. Angles in degrees. */
export const invertedPendulum: MjcfModel = {
  name: 'inverted_pendulum',
  compiler: { inertiafromgeom: true },
  option: { timestep: 0.02, integrator: 'RK4' },
  defaults: {
    joint: { armature: 0, damping: 1, limited: true },
    geom: { type: 'capsule', contype: 0, friction: [1, 0.1, 0.1] },
  },
  geoms: [{ name: 'rail', size: [0.02, 1], ...alongX }],
  bodies: [
    {
      name: 'cart',
      joints: [{ name: 'slider', type: 'slide', axis: [1, 0, 0], range: [-1, 1] }],
      geoms: [{ name: 'cart', size: [0.1, 0.1], ...alongX }],
      bodies: [
        {
          name: 'pole',
          joints: [{ name: 'hinge', type: 'hinge', axis: [0, 1, 0], range: [-90, 90] }],
          geoms: [{ name: 'cpole', fromto: [0, 0, 0, 0.001, 0, 0.6], size: [0.049, 0.3] }],
        },
      ],
    },
  ],
  actuators: [
    { kind: 'motor', name: 'slide', joint: 'slider', gear: 100, ctrllimited: true, ctrlrange: [-3, 3] },
  ],
};
