import type { EnvironmentInfo } from '@minorant/core';
import type { z } from 'zod';

import { controlCost } from '../mujoco/control-cost.js';
import { type Evaluation, MujocoEnvironment } from '../mujoco/mujoco-environment.js';
import type { Simulation } from '../mujoco/simulation.js';
import type { sharedOptions, TaskVersion } from './locomotion-options.js';
import { numpyOf } from './numpy-of.js';

/** The options of {@link PlanarRunner}. */
export type PlanarRunnerOptions = z.output<z.ZodObject<typeof sharedOptions>> & {
  readonly ctrlCostWeight: number;
  readonly resetNoiseScale: number;
  readonly frameSkip: number;
};

const FASTEST = 10;

/**
 * A robot in the plane that is paid for running and for staying healthy (Hopper, Walker2d):
 * reward = forwardRewardWeight * dx/dt + healthyReward - ctrlCostWeight * sum(action^2).
 */
export abstract class PlanarRunner extends MujocoEnvironment {
  readonly #options: PlanarRunnerOptions;
  readonly #version: TaskVersion;

  constructor(id: string, simulation: Simulation, options: PlanarRunnerOptions, version: TaskVersion) {
    const excluded = options.excludeCurrentPositionsFromObservation ? 1 : 0;
    super({
      id,
      simulation,
      frameSkip: options.frameSkip,
      observationSize: simulation.nq + simulation.nv - excluded,
    });
    this.#options = options;
    this.#version = version;
  }

  /** Whether the robot is in a state that counts as upright. */
  protected abstract healthy(): boolean;

  protected drawState(qpos: Float64Array, qvel: Float64Array): void {
    this.addUniformNoise(qpos, this.#options.resetNoiseScale);
    this.addUniformNoise(qvel, this.#options.resetNoiseScale);
  }

  protected observe(): Float64Array {
    const { qpos, qvel } = this.simulation;
    const skipped = this.#options.excludeCurrentPositionsFromObservation ? 1 : 0;
    const observation = new Float64Array(this.observationSpace.low.length);
    observation.set(qpos.subarray(skipped));
    const offset = qpos.length - skipped;
    for (let i = 0; i < qvel.length; i++)
      observation[offset + i] = Math.max(-FASTEST, Math.min(FASTEST, qvel[i]!));
    return observation;
  }

  protected override position(): readonly number[] {
    return [this.simulation.qpos[0]!];
  }

  protected evaluate(action: Float64Array, [x0]: readonly [number]): Evaluation {
    const { forwardRewardWeight, healthyReward, terminateWhenUnhealthy, ctrlCostWeight } = this.#options;
    const x = this.simulation.qpos[0]!;
    const velocity = (x - x0) / this.dt;
    const healthy = this.healthy();
    const forward = forwardRewardWeight * velocity;
    const cost = controlCost(action, ctrlCostWeight, numpyOf(this.#version));
    // v4 pays it in the terminal step too.
    const paid = healthy || (this.#version === 'v4' && terminateWhenUnhealthy);
    const survive = paid ? healthyReward : 0;
    const info: EnvironmentInfo = {
      x_position: x,
      x_velocity: velocity,
      ...(this.#version === 'v5' && {
        z_distance_from_origin: this.simulation.qpos[1]! - this.initialQpos[1]!,
        reward_forward: forward,
        reward_ctrl: -cost,
        reward_survive: survive,
      }),
    };
    return { reward: forward + survive - cost, terminated: !healthy && terminateWhenUnhealthy, info };
  }

  protected override resetInfo(): EnvironmentInfo {
    if (this.#version === 'v4') return {};
    const { qpos } = this.simulation;
    return { x_position: qpos[0]!, z_distance_from_origin: qpos[1]! - this.initialQpos[1]! };
  }
}
