import { z } from 'zod';

import type { Simulation } from '../mujoco/simulation.js';
import { frameSkip, inside, number, range, sharedOptions, type TaskVersion } from './locomotion-options.js';
import { PlanarRunner } from './planar-runner.js';

/** Options of Walker2d, those of Gymnasium in camel case. */
export const walker2dOptions = z.strictObject({
  ...sharedOptions,
  ctrlCostWeight: number(1e-3, 'Weight of the control cost.'),
  healthyZRange: range(0.8, 2, 'Heights of the torso that count as healthy, in metres'),
  healthyAngleRange: range(-1, 1, 'Angles of the torso that count as healthy, in radians'),
  resetNoiseScale: number(5e-3, 'Half width of the uniform noise of the initial state.'),
  frameSkip: frameSkip(4),
});

/** Gymnasium's Walker2d: observation 17 (or 18 with x), action 6, dt 0.008 s. */
export class Walker2d extends PlanarRunner {
  readonly #options: z.output<typeof walker2dOptions>;

  constructor(
    id: string,
    simulation: Simulation,
    options: z.output<typeof walker2dOptions>,
    version: TaskVersion,
  ) {
    super(id, simulation, options, version);
    this.#options = options;
  }

  protected healthy(): boolean {
    const { qpos } = this.simulation;
    return inside(qpos[1]!, this.#options.healthyZRange) && inside(qpos[2]!, this.#options.healthyAngleRange);
  }
}
