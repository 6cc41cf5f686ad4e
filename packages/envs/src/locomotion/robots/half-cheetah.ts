import type { Body, MjcfModel, Range, Vector3 } from '../../mujoco/mjcf/mjcf-model.js';

interface Segment {
  readonly name: string;
  readonly pos: Vector3;
  readonly range: Range;
  readonly damping: number;
  readonly stiffness: number;
  /** The capsule: its centre, half length and angle about y. */
  readonly centre: Vector3;
  readonly halfLength: number;
  readonly angle: number;
}

const RADIUS = 0.046;

/** A chain of hinged segments, each the parent of the next. */
function leg([segment, ...rest]: readonly Segment[]): Body[] {
  if (!segment) return [];
  const { name, pos, range, damping, stiffness, centre, halfLength, angle } = segment;
  return [
    {
      name,
      pos,
      joints: [{ name, range, damping, stiffness }],
      geoms: [{ name, size: [RADIUS, halfLength], pos: centre, axisangle: [0, 1, 0, angle] }],
      bodies: leg(rest),
    },
  ];
}

const back: readonly Segment[] = [
  {
    name: 'bthigh',
    pos: [-0.5, 0, 0],
    range: [-0.52, 1.05],
    damping: 6,
    stiffness: 240,
    centre: [0.1, 0, -0.13],
    halfLength: 0.145,
    angle: -3.8,
  },
  {
    name: 'bshin',
    pos: [0.16, 0, -0.25],
    range: [-0.785, 0.785],
    damping: 4.5,
    stiffness: 180,
    centre: [-0.14, 0, -0.07],
    halfLength: 0.15,
    angle: -2.03,
  },
  {
    name: 'bfoot',
    pos: [-0.28, 0, -0.14],
    range: [-0.4, 0.785],
    damping: 3,
    stiffness: 120,
    centre: [0.03, 0, -0.097],
    halfLength: 0.094,
    angle: -0.27,
  },
];

const front: readonly Segment[] = [
  {
    name: 'fthigh',
    pos: [0.5, 0, 0],
    range: [-1, 0.7],
    damping: 4.5,
    stiffness: 180,
    centre: [-0.07, 0, -0.12],
    halfLength: 0.133,
    angle: 0.52,
  },
  {
    name: 'fshin',
    pos: [-0.14, 0, -0.24],
    range: [-1.2, 0.87],
    damping: 3,
    stiffness: 120,
    centre: [0.065, 0, -0.09],
    halfLength: 0.106,
    angle: -0.6,
  },
  {
    name: 'ffoot',
    pos: [0.13, 0, -0.18],
    range: [-0.5, 0.5],
    damping: 1.5,
    stiffness: 60,
    centre: [0.045, 0, -0.07],
    halfLength: 0.07,
    angle: -0.6,
  },
];

const root = { limited: false, damping: 0, armature: 0, stiffness: 0 };

/** HalfCheetah: two legs in a plane, after Wawrzynski (2009), with the numbers of Gymnasium. Radians; 14 kg in all. */
export const halfCheetah: MjcfModel = {
  name: 'half_cheetah',
  compiler: { angle: 'radian', inertiafromgeom: true, settotalmass: 14 },
  option: { timestep: 0.01 },
  defaults: {
    joint: {
      type: 'hinge',
      axis: [0, 1, 0],
      limited: true,
      armature: 0.1,
      solreflimit: [0.02, 1],
      solimplimit: [0, 0.8, 0.03],
    },
    geom: {
      type: 'capsule',
      contype: 1,
      conaffinity: 0,
      condim: 3,
      friction: [0.4, 0.1, 0.1],
      solref: [0.02, 1],
      solimp: [0, 0.8, 0.01],
    },
    motor: { ctrllimited: true, ctrlrange: [-1, 1] },
  },
  geoms: [{ name: 'floor', type: 'plane', size: [40, 40, 40], conaffinity: 1 }],
  bodies: [
    {
      name: 'torso',
      pos: [0, 0, 0.7],
      joints: [
        { name: 'rootx', type: 'slide', axis: [1, 0, 0], ...root },
        { name: 'rootz', type: 'slide', axis: [0, 0, 1], ...root },
        { name: 'rooty', ...root },
      ],
      geoms: [
        { name: 'torso', size: [RADIUS], fromto: [-0.5, 0, 0, 0.5, 0, 0] },
        { name: 'head', size: [RADIUS, 0.15], pos: [0.6, 0, 0.1], axisangle: [0, 1, 0, 0.87] },
      ],
      bodies: [...leg(back), ...leg(front)],
    },
  ],
  actuators: [
    { kind: 'motor', name: 'bthigh', joint: 'bthigh', gear: 120 },
    { kind: 'motor', name: 'bshin', joint: 'bshin', gear: 90 },
    { kind: 'motor', name: 'bfoot', joint: 'bfoot', gear: 60 },
    { kind: 'motor', name: 'fthigh', joint: 'fthigh', gear: 120 },
    { kind: 'motor', name: 'fshin', joint: 'fshin', gear: 60 },
    { kind: 'motor', name: 'ffoot', joint: 'ffoot', gear: 30 },
  ],
};
