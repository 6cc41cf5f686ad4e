import type { MjcfModel } from '../mujoco/mjcf/mjcf-model.js';
import { loadMujoco } from '../mujoco/load-mujoco.js';
import { defineEnvironment, type EnvironmentEntry } from '../registry/environment-entry.js';
import { AdroitDoor } from './adroit-door.js';
import type { AdroitHand, AdroitParts } from './adroit-hand.js';
import { AdroitHammer } from './adroit-hammer.js';
import { adroitOptionsSchema } from './adroit-options.js';
import { AdroitPen } from './adroit-pen.js';
import { AdroitRelocate } from './adroit-relocate.js';
import { adroitDoor } from './robots/door.js';
import { adroitHammer } from './robots/hammer.js';
import { adroitPen } from './robots/pen.js';
import { adroitRelocate } from './robots/relocate.js';

interface AdroitTask {
  readonly name: string;
  readonly description: string;
  readonly model: MjcfModel;
  readonly Task: new (parts: AdroitParts) => AdroitHand;
}

const tasks: readonly AdroitTask[] = [
  {
    name: 'Door',
    description: 'A hand undoes a latch and opens a door',
    model: adroitDoor,
    Task: AdroitDoor,
  },
  {
    name: 'Hammer',
    description: 'A hand picks up a hammer and drives in a nail',
    model: adroitHammer,
    Task: AdroitHammer,
  },
  { name: 'Pen', description: 'A hand turns a pen to a wanted direction', model: adroitPen, Task: AdroitPen },
  {
    name: 'Relocate',
    description: 'A hand brings a ball to a wanted place',
    model: adroitRelocate,
    Task: AdroitRelocate,
  },
];

/** The Adroit hand tasks by Gymnasium-Robotics' ids: dense and sparse, `-v1` and `-v2`. */
export const adroitEntries: readonly EnvironmentEntry[] = (['v1', 'v2'] as const).flatMap((version) =>
  tasks.flatMap(({ name, description, model, Task }) =>
    (['dense', 'sparse'] as const).map((reward) => {
      const id = `AdroitHand${name}${reward === 'sparse' ? 'Sparse' : ''}-${version}`;
      const { rewardType, physics } = adroitOptionsSchema.shape;
      return defineEnvironment({
        id,
        description: `${description}; ${reward} reward.`,
        maxEpisodeSteps: 200,
        optionsSchema: adroitOptionsSchema.extend({
          rewardType: rewardType.unwrap().default(reward),
          physics: physics.unwrap().default(version === 'v1' ? 'v4' : 'v5'),
        }),
        create: async (options) => {
          const engine = await loadMujoco();
          // Until 3.3, MuJoCo found the contacts of these boxes and cylinders with other code than now.
          const nativeccd = options.physics === 'v5';
          const simulation = engine.compile(model, { physics: options.physics, nativeccd });
          return new Task({ id, simulation, options, version });
        },
      });
    }),
  ),
);
