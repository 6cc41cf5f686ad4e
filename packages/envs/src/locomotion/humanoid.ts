import type { EnvironmentInfo } from '@minorant/core';
import { z } from 'zod';

import { type Evaluation, MujocoEnvironment } from '../mujoco/mujoco-environment.js';
import { pairwiseSum } from '../mujoco/pairwise-sum.js';
import type { Simulation } from '../mujoco/simulation.js';
import {
  flag,
  frameSkip,
  inside,
  number,
  range,
  sharedOptions,
  type TaskVersion,
} from './locomotion-options.js';

const common = {
  ...sharedOptions,
  forwardRewardWeight: number(1.25, 'Weight of the forward velocity in the reward.'),
  ctrlCostWeight: number(0.1, 'Weight of the control cost.'),
  healthyReward: number(5, 'Reward of each step in which the robot is healthy.'),
  healthyZRange: range(1, 2, 'Heights of the torso that count as healthy, in metres'),
  resetNoiseScale: number(1e-2, 'Half width of the uniform noise of the initial state.'),
  frameSkip: frameSkip(5),
};

/** Options of Humanoid-v4, those of Gymnasium in camel case. */
export const humanoidV4Options = z.strictObject(common);

/** Options of Humanoid-v5, those of Gymnasium in camel case. */
export const humanoidV5Options = z.strictObject({
  ...common,
  contactCostWeight: number(5e-7, 'Weight of the contact cost.'),
  contactCostRange: range(null, 10, 'Bounds that the contact cost is clipped to'),
  includeCinertInObservation: flag(true, 'Whether inertias of the bodies are observed (130 numbers).'),
  includeCvelInObservation: flag(true, 'Whether velocities of the bodies are observed (78 numbers).'),
  includeQfrcActuatorInObservation: flag(true, 'Whether forces of the actuators are observed (17 numbers).'),
  includeCfrcExtInObservation: flag(true, 'Whether contact forces are observed (78 numbers).'),
});

/** What {@link Humanoid} is made of: the options of either version as one. */
export type HumanoidOptions = z.output<typeof humanoidV4Options> &
  Partial<z.output<typeof humanoidV5Options>>;

/** A part of the observation: an array of the simulation, from an element on. */
type Part = readonly ['cinert' | 'cvel' | 'qfrc_actuator' | 'cfrc_ext', number];

function observedParts(options: HumanoidOptions, version: TaskVersion): readonly Part[] {
  if (version === 'v4')
    return [
      ['cinert', 0],
      ['cvel', 0],
      ['qfrc_actuator', 0],
      ['cfrc_ext', 0],
    ];
  // v5 leaves out the world (body 0) and the six coordinates that no actuator drives.
  const parts: [boolean | undefined, Part][] = [
    [options.includeCinertInObservation, ['cinert', 10]],
    [options.includeCvelInObservation, ['cvel', 6]],
    [options.includeQfrcActuatorInObservation, ['qfrc_actuator', 6]],
    [options.includeCfrcExtInObservation, ['cfrc_ext', 6]],
  ];
  return parts.filter(([included]) => included).map(([, part]) => part);
}

/**
 * Gymnasium's Humanoid: observation 376 (`-v4`) or 348 (`-v5`), action 17 in [-0.4, 0.4], dt 0.015 s;
 * reward = forwardRewardWeight * d(centre of mass)/dt + healthyReward - ctrlCostWeight * sum(ctrl^2) - contact cost (v5).
 */
export class Humanoid extends MujocoEnvironment {
  readonly #options: HumanoidOptions;
  readonly #version: TaskVersion;
  readonly #skipped: number;
  readonly #parts: readonly Part[];

  constructor(id: string, simulation: Simulation, options: HumanoidOptions, version: TaskVersion) {
    const skipped = options.excludeCurrentPositionsFromObservation ? 2 : 0;
    const parts = observedParts(options, version);
    const extra = parts.reduce((sum, [name, from]) => sum + simulation.array(name).length - from, 0);
    const observationSize = simulation.nq + simulation.nv - skipped + extra;
    super({ id, simulation, frameSkip: options.frameSkip, observationSize });
    this.#options = options;
    this.#version = version;
    this.#skipped = skipped;
    this.#parts = parts;
  }

