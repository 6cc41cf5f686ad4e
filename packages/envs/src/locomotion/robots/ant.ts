import type { Body, Geom, MjcfModel, Range, Vector3 } from '../../mujoco/mjcf/mjcf-model.js';

interface Leg {
  readonly number: 1 | 2 | 3 | 4;
  readonly body: string;
  /** The names of its hip's and its ankle's geoms. */
  readonly geoms: readonly [string, string];
  /** Signs of the direction in which it points, forward and to the left. */
  readonly direction: readonly [1 | -1, 1 | -1];
  readonly ankleAxis: Vector3;
  readonly ankleRange: Range;
}

const legs: readonly Leg[] = [
  {
    number: 1,
    body: 'front_left_leg',
    geoms: ['left_leg_geom', 'left_ankle_geom'],
    direction: [1, 1],
    ankleAxis: [-1, 1, 0],
    ankleRange: [30, 70],
  },
  {
    number: 2,
    body: 'front_right_leg',
    geoms: ['right_leg_geom', 'right_ankle_geom'],
    direction: [-1, 1],
    ankleAxis: [1, 1, 0],
    ankleRange: [-70, -30],
  },
  {
    number: 3,
    body: 'back_leg',
    geoms: ['back_leg_geom', 'third_ankle_geom'],
    direction: [-1, -1],
    ankleAxis: [-1, 1, 0],
    ankleRange: [-70, -30],
  },
  {
    number: 4,
    body: 'right_back_leg',
    geoms: ['rightback_leg_geom', 'fourth_ankle_geom'],
    direction: [1, -1],
    ankleAxis: [1, 1, 0],
    ankleRange: [30, 70],
  },
];

function leg({ number, body, geoms, direction: [x, y], ankleAxis, ankleRange }: Leg): Body {
  const segment: Vector3 = [0.2 * x, 0.2 * y, 0];
  const capsule = (name: string, length: number): Geom => ({
    name,
    type: 'capsule',
    size: [0.08],
    fromto: [0, 0, 0, length * x, length * y, 0],
  });
  return {
    name: body,
    geoms: [capsule(`aux_${number}_geom`, 0.2)],
    bodies: [
      {
        name: `aux_${number}`,
        pos: segment,
        joints: [{ name: `hip_${number}`, axis: [0, 0, 1], range: [-30, 30] }],
        geoms: [capsule(geoms[0], 0.2)],
        bodies: [
          {
            name: `foot_${number}`,
            pos: segment,
            joints: [{ name: `ankle_${number}`, axis: ankleAxis, range: ankleRange }],
            geoms: [capsule(geoms[1], 0.4)],
          },
        ],
      },
    ],
  };
}

/** Ant: a torso on four legs, after Schulman et al. (2015), with the numbers of Gymnasium. Angles in degrees. */
export const ant: MjcfModel = {
  name: 'ant',
  compiler: { inertiafromgeom: true },
  option: { timestep: 0.01, integrator: 'RK4' },
  defaults: {
    joint: { type: 'hinge', limited: true, damping: 1, armature: 1 },
    geom: { contype: 1, conaffinity: 0, condim: 3, density: 5, friction: [1, 0.5, 0.5], margin: 0.01 },
    motor: { ctrllimited: true, ctrlrange: [-1, 1], gear: 150 },
  },
  geoms: [{ name: 'floor', type: 'plane', size: [40, 40, 40], conaffinity: 1 }],
  bodies: [
    {
      name: 'torso',
      pos: [0, 0, 0.75],
      joints: [{ name: 'root', type: 'free', limited: false, damping: 0, armature: 0, margin: 0.01 }],
      geoms: [{ name: 'torso_geom', type: 'sphere', size: [0.25] }],
      bodies: legs.map(leg),
    },
  ],
  actuators: ([4, 1, 2, 3] as const).flatMap((number) => [
    { kind: 'motor', joint: `hip_${number}` },
    { kind: 'motor', joint: `ankle_${number}` },
  ]),
};
