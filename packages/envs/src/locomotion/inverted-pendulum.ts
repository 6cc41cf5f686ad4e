import { z } from 'zod';

import { type Evaluation, MujocoEnvironment } from '../mujoco/mujoco-environment.js';
import type { Simulation } from '../mujoco/simulation.js';
import { frameSkip, number, type TaskVersion } from './locomotion-options.js';

/** Options of InvertedPendulum, those of Gymnasium in camel case. */
export const invertedPendulumOptions = z.strictObject({
  resetNoiseScale: number(0.01, 'Half width of the uniform noise of the initial state.'),
  frameSkip: frameSkip(2),
});

const LARGEST_ANGLE = 0.2;

/** Gymnasium's InvertedPendulum: observation 4, action 1 in [-3, 3], dt 0.04 s, reward 1 while the pole stands. */
export class InvertedPendulum extends MujocoEnvironment {
  readonly #noise: number;
  readonly #version: TaskVersion;

  constructor(
    id: string,
    simulation: Simulation,
    options: z.output<typeof invertedPendulumOptions>,
    version: TaskVersion,
  ) {
    super({ id, simulation, frameSkip: options.frameSkip, observationSize: 4 });
    this.#noise = options.resetNoiseScale;
    this.#version = version;
  }

  protected drawState(qpos: Float64Array, qvel: Float64Array): void {
    this.addUniformNoise(qpos, this.#noise);
    this.addUniformNoise(qvel, this.#noise);
  }

  protected observe(): Float64Array {
    return Float64Array.of(...this.simulation.qpos, ...this.simulation.qvel);
  }

  protected evaluate(): Evaluation {
    const terminated = Math.abs(this.simulation.qpos[1]!) > LARGEST_ANGLE;
    // v4 pays the terminal step too.
    if (this.#version === 'v4') return { reward: 1, terminated, info: {} };
    const reward = terminated ? 0 : 1;
    return { reward, terminated, info: { reward_survive: reward } };
  }
}