  protected drawState(qpos: Float64Array, qvel: Float64Array): void {
    this.addUniformNoise(qpos, this.#options.resetNoiseScale);
    this.addUniformNoise(qvel, this.#options.resetNoiseScale);
  }

  protected observe(): Float64Array {
    const { qpos, qvel } = this.simulation;
    const observation = new Float64Array(this.observationSpace.low.length);
    observation.set(qpos.subarray(this.#skipped));
    observation.set(qvel, qpos.length - this.#skipped);
    let offset = qpos.length - this.#skipped + qvel.length;
    for (const [name, from] of this.#parts) {
      const part = this.simulation.array(name).subarray(from);
      observation.set(part, offset);
      offset += part.length;
    }
    return observation;
  }

  /** The centre of mass, x and y. */
  protected override position(): readonly number[] {
    const mass = this.simulation.modelArray('body_mass');
    const xipos = this.simulation.array('xipos');
    const total = pairwiseSum(mass);
    let [x, y] = [0, 0];
    for (let i = 0; i < mass.length; i++) {
      x += mass[i]! * xipos[3 * i]!;
      y += mass[i]! * xipos[3 * i + 1]!;
    }
    return [x / total, y / total];
  }

  protected evaluate(_action: Float64Array, [x0, y0]: readonly [number, number]): Evaluation {
    const { forwardRewardWeight, ctrlCostWeight, healthyReward, healthyZRange, terminateWhenUnhealthy } =
      this.#options;
    const { qpos, ctrl } = this.simulation;
    const [x, y] = this.position() as [number, number];
    const velocity = [(x - x0) / this.dt, (y - y0) / this.dt] as const;
    const healthy = inside(qpos[2]!, healthyZRange);
    const v4 = this.#version === 'v4';
    const forward = forwardRewardWeight * velocity[0];
    // v4 pays it in the terminal step too.
    const survive = healthy || (v4 && terminateWhenUnhealthy) ? healthyReward : 0;
    const control = ctrlCostWeight * pairwiseSum(ctrl.map((u) => u * u));
    const contact = v4 ? 0 : this.#contactCost();
    const [px, py] = v4 ? [x, y] : [qpos[0]!, qpos[1]!];
    const info = {
      x_position: px,
      y_position: py,
      distance_from_origin: Math.hypot(px, py),
      x_velocity: velocity[0],
      y_velocity: velocity[1],
      ...(v4
        ? {
            reward_linvel: forward,
            reward_quadctrl: -control,
            reward_alive: survive,
            forward_reward: forward,
          }
        : {
            ...this.#tendons(),
            reward_survive: survive,
            reward_forward: forward,
            reward_ctrl: -control,
            reward_contact: -contact,
          }),
    };
    const reward = forward + survive - (control + contact);
    return { reward, terminated: !healthy && terminateWhenUnhealthy, info };
  }

  protected override resetInfo(): EnvironmentInfo {
    if (this.#version === 'v4') return {};
    const [x, y] = this.simulation.qpos as unknown as [number, number];
    return { x_position: x, y_position: y, distance_from_origin: Math.hypot(x, y), ...this.#tendons() };
  }

  #tendons() {
    return {
      tendon_length: this.simulation.array('ten_length').slice(),
      tendon_velocity: this.simulation.array('ten_velocity').slice(),
    };
  }

  #contactCost(): number {
    const { contactCostWeight = 0, contactCostRange: [low, high] = [null, null] } = this.#options;
    const forces = this.simulation.array('cfrc_ext');
    const cost = contactCostWeight * pairwiseSum(forces.map((force) => force * force));
    return Math.min(Math.max(cost, low ?? -Infinity), high ?? Infinity);
  }
}
