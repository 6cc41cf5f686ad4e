import type { Joint } from '../../mujoco/mjcf/mjcf-model.js';

const axes = [
  ['x', [1, 0, 0]],
  ['y', [0, 1, 0]],
  ['z', [0, 0, 1]],
] as const;

/** Three slides and three hinges, on which an Adroit object moves freely: six positions instead of a free joint's seven. */
export const objectJoints: readonly Joint[] = [
  ...axes.map(([name, axis]): Joint => ({
    name: `OBJT${name}`,
    type: 'slide',
    axis,
    limited: false,
    damping: 0,
  })),
  ...axes.map(([name, axis]): Joint => ({ name: `OBJR${name}`, axis, limited: false, damping: 0 })),
];

/** The same with a damping of the rotation of 0.1. */
export const dampedObjectJoints: readonly Joint[] = objectJoints.map((joint) =>
  joint.type === 'slide' ? joint : { ...joint, damping: 0.1 },
);
