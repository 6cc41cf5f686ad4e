import type { Actuator, Joint } from '../../mujoco/mjcf/mjcf-model.js';

/** Position servos of the arm, first in the action vector. */
export function armActuators(joints: readonly Joint[]): Actuator[] {
  return joints.map(({ name, range }) => ({
    kind: 'general',
    name: `A_${name!}`,
    joint: name!,
    ctrlrange: range!,
    gainprm: [500, 0, 0],
    biasprm: [0, -200, 0],
  }));
}

type Servo = readonly [joint: string, range: readonly [number, number]];

const fingerServos = (name: string): Servo[] => [
  [`${name}J3`, [-0.44, 0.44]],
  [`${name}J2`, [0, 1.6]],
  [`${name}J1`, [0, 1.6]],
  [`${name}J0`, [0, 1.6]],
];

const servos: readonly Servo[] = [
  ...fingerServos('FF'),
  ...fingerServos('MF'),
  ...fingerServos('RF'),
  ['LFJ4', [0, 0.7]],
  ...fingerServos('LF'),
  ['THJ4', [-1, 1]],
  ['THJ3', [0, 1.3]],
  ['THJ2', [-0.26, 0.26]],
  ['THJ1', [-0.52, 0.52]],
  ['THJ0', [-1.571, 0]],
];

/** Position servos of the 24 joints of the hand, after those of the arm. */
export const handActuators: readonly Actuator[] = [
  ...(
    [
      ['WRJ1', [-0.524, 0.175]],
      ['WRJ0', [-0.79, 0.61]],
    ] as const
  ).map(([joint, ctrlrange]): Actuator => ({
    kind: 'general',
    name: `A_${joint}`,
    joint,
    ctrlrange,
    gainprm: [10, 0, 0],
    biasprm: [0, -10, 0],
  })),
  ...servos.map(([joint, ctrlrange]): Actuator => ({
    kind: 'general',
    name: `A_${joint}`,
    joint,
    ctrlrange,
  })),
];
