import { ant } from '../locomotion/robots/ant.js';
import { loadMujoco } from '../mujoco/load-mujoco.js';
import type { MjcfModel } from '../mujoco/mjcf/mjcf-model.js';
import { defineEnvironment, type EnvironmentEntry } from '../registry/environment-entry.js';
import { antAgent } from './ant-agent.js';
import type { MazeAgent } from './maze-agent.js';
import { mazeLayout } from './maze-layout.js';
import { mazeMaps, type MazeName } from './maze-maps.js';
import { mazeModel } from './maze-model.js';
import { mazeOptionsSchema } from './maze-options.js';
import { Maze } from './maze.js';
import { pointAgent } from './point-agent.js';
import { pointModel } from './point-model.js';

interface MazeFamily {
  readonly name: 'PointMaze' | 'AntMaze';
  readonly version: string;
  readonly physics: 'v4' | 'v5';
  readonly agent: MazeAgent;
  readonly model: MjcfModel;
  /** Time limits by the maps' names without their variants. */
  readonly steps: Readonly<Record<'UMaze' | 'Open' | 'Medium' | 'Large', number>>;
}

const antSteps = { UMaze: 700, Open: 700, Medium: 1000, Large: 1000 };

const families: readonly MazeFamily[] = [
  {
    name: 'PointMaze',
    version: 'v3',
    physics: 'v4',
    agent: pointAgent,
    model: pointModel,
    steps: { UMaze: 300, Open: 300, Medium: 600, Large: 800 },
  },
  { name: 'AntMaze', version: 'v4', physics: 'v4', agent: antAgent('v4'), model: ant, steps: antSteps },
  { name: 'AntMaze', version: 'v5', physics: 'v5', agent: antAgent('v5'), model: ant, steps: antSteps },
];

function mazeEntry(family: MazeFamily, map: MazeName, reward: 'sparse' | 'dense'): EnvironmentEntry {
  const { name, version, physics, agent, model, steps } = family;
  const id = `${name}_${map}${reward === 'dense' ? 'Dense' : ''}-${version}`;
  return defineEnvironment({
    id,
    description: `${name === 'PointMaze' ? 'A ball' : 'A four-legged robot'} finds its way to a goal; ${reward} reward.`,
    maxEpisodeSteps: steps[map.split('_')[0] as keyof typeof steps],
    optionsSchema: mazeOptionsSchema.extend({
      rewardType: mazeOptionsSchema.shape.rewardType.unwrap().default(reward),
    }),
    create: async (options) => {
      const layout = mazeLayout(options.mazeMap ?? mazeMaps[map], agent.scale);
      const maze = mazeModel(model, layout, agent.wallHeight);
      const simulation = (await loadMujoco()).compile(maze, { physics });
      return new Maze({ id, agent, layout, simulation, options });
    },
  });
}

/** PointMaze and AntMaze by Gymnasium-Robotics' ids: each map, sparse and dense. */
export const mazeEntries: readonly EnvironmentEntry[] = families.flatMap((family) =>
  (Object.keys(mazeMaps) as MazeName[]).flatMap((map) => [
    mazeEntry(family, map, 'sparse'),
    mazeEntry(family, map, 'dense'),
  ]),
);
