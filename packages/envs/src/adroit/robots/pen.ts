import type { Geom, MjcfModel } from '../../mujoco/mjcf/mjcf-model.js';
import { adroitBasics, adroitGround, adroitTable } from './basics.js';
import { handActuators } from './hand-actuators.js';
import { handPairs } from './hand-pairs.js';
import { handTendons } from './hand-tendons.js';
import { adroitArm } from './hand.js';
import { objectJoints } from './object-joints.js';

/** A pen of 13 cm: its shaft collides, cap, tip and clip are decoration that has mass. */
function pen(names: readonly [string, string, string, string], density: number | undefined): Geom[] {
  const untouchable = { contype: 0, conaffinity: 0 };
  return [
    {
      name: names[0],
      type: 'cylinder',
      size: [0.015, 0.065],
      condim: 4,
      ...(density !== undefined && { density }),
    },
    {
      name: names[1],
      type: 'cylinder',
      size: [0.017, 0.02],
      pos: [0, 0, -0.0455],
      condim: 4,
      ...untouchable,
    },
    { name: names[2], type: 'cylinder', size: [0.013, 0.002], pos: [0, 0, 0.067], ...untouchable },
    { name: names[3], type: 'box', size: [0.004, 0.006, 0.03], pos: [-0.015, 0, -0.0255], ...untouchable },
  ];
}

/** The hand, held still palm up, with a pen on it and a pen beside it that shows how to hold it. */
export const adroitPen: MjcfModel = {
  ...adroitBasics,
  name: 'adroit-pen',
  geoms: [adroitGround],
  sites: [{ name: 'eps_ball', type: 'sphere', size: [0.075], pos: [0, -0.2, 0.25] }],
  bodies: [
    adroitTable,
    adroitArm([], 0),
    {
      name: 'Object',
      pos: [0, -0.2, 0.25],
      euler: [0, 1.57, 0],
      joints: objectJoints,
      geoms: pen(['pen', 'top', 'bot', 'cli'], 1500),
      sites: [
        { name: 'object_top', pos: [0, 0, 0.065] },
        { name: 'object_bottom', pos: [0, 0, -0.065] },
      ],
    },
    {
      name: 'target',
      pos: [0.2, -0.2, 0.25],
      geoms: pen(['target', 't_top', 't_bot', 't_cli'], undefined),
      sites: [
        { name: 'target_top', pos: [0, 0, 0.065] },
        { name: 'target_bottom', pos: [0, 0, -0.065] },
      ],
    },
  ],
  actuators: handActuators,
  tendons: handTendons,
  pairs: handPairs,
};
