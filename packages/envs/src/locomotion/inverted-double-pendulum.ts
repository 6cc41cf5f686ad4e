import { z } from 'zod';

import { type Evaluation, MujocoEnvironment } from '../mujoco/mujoco-environment.js';
import type { Simulation } from '../mujoco/simulation.js';
import { frameSkip, number, type TaskVersion } from './locomotion-options.js';

/** Options of InvertedDoublePendulum, those of Gymnasium in camel case. */
export const invertedDoublePendulumOptions = z.strictObject({
  healthyReward: number(10, 'Reward of each step in which the tip is above 1 m.'),
  resetNoiseScale: number(
    0.1,
    'Half width (positions) and deviation (velocities) of the noise of the initial state.',
  ),
  frameSkip: frameSkip(5),
});

const LARGEST = 10;
const clip = (x: number): number => Math.min(Math.max(x, -LARGEST), LARGEST);

/**
 * Gymnasium's InvertedDoublePendulum: observation 11 (`-v4`) or 9 (`-v5`), action 1, dt 0.05 s;
 * reward = healthyReward - 0.01 x^2 - (z - 2)^2 - 0.001 w1^2 - 0.005 w2^2, with the tip's x and z and the poles' speeds.
 */
export class InvertedDoublePendulum extends MujocoEnvironment {
  readonly #options: z.output<typeof invertedDoublePendulumOptions>;
  readonly #version: TaskVersion;

  constructor(
    id: string,
    simulation: Simulation,
    options: z.output<typeof invertedDoublePendulumOptions>,
    version: TaskVersion,
  ) {
    super({ id, simulation, frameSkip: options.frameSkip, observationSize: version === 'v4' ? 11 : 9 });
    this.#options = options;
    this.#version = version;
  }

  protected drawState(qpos: Float64Array, qvel: Float64Array): void {
    this.addUniformNoise(qpos, this.#options.resetNoiseScale);
    this.addNormalNoise(qvel, this.#options.resetNoiseScale);
  }

  protected observe(): Float64Array {
    const { qpos, qvel } = this.simulation;
    const [x, a, b] = qpos as unknown as [number, number, number];
    const constraint = this.simulation.array('qfrc_constraint').subarray(0, this.#version === 'v4' ? 3 : 1);
    return Float64Array.of(
      x,
      Math.sin(a),
      Math.sin(b),
      Math.cos(a),
      Math.cos(b),
      ...qvel.map(clip),
      ...constraint.map(clip),
    );
  }

  protected evaluate(): Evaluation {
    const [x, , z] = this.simulation.array('site_xpos') as unknown as [number, number, number];
    const [, w1, w2] = this.simulation.qvel as unknown as [number, number, number];
    const terminated = z <= 1;
    const distance = 0.01 * x ** 2 + (z - 2) ** 2;
    const speed = 1e-3 * w1 ** 2 + 5e-3 * w2 ** 2;
    // v4 pays the terminal step too.
    const survive = terminated && this.#version === 'v5' ? 0 : this.#options.healthyReward;
    return {
      reward: survive - distance - speed,
      terminated,
      info:
        this.#version === 'v4'
          ? {}
          : { reward_survive: survive, distance_penalty: -distance, velocity_penalty: -speed },
    };
  }
}
