import type { EnvironmentInfo } from '@minorant/core';
import { z } from 'zod';

import { controlCost } from '../mujoco/control-cost.js';
import { type Evaluation, MujocoEnvironment } from '../mujoco/mujoco-environment.js';
import type { Simulation } from '../mujoco/simulation.js';
import { frameSkip, number, sharedOptions, type TaskVersion } from './locomotion-options.js';
import { numpyOf } from './numpy-of.js';

/** Options of Swimmer, those of Gymnasium in camel case. */
export const swimmerOptions = z.strictObject({
  forwardRewardWeight: sharedOptions.forwardRewardWeight,
  excludeCurrentPositionsFromObservation: sharedOptions.excludeCurrentPositionsFromObservation,
  ctrlCostWeight: number(1e-4, 'Weight of the control cost.'),
  resetNoiseScale: number(0.1, 'Half width of the uniform noise of the initial state.'),
  frameSkip: frameSkip(4),
});

/**
 * Gymnasium's Swimmer: observation 8 (or 10 with x and y), action 2, dt 0.04 s, never terminates;
 * reward = forwardRewardWeight * dx/dt - ctrlCostWeight * sum(action^2).
 */
export class Swimmer extends MujocoEnvironment {
  readonly #options: z.output<typeof swimmerOptions>;
  readonly #version: TaskVersion;
  readonly #skipped: number;

  constructor(
    id: string,
    simulation: Simulation,
    options: z.output<typeof swimmerOptions>,
    version: TaskVersion,
  ) {
    const skipped = options.excludeCurrentPositionsFromObservation ? 2 : 0;
    super({ id, simulation, frameSkip: options.frameSkip, observationSize: 10 - skipped });
    this.#options = options;
    this.#version = version;
    this.#skipped = skipped;
  }

  protected drawState(qpos: Float64Array, qvel: Float64Array): void {
    this.addUniformNoise(qpos, this.#options.resetNoiseScale);
    this.addUniformNoise(qvel, this.#options.resetNoiseScale);
  }

  protected observe(): Float64Array {
    const { qpos, qvel } = this.simulation;
    return Float64Array.of(...qpos.subarray(this.#skipped), ...qvel);
  }

  protected override position(): readonly number[] {
    const { qpos } = this.simulation;
    return [qpos[0]!, qpos[1]!];
  }

  protected evaluate(action: Float64Array, [x0, y0]: readonly [number, number]): Evaluation {
    const [x, y] = this.position() as [number, number];
    const velocity = (x - x0) / this.dt;
    const forward = this.#options.forwardRewardWeight * velocity;
    const cost = controlCost(action, this.#options.ctrlCostWeight, numpyOf(this.#version));
    const info = {
      x_position: x,
      y_position: y,
      distance_from_origin: Math.hypot(x, y),
      x_velocity: velocity,
      y_velocity: (y - y0) / this.dt,
      reward_ctrl: -cost,
      ...(this.#version === 'v4'
        ? { reward_fwd: forward, forward_reward: forward }
        : { reward_forward: forward }),
    };
    return { reward: forward - cost, terminated: false, info };
  }

  protected override resetInfo(): EnvironmentInfo {
    if (this.#version === 'v4') return {};
    const [x, y] = this.position() as [number, number];
    return { x_position: x, y_position: y, distance_from_origin: Math.hypot(x, y) };
  }
}
