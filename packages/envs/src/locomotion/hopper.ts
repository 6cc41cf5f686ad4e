import { z } from 'zod';

import type { Simulation } from '../mujoco/simulation.js';
import { frameSkip, inside, number, range, sharedOptions, type TaskVersion } from './locomotion-options.js';
import { PlanarRunner } from './planar-runner.js';

/** Options of Hopper, those of Gymnasium in camel case. */
export const hopperOptions = z.strictObject({
  ...sharedOptions,
  ctrlCostWeight: number(1e-3, 'Weight of the control cost.'),
  healthyStateRange: range(-100, 100, 'What all positions and velocities but the first two must stay within'),
  healthyZRange: range(0.7, null, 'Heights of the torso that count as healthy, in metres'),
  healthyAngleRange: range(-0.2, 0.2, 'Angles of the torso that count as healthy, in radians'),
  resetNoiseScale: number(5e-3, 'Half width of the uniform noise of the initial state.'),
  frameSkip: frameSkip(4),
});

/** Gymnasium's Hopper: observation 11 (or 12 with x), action 3, dt 0.008 s. */
export class Hopper extends PlanarRunner {
  readonly #options: z.output<typeof hopperOptions>;

  constructor(
    id: string,
    simulation: Simulation,
    options: z.output<typeof hopperOptions>,
    version: TaskVersion,
  ) {
    super(id, simulation, options, version);
    this.#options = options;
  }

  protected healthy(): boolean {
    const { qpos, qvel } = this.simulation;
    const { healthyStateRange, healthyZRange, healthyAngleRange } = this.#options;
    return (
      qpos.subarray(2).every((x) => inside(x, healthyStateRange)) &&
      qvel.every((x) => inside(x, healthyStateRange)) &&
      inside(qpos[1]!, healthyZRange) &&
      inside(qpos[2]!, healthyAngleRange)
    );
  }
}
