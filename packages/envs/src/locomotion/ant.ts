import type { EnvironmentInfo } from '@minorant/core';
import { z } from 'zod';

import { errors } from '../errors.js';
import { controlCost } from '../mujoco/control-cost.js';
import { type Evaluation, MujocoEnvironment } from '../mujoco/mujoco-environment.js';
import { pairwiseSum } from '../mujoco/pairwise-sum.js';
import type { Simulation } from '../mujoco/simulation.js';
import { flag, frameSkip, number, range, sharedOptions, type TaskVersion } from './locomotion-options.js';
import { numpyOf } from './numpy-of.js';

const common = {
  ...sharedOptions,
  ctrlCostWeight: number(0.5, 'Weight of the control cost.'),
  contactCostWeight: number(5e-4, 'Weight of the contact cost, if there is one.'),
  healthyZRange: range(0.2, 1, 'Heights of the torso that count as healthy, in metres, bounds included'),
  contactForceRange: range(-1, 1, 'Bounds that contact forces are clipped to'),
  resetNoiseScale: number(
    0.1,
    'Half width (positions) and deviation (velocities) of the noise of the initial state.',
  ),
  frameSkip: frameSkip(5),
};

/** Options of Ant-v4, those of Gymnasium in camel case. */
export const antV4Options = z.strictObject({
  ...common,
  useContactForces: flag(false, 'Whether contact forces are observed (84 numbers more) and cost something.'),
});

/** Options of Ant-v5, those of Gymnasium in camel case. */
export const antV5Options = z.strictObject({
  ...common,
  mainBody: z
    .union([z.int(), z.string()])
    .default(1)
    .describe('The body whose motion counts as forward velocity: its index or name.'),
  includeCfrcExtInObservation: flag(true, 'Whether contact forces are observed (78 numbers).'),
});

/** What {@link Ant} is made of: the options of either version as one. */
export interface AntOptions extends z.output<z.ZodObject<typeof common>> {
  readonly useContactForces?: boolean;
  readonly mainBody?: number | string;
  readonly includeCfrcExtInObservation?: boolean;
}

/**
 * Gymnasium's Ant: observation 27 (`-v4`) or 105 (`-v5`), action 8, dt 0.05 s;
 * reward = forwardRewardWeight * dx/dt + healthyReward - ctrlCostWeight * sum(action^2) - contact cost.
 * The forward velocity is that of the torso as of the last evaluation of the kinematics, one physics step late.
 */
export class Ant extends MujocoEnvironment {
  readonly #options: AntOptions;
  readonly #version: TaskVersion;
  readonly #skipped: number;
  readonly #body: number;
  /** First body whose contact forces are observed; undefined when none are. */
  readonly #forcesFrom: number | undefined;

  constructor(id: string, simulation: Simulation, options: AntOptions, version: TaskVersion) {
    const skipped = options.excludeCurrentPositionsFromObservation ? 2 : 0;
    const observed = version === 'v4' ? options.useContactForces : options.includeCfrcExtInObservation;
    // The world's forces (body 0) are left out since v5.
    const forcesFrom = observed ? (version === 'v4' ? 0 : 1) : undefined;
    const forces = forcesFrom === undefined ? 0 : 6 * (simulation.nbody - forcesFrom);
    const observationSize = simulation.nq + simulation.nv - skipped + forces;
    super({ id, simulation, frameSkip: options.frameSkip, observationSize });
    this.#body = bodyIndex(id, simulation, options.mainBody ?? 1);
    this.#options = options;
    this.#version = version;
    this.#skipped = skipped;
    this.#forcesFrom = forcesFrom;
  }

  protected drawState(qpos: Float64Array, qvel: Float64Array): void {
    this.addUniformNoise(qpos, this.#options.resetNoiseScale);
    this.addNormalNoise(qvel, this.#options.resetNoiseScale);
  }

  protected observe(): Float64Array {
    const { qpos, qvel } = this.simulation;
    const observation = new Float64Array(this.observationSpace.low.length);
    observation.set(qpos.subarray(this.#skipped));
    observation.set(qvel, qpos.length - this.#skipped);
    if (this.#forcesFrom !== undefined)
      observation.set(
        this.#contactForces().subarray(6 * this.#forcesFrom),
        qpos.length - this.#skipped + qvel.length,
      );
    return observation;
  }

  protected override position(): readonly number[] {
    const xpos = this.simulation.array('xpos');
    return [xpos[3 * this.#body]!, xpos[3 * this.#body + 1]!];
  }

  protected evaluate(action: Float64Array, [x0, y0]: readonly [number, number]): Evaluation {
    const { forwardRewardWeight, healthyReward, terminateWhenUnhealthy, ctrlCostWeight } = this.#options;
    const [x, y] = this.position() as [number, number];
    const velocity = [(x - x0) / this.dt, (y - y0) / this.dt] as const;
    const healthy = this.#healthy();
    const v4 = this.#version === 'v4';
    const forward = forwardRewardWeight * velocity[0];
    // v4 pays it in the terminal step too.
    const survive = healthy || (v4 && terminateWhenUnhealthy) ? healthyReward : 0;
    const control = controlCost(action, ctrlCostWeight, numpyOf(this.#version));
    const costly = !v4 || this.#options.useContactForces;
    const contact = costly ? this.#contactCost() : 0;
    const [px, py] = v4 ? [x, y] : (this.simulation.qpos as unknown as [number, number]);
    const info = {
      reward_forward: forward,
      // Gymnasium's v4 overwrites it by the contact cost.
      reward_ctrl: v4 && costly ? -contact : -control,
      reward_survive: survive,
      x_position: px,
      y_position: py,
      distance_from_origin: Math.hypot(px, py),
      x_velocity: velocity[0],
      y_velocity: velocity[1],
      ...(v4 ? { forward_reward: forward } : { reward_contact: -contact }),
    };
    const reward = forward + survive - (control + contact);
    return { reward, terminated: !healthy && terminateWhenUnhealthy, info };
  }

  protected override resetInfo(): EnvironmentInfo {
    if (this.#version === 'v4') return {};
    const [x, y] = this.simulation.qpos as unknown as [number, number];
    return { x_position: x, y_position: y, distance_from_origin: Math.hypot(x, y) };
  }

  #healthy(): boolean {
    const [low, high] = this.#options.healthyZRange;
    const z = this.simulation.qpos[2]!;
    return z >= (low ?? -Infinity) && z <= (high ?? Infinity);
  }

  #contactForces(): Float64Array {
    const [low, high] = this.#options.contactForceRange;
    return this.simulation
      .array('cfrc_ext')
      .map((force) => Math.min(Math.max(force, low ?? -Infinity), high ?? Infinity));
  }

  #contactCost(): number {
    return this.#options.contactCostWeight * pairwiseSum(this.#contactForces().map((force) => force * force));
  }
}

function bodyIndex(id: string, simulation: Simulation, body: number | string): number {
  if (typeof body === 'string') return simulation.index('body', body);
  if (body >= 0 && body < simulation.nbody) return body;
  const problem = `mainBody: there is no body ${body}, expected 0 to ${simulation.nbody - 1}`;
  throw errors.MNR_ENVIRONMENT_OPTIONS({ id, problems: [problem] });
}
