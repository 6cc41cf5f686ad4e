import type { FixedTendon } from '../../mujoco/mjcf/mjcf-model.js';

/** A tendon over one joint, and its antagonist. */
function opposed(
  joint: string,
  [one, other]: readonly [string, string],
  radius: number,
  [low, high]: readonly [number, number],
  otherRange: readonly [number, number] = [-high, -low],
): FixedTendon[] {
  return [
    { name: `T_${joint}${one}`, limited: true, range: [low, high], joints: [{ joint, coef: radius }] },
    { name: `T_${joint}${other}`, limited: true, range: otherRange, joints: [{ joint, coef: -radius }] },
  ];
}

/** The tendons of a finger: the last two joints are coupled. */
function fingerTendons(name: string): FixedTendon[] {
  const coupled = (suffix: string, outer: number, inner: number, range: readonly [number, number]): FixedTendon => ({
    name: `T_${name}J1${suffix}`,
    limited: true,
    range,
    joints: [{ joint: `${name}J0`, coef: outer * 0.00705 }, { joint: `${name}J1`, coef: inner * 0.00805 }],
  }); // prettier-ignore
  return [
    ...opposed(`${name}J3`, ['r', 'l'], 0.01, [-0.018, 0.018]),
    ...opposed(`${name}J2`, ['u', 'd'], 0.01, [-0.007, 0.03]),
    coupled('c', 1, -1, [-0.001, 0.001]),
    coupled('u', 1, 1, [-0.007, 0.03]),
    coupled('d', -1, -1, [-0.03, 0.007]),
  ];
}

/** 44 tendons, which act through their limits only. */
export const handTendons: readonly FixedTendon[] = [
  ...opposed('WRJ1', ['r', 'l'], 0.018, [-0.032, 0.032]),
  ...opposed('WRJ0', ['u', 'd'], 0.018, [-0.032, 0.032]),
  ...fingerTendons('FF'),
  ...fingerTendons('MF'),
  ...fingerTendons('RF'),
  ...opposed('LFJ4', ['u', 'd'], 0.01, [-0.007, 0.03]),
  ...fingerTendons('LF'),
  ...opposed('THJ4', ['a', 'c'], 0.01636, [-0.018, 0.018]),
  ...opposed('THJ3', ['u', 'd'], 0.01, [-0.007, 0.03]),
  ...opposed('THJ2', ['u', 'd'], 0.011, [-0.018, 0.018]),
  ...opposed('THJ1', ['r', 'l'], 0.011, [-0.018, 0.018]),
  ...opposed('THJ0', ['r', 'l'], 0.009, [-0.03, 0.007]),
];
