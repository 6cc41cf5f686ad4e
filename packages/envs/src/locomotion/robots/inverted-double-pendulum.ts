import type { Geom, MjcfModel, Orientation } from '../../mujoco/mjcf/mjcf-model.js';

/** Lies along x. */
const alongX: Orientation = { quat: [0.707, 0, 0.707, 0] };
const pole: Geom = { fromto: [0, 0, 0, 0, 0, 0.6], size: [0.045, 0.3] };

/** Two poles on a cart on a rail, with the numbers of Gymnasium's InvertedDoublePendulum. */
export const invertedDoublePendulum: MjcfModel = {
  name: 'inverted_double_pendulum',
  compiler: { inertiafromgeom: true },
  // Gravity has a sideways trace upstream, so that the poles never balance by themselves.
  option: { timestep: 0.01, integrator: 'RK4', gravity: [1e-5, 0, -9.81] },
  defaults: {
    joint: { type: 'hinge', axis: [0, 1, 0], damping: 0.05, limited: false },
    geom: { type: 'capsule', contype: 0, friction: [1, 0.1, 0.1] },
  },
  geoms: [
    { name: 'floor', type: 'plane', size: [40, 40, 40], pos: [0, 0, -3] },
    { name: 'rail', size: [0.02, 1], ...alongX },
  ],
  bodies: [
    {
      name: 'cart',
      joints: [
        { name: 'slider', type: 'slide', axis: [1, 0, 0], limited: true, range: [-1, 1], margin: 0.01 },
      ],
      geoms: [{ name: 'cart', size: [0.1, 0.1], ...alongX }],
      bodies: [
        {
          name: 'pole',
          joints: [{ name: 'hinge' }],
          geoms: [{ name: 'cpole', ...pole }],
          bodies: [
            {
              name: 'pole2',
              pos: [0, 0, 0.6],
              joints: [{ name: 'hinge2' }],
              geoms: [{ name: 'cpole2', ...pole }],
              sites: [{ name: 'tip', pos: [0, 0, 0.6], size: [0.01, 0.01] }],
            },
          ],
        },
      ],
    },
  ],
  actuators: [
    { kind: 'motor', name: 'slide', joint: 'slider', gear: 500, ctrllimited: true, ctrlrange: [-1, 1] },
  ],
};
