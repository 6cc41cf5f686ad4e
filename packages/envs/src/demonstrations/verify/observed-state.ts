import type { EnvironmentV1, SpaceValue } from '@minorant/core';

import { MujocoEnvironment } from '../../mujoco/mujoco-environment.js';
import { RecordFrames } from '../../wrappers/record-frames.js';
import { TimeLimit } from '../../wrappers/time-limit.js';
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
 * @throws MNR_DEMONSTRATIONS_NO_STATE for every other environment, and in wrappers that change observations, actions or rewards.
 */
export function findObservedState(environment: EnvironmentV1<SpaceValue>): ObservedState {
  const task = withoutHarmless(environment);
  if (task instanceof Wrapper) {
    const wrapper = task.constructor.name;
    throw demonstrationErrors.MNR_DEMONSTRATIONS_NO_STATE({ environment: environment.id, wrapper });
  }
  if (task instanceof MujocoEnvironment) {
    const { nq, nv } = task.simulation;
    const skipped = nq + nv - task.observationSpace.low.length;
    const plain = ['Hopper', 'HalfCheetah', 'Walker2d', 'Swimmer', 'Ant', 'InvertedPendulum', 'Humanoid'];
    const known = plain.includes(task.id.replace(/-v\d+$/, ''));
    if (known && skipped >= 0 && skipped <= 2) return { task, skipped };
    if (skipped < 0 && longer.test(task.id)) {
      // Whether x and y are left out is an option: they are where the first number is the height.
      const { observation } = task.reset({ seed: 0 });
      return { task, skipped: observation[0] === task.simulation.qpos[2] ? 2 : 0 };
    }
  }
  throw demonstrationErrors.MNR_DEMONSTRATIONS_NO_STATE({ environment: environment.id });
}

/** Below the wrappers that change nothing of a step. */
function withoutHarmless(environment: EnvironmentV1<SpaceValue>): EnvironmentV1<SpaceValue> {
  const isHarmless = environment instanceof TimeLimit || environment instanceof RecordFrames;
  return isHarmless ? withoutHarmless((environment as Wrapper).environment) : environment;
}
