import { loadMujoco } from '../mujoco/load-mujoco.js';
import { defineEnvironment, type EnvironmentEntry } from '../registry/environment-entry.js';
import { Hopper, hopperOptions } from './hopper.js';
import { InvertedPendulum, invertedPendulumOptions } from './inverted-pendulum.js';
import type { TaskVersion } from './locomotion-options.js';
import { hopper } from './robots/hopper.js';
import { invertedPendulum } from './robots/inverted-pendulum.js';

const versions: readonly TaskVersion[] = ['v4', 'v5'];
const physics = {
  v4: "physics of the literature's MuJoCo 2",
  v5: "physics and rewards of today's Gymnasium",
};

/** Gymnasium's MuJoCo tasks, `-v4` and `-v5`. */
export const locomotionEnvironments: readonly EnvironmentEntry[] = versions.flatMap((version) => [
  defineEnvironment({
    id: `Hopper-${version}`,
    description: `A one-legged robot hops forward; ${physics[version]}.`,
    maxEpisodeSteps: 1000,
    rewardThreshold: 3800,
    optionsSchema: hopperOptions,
    create: async (options) => {
      const simulation = (await loadMujoco()).compile(hopper, { physics: version });
      return new Hopper(`Hopper-${version}`, simulation, options, version);
    },
  }),
  defineEnvironment({
    id: `InvertedPendulum-${version}`,
    description: `A cart balances a pole; ${physics[version]}.`,
    maxEpisodeSteps: 1000,
    rewardThreshold: 950,
    optionsSchema: invertedPendulumOptions,
    create: async (options) => {
      const simulation = (await loadMujoco()).compile(invertedPendulum, { physics: version });
      return new InvertedPendulum(`InvertedPendulum-${version}`, simulation, options, version);
    },
  }),
]);
