import type { EnvironmentV1, SpaceValue } from '@minorant/core';

import { MujocoEnvironment } from '../../mujoco/mujoco-environment.js';
import { Wrapper } from '../../wrappers/wrapper.js';
import { demonstrationErrors } from '../errors.js';

/** Where an observation shows the state of a MuJoCo task: `qpos[skipped:]`, then `qvel`. */
export interface ObservedState {
  readonly task: MujocoEnvironment;
  /** Leading positions that the observation leaves out (x, or x and y). */
  readonly skipped: number;
}

/** Tasks whose observations begin with the state but go on with other things. */
const longer = /^(Ant|Humanoid)(Standup)?-v\d+$/;

/**
 * Finds how a task's observation shows its state: the observation is as long as `qpos` without its first 0, 1 or 2
 * numbers followed by `qvel` (Hopper, HalfCheetah, Walker2d, Swimmer, Ant, InvertedPendulum), or begins that way
 * (Ant and Humanoid with contact forces).
 *
 * @throws MNR_DEMONSTRATIONS_NO_STATE for every other environment.
 */
export function findObservedState(environment: EnvironmentV1<SpaceValue>): ObservedState {
  const task = environment instanceof Wrapper ? environment.unwrapped : environment;
  if (task instanceof MujocoEnvironment) {
    const { nq, nv } = task.simulation;
    const skipped = nq + nv - task.observationSpace.low.length;
    const plain = ['Hopper', 'HalfCheetah', 'Walker2d', 'Swimmer', 'Ant', 'InvertedPendulum', 'Humanoid'];
    const known = plain.includes(task.id.replace(/-v\d+$/, ''));
    if (known && skipped >= 0 && skipped <= 2) return { task, skipped };
    if (skipped < 0 && longer.test(task.id)) return { task, skipped: 2 };
  }
  throw demonstrationErrors.MNR_DEMONSTRATIONS_NO_STATE({ environment: environment.id });
}
