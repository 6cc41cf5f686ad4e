import type { EnvironmentV1 } from '@minorant/core';
import type { z } from 'zod';

import { loadMujoco } from '../mujoco/load-mujoco.js';
import type { MjcfModel } from '../mujoco/mjcf/mjcf-model.js';
import type { Simulation } from '../mujoco/simulation.js';
import { defineEnvironment, type EnvironmentEntry } from '../registry/environment-entry.js';
import { Ant, antV4Options, antV5Options } from './ant.js';
import { HalfCheetah, halfCheetahOptions } from './half-cheetah.js';
import { Hopper, hopperOptions } from './hopper.js';
import { Humanoid, humanoidV4Options, humanoidV5Options } from './humanoid.js';
import { InvertedDoublePendulum, invertedDoublePendulumOptions } from './inverted-double-pendulum.js';
import { InvertedPendulum, invertedPendulumOptions } from './inverted-pendulum.js';
import type { TaskVersion } from './locomotion-options.js';
import { Reacher, reacherOptions } from './reacher.js';
import { ant } from './robots/ant.js';
import { halfCheetah } from './robots/half-cheetah.js';
import { hopper } from './robots/hopper.js';
import { humanoid } from './robots/humanoid.js';
import { invertedDoublePendulum } from './robots/inverted-double-pendulum.js';
import { invertedPendulum } from './robots/inverted-pendulum.js';
import { reacher } from './robots/reacher.js';
import { swimmer } from './robots/swimmer.js';
import { walker2d } from './robots/walker2d.js';
import { Swimmer, swimmerOptions } from './swimmer.js';
import { Walker2d, walker2dOptions } from './walker2d.js';

/** A task without its version. */
interface Task<Schema extends z.ZodObject> {
  readonly name: string;
  readonly description: string;
  readonly maxEpisodeSteps?: number;
  readonly rewardThreshold?: number;
  readonly robot: MjcfModel;
  readonly optionsSchema: Schema;
  readonly task: new (
    id: string,
    simulation: Simulation,
    options: z.output<Schema>,
    version: TaskVersion,
  ) => EnvironmentV1;
}

const era: Readonly<Record<TaskVersion, string>> = {
  v4: "physics of the literature's MuJoCo 2",
  v5: "physics and rewards of today's Gymnasium",
};

function entry<Schema extends z.ZodObject>(version: TaskVersion, task: Task<Schema>): EnvironmentEntry {
  const id = `${task.name}-${version}`;
  return defineEnvironment({
    id,
    description: `${task.description}; ${era[version]}.`,
    maxEpisodeSteps: task.maxEpisodeSteps ?? 1000,
    ...(task.rewardThreshold !== undefined && { rewardThreshold: task.rewardThreshold }),
    optionsSchema: task.optionsSchema,
    create: async (options) => {
      const engine = await loadMujoco();
      const simulation = engine.compile(task.robot, { physics: version });
      try {
        return new task.task(id, simulation, options, version);
      } catch (error) {
        simulation.dispose();
        throw error;
      }
    },
  });
}

function entries(version: TaskVersion): EnvironmentEntry[] {
  return [
    entry(version, {
      name: 'Hopper',
      description: 'A one-legged robot hops forward',
      rewardThreshold: 3800,
      robot: hopper,
      optionsSchema: hopperOptions,
      task: Hopper,
    }),
    entry(version, {
      name: 'HalfCheetah',
      description: 'A two-legged robot runs forward in a plane',
      rewardThreshold: 4800,
      robot: halfCheetah,
      optionsSchema: halfCheetahOptions,
      task: HalfCheetah,
    }),
    entry(version, {
      name: 'Walker2d',
      description: 'A two-legged robot walks forward in a plane',
      robot: walker2d(version === 'v4' ? 0.9 : 1.9),
      optionsSchema: walker2dOptions,
      task: Walker2d,
    }),
    entry(version, {
      name: 'Ant',
      description: 'A four-legged robot runs forward',
      rewardThreshold: 6000,
      robot: ant,
      optionsSchema: (version === 'v4' ? antV4Options : antV5Options) as typeof antV4Options,
      task: Ant,
    }),
    entry(version, {
      name: 'Humanoid',
      description: 'A humanoid robot walks forward',
      robot: humanoid,
      optionsSchema: version === 'v4' ? humanoidV4Options : humanoidV5Options,
      task: Humanoid,
    }),
    entry(version, {
      name: 'Swimmer',
      description: 'A snake of three links swims forward',
      rewardThreshold: 360,
      robot: swimmer,
      optionsSchema: swimmerOptions,
      task: Swimmer,
    }),
    entry(version, {
      name: 'Reacher',
      description: 'An arm of two links reaches for a target',
      maxEpisodeSteps: 50,
      rewardThreshold: -3.75,
      robot: reacher,
      optionsSchema: reacherOptions,
      task: Reacher,
    }),
    entry(version, {
      name: 'InvertedPendulum',
      description: 'A cart balances a pole',
      rewardThreshold: 950,
      robot: invertedPendulum,
      optionsSchema: invertedPendulumOptions,
      task: InvertedPendulum,
    }),
    entry(version, {
      name: 'InvertedDoublePendulum',
      description: 'A cart balances two poles, one on the other',
      rewardThreshold: 9100,
      robot: invertedDoublePendulum,
      optionsSchema: invertedDoublePendulumOptions,
      task: InvertedDoublePendulum,
    }),
  ];
}

/** Gymnasium's MuJoCo tasks, `-v4` and `-v5`. */
export const locomotionEnvironments: readonly EnvironmentEntry[] = [...entries('v4'), ...entries('v5')];
