import { z } from 'zod';

import { controlCost } from '../mujoco/control-cost.js';
import { type Evaluation, MujocoEnvironment } from '../mujoco/mujoco-environment.js';
import type { Simulation } from '../mujoco/simulation.js';
import { frameSkip, number, type TaskVersion } from './locomotion-options.js';
import { numpyOf } from './numpy-of.js';

/** Options of Reacher, those of Gymnasium in camel case. */
export const reacherOptions = z.strictObject({
  rewardDistWeight: number(1, 'Weight of the distance between fingertip and target.'),
  rewardControlWeight: number(1, 'Weight of the control cost.'),
  frameSkip: frameSkip(2),
});

const FARTHEST_TARGET = 0.2;

/**
 * Gymnasium's Reacher: observation 11 (`-v4`) or 10 (`-v5`), action 2, dt 0.02 s, never terminates;
 * reward = -|fingertip - target| - sum(action^2), where `-v4` takes the distance before the step and `-v5` after it.
 */
export class Reacher extends MujocoEnvironment {
  readonly #options: z.output<typeof reacherOptions>;
  readonly #version: TaskVersion;
  readonly #fingertip: number;
  readonly #target: number;

  constructor(
    id: string,
    simulation: Simulation,
    options: z.output<typeof reacherOptions>,
    version: TaskVersion,
  ) {
    super({ id, simulation, frameSkip: options.frameSkip, observationSize: version === 'v4' ? 11 : 10 });
    this.#options = options;
    this.#version = version;
    this.#fingertip = simulation.index('body', 'fingertip');
    this.#target = simulation.index('body', 'target');
  }

  protected drawState(qpos: Float64Array, qvel: Float64Array): void {
    this.addUniformNoise(qpos, 0.1);
    let goal: [number, number];
    do {
      goal = [
        this.random.uniform(-FARTHEST_TARGET, FARTHEST_TARGET),
        this.random.uniform(-FARTHEST_TARGET, FARTHEST_TARGET),
      ];
    } while (Math.hypot(...goal) >= FARTHEST_TARGET);
    qpos.set(goal, 2);
    this.addUniformNoise(qvel, 0.005);
    qvel.fill(0, 2);
  }

  protected observe(): Float64Array {
    const { qpos, qvel } = this.simulation;
    const [a, b] = qpos as unknown as [number, number];
    const towards = this.#version === 'v4' ? this.position() : this.position().slice(0, 2);
    return Float64Array.of(
      Math.cos(a),
      Math.cos(b),
      Math.sin(a),
      Math.sin(b),
      ...qpos.subarray(2),
      ...qvel.subarray(0, 2),
      ...towards,
    );
  }

  /** From the target to the fingertip. */
  protected override position(): readonly number[] {
    const xpos = this.simulation.array('xpos');
    return [0, 1, 2].map((i) => xpos[3 * this.#fingertip + i]! - xpos[3 * this.#target + i]!);
  }

  protected evaluate(action: Float64Array, before: readonly number[]): Evaluation {
    const apart = this.#version === 'v4' ? before : this.position();
    const distance = Math.sqrt(apart.reduce((sum, x) => sum + x * x, 0));
    const reward_dist = -distance * this.#options.rewardDistWeight;
    const reward_ctrl = -controlCost(action, this.#options.rewardControlWeight, numpyOf(this.#version));
    return { reward: reward_dist + reward_ctrl, terminated: false, info: { reward_dist, reward_ctrl } };
  }
}
