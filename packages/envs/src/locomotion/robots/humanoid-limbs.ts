import type { Body } from '../../mujoco/mjcf/mjcf-model.js';

type Side = 'right' | 'left';

/** A leg of the humanoid: hip of three hinges, knee, and a foot without a joint. */
export function humanoidLeg(side: Side): Body {
  const left = side === 'left';
  // Left is y > 0; the left hip turns about mirrored axes.
  const y = left ? 1 : -1;
  return {
    name: `${side}_thigh`,
    pos: [0, 0.1 * y, -0.04],
    joints: [
      {
        name: `${side}_hip_x`,
        axis: [left ? -1 : 1, 0, 0],
        range: [-25, 5],
        damping: 5,
        armature: 0.01,
        stiffness: 10,
      },
      {
        name: `${side}_hip_z`,
        axis: [0, 0, left ? -1 : 1],
        range: [-60, 35],
        damping: 5,
        armature: 0.01,
        stiffness: 10,
      },
      {
        name: `${side}_hip_y`,
        axis: [0, 1, 0],
        range: [-110, 20],
        damping: 5,
        // The sides differ here and in the knee's stiffness, as upstream.
        armature: left ? 0.01 : 0.008,
        stiffness: 20,
      },
    ],
    geoms: [{ name: `${side}_thigh1`, size: [0.06], fromto: [0, 0, 0, 0, -0.01 * y, -0.34] }],
    bodies: [
      {
        name: `${side}_shin`,
        pos: [0, -0.01 * y, -0.403],
        joints: [
          {
            name: `${side}_knee`,
            axis: [0, -1, 0],
            pos: [0, 0, 0.02],
            range: [-160, -2],
            armature: 0.006,
            ...(left && { stiffness: 1 }),
          },
        ],
        geoms: [{ name: `${side}_shin1`, size: [0.049], fromto: [0, 0, 0, 0, 0, -0.3] }],
        bodies: [
          {
            name: `${side}_foot`,
            pos: [0, 0, -0.45],
            geoms: [{ name: `${side}_foot`, type: 'sphere', size: [0.075], pos: [0, 0, 0.1] }],
          },
        ],
      },
    ],
  };
}

/** An arm of the humanoid: shoulder of two hinges and elbow. */
export function humanoidArm(side: Side): Body {
  const left = side === 'left';
  const y = left ? 1 : -1;
  return {
    name: `${side}_upper_arm`,
    pos: [0, 0.17 * y, 0.06],
    joints: [
      {
        name: `${side}_shoulder1`,
        axis: [2, -y, 1],
        range: left ? [-60, 85] : [-85, 60],
        armature: 0.0068,
        stiffness: 1,
      },
      {
        name: `${side}_shoulder2`,
        axis: [0, y, 1],
        range: left ? [-60, 85] : [-85, 60],
        armature: 0.0051,
        stiffness: 1,
      },
    ],
    geoms: [{ name: `${side}_uarm1`, size: [0.04, 0.16], fromto: [0, 0, 0, 0.16, 0.16 * y, -0.16] }],
    bodies: [
      {
        name: `${side}_lower_arm`,
        pos: [0.18, 0.18 * y, -0.18],
        joints: [
          { name: `${side}_elbow`, axis: [0, -1, -y], range: [-90, 50], armature: 0.0028, stiffness: 0 },
        ],
        geoms: [
          { name: `${side}_larm`, size: [0.031], fromto: [0.01, -0.01 * y, 0.01, 0.17, -0.17 * y, 0.17] },
          { name: `${side}_hand`, type: 'sphere', size: [0.04], pos: [0.18, -0.18 * y, 0.18] },
        ],
      },
    ],
  };
}
