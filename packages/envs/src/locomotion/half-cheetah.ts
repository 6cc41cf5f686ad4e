import type { EnvironmentInfo } from '@minorant/core';
import { z } from 'zod';

import { controlCost } from '../mujoco/control-cost.js';
import { type Evaluation, MujocoEnvironment } from '../mujoco/mujoco-environment.js';
import type { Simulation } from '../mujoco/simulation.js';
import { frameSkip, number, sharedOptions, type TaskVersion } from './locomotion-options.js';
import { numpyOf } from './numpy-of.js';

/** Options of HalfCheetah, those of Gymnasium in camel case. */
export const halfCheetahOptions = z.strictObject({
  forwardRewardWeight: sharedOptions.forwardRewardWeight,
  excludeCurrentPositionsFromObservation: sharedOptions.excludeCurrentPositionsFromObservation,
  ctrlCostWeight: number(0.1, 'Weight of the control cost.'),
  resetNoiseScale: number(
    0.1,
    'Half width (positions) and deviation (velocities) of the noise of the initial state.',
  ),
  frameSkip: frameSkip(5),
});

/**
 * Gymnasium's HalfCheetah: observation 17 (or 18 with x), action 6, dt 0.05 s, never terminates;
 * reward = forwardRewardWeight * dx/dt - ctrlCostWeight * sum(action^2).
 */
export class HalfCheetah extends MujocoEnvironment {
  readonly #options: z.output<typeof halfCheetahOptions>;
  readonly #version: TaskVersion;
  readonly #skipped: number;

  constructor(
    id: string,
    simulation: Simulation,
    options: z.output<typeof halfCheetahOptions>,
    version: TaskVersion,
  ) {
    const skipped = options.excludeCurrentPositionsFromObservation ? 1 : 0;
    super({ id, simulation, frameSkip: options.frameSkip, observationSize: 18 - skipped });
    this.#options = options;
    this.#version = version;
    this.#skipped = skipped;
  }

  protected drawState(qpos: Float64Array, qvel: Float64Array): void {
    this.addUniformNoise(qpos, this.#options.resetNoiseScale);
    this.addNormalNoise(qvel, this.#options.resetNoiseScale);
  }

  protected observe(): Float64Array {
    const { qpos, qvel } = this.simulation;
    return Float64Array.of(...qpos.subarray(this.#skipped), ...qvel);
  }

  protected override position(): readonly number[] {
    return [this.simulation.qpos[0]!];
  }

  protected evaluate(action: Float64Array, [x0]: readonly [number]): Evaluation {
    const x = this.simulation.qpos[0]!;
    const velocity = (x - x0) / this.dt;
    const forward = this.#options.forwardRewardWeight * velocity;
    const cost = controlCost(action, this.#options.ctrlCostWeight, numpyOf(this.#version));
    const info = {
      x_position: x,
      x_velocity: velocity,
      [this.#version === 'v4' ? 'reward_run' : 'reward_forward']: forward,
      reward_ctrl: -cost,
    };
    return { reward: forward - cost, terminated: false, info };
  }

  protected override resetInfo(): EnvironmentInfo {
    return this.#version === 'v4' ? {} : { x_position: this.simulation.qpos[0]! };
  }
}
