import { describe, expect, it } from 'vitest';

import { make } from '../registry/registry.js';
import { compareWithRecording } from '../testing/compare-with-recording.js';
import { readRoboticsRecording, recordedActions } from '../testing/robotics-recording.js';
import type { TimeLimit } from '../wrappers/time-limit.js';
import { FlattenGoal } from './flatten-goal.js';
import { distanceBetween, mazeReward } from './maze-goal.js';
import { mazeLayout } from './maze-layout.js';
import { mazeMaps } from './maze-maps.js';
import type { Maze, MazeObservation } from './maze.js';

async function makeMaze(
  id: string,
  options = {},
): Promise<{ environment: TimeLimit<MazeObservation>; maze: Maze }> {
  const environment = (await make(id, options)) as unknown as TimeLimit<MazeObservation>;
  return { environment, maze: environment.unwrapped as unknown as Maze };
}

describe('mazes beside recordings of Gymnasium-Robotics', () => {
  it.each([
    'PointMaze_UMaze-v3',
    'PointMaze_Open-v3',
    'PointMaze_Medium-v3',
    'PointMaze_Large-v3',
    'PointMaze_UMazeDense-v3',
    'PointMaze_Large_Diverse_G-v3',
    'PointMaze_Medium_Diverse_GR-v3',
  ])('%s: resets, single steps and 200 random steps', async (id) => {
    const differences = await compareWithRecording(readRoboticsRecording(id));
    expect(differences.reset).toBeLessThan(1e-12);
    expect(Math.max(...differences.singleObservations)).toBeLessThan(1e-9);
    expect(differences.singleReward).toBeLessThan(1e-9);
    expect(Math.max(...differences.trajectory)).toBeLessThan(1e-9);
    expect(Math.max(...differences.trajectoryReward)).toBeLessThan(1e-9);
  });

  it.each([
    'AntMaze_UMaze-v4',
    'AntMaze_Open-v4',
    'AntMaze_Medium-v4',
    'AntMaze_Large-v4',
    'AntMaze_UMazeDense-v4',
    'AntMaze_Open_Diverse_G-v4',
    'AntMaze_Large_Diverse_GR-v4',
    'AntMaze_UMaze-v5',
    'AntMaze_MediumDense-v5',
  ])('%s: resets, single steps and the first 60 random steps', async (id) => {
    const differences = await compareWithRecording(readRoboticsRecording(id));
    expect(differences.reset).toBeLessThan(1e-12);
    // One of the 20 steps of AntMaze_Open_Diverse_G-v4 is off by 1.3e-7: recorded with MuJoCo 3.2.7, whose solver stops
    // elsewhere within its tolerance of 1e-8 than that of 3.14.
    const exceptions = id === 'AntMaze_Open_Diverse_G-v4' ? 1 : 0;
    expect(differences.singleObservations.filter((difference) => difference > 1e-9)).toHaveLength(exceptions);
    expect(Math.max(...differences.singleObservations)).toBeLessThan(1e-6);
    expect(differences.singleReward).toBeLessThan(1e-9);
    // Every 20th step is recorded. An ant is chaotic: rounding grows about a thousandfold in 40 steps.
    expect(differences.trajectory[0]).toBeLessThan(1e-11);
    expect(differences.trajectory[2]).toBeLessThan(1e-8);
  });
});

describe('maze layouts', () => {
  it('have the origin in the middle, rows downwards', () => {
    const { walls, goals } = mazeLayout(mazeMaps.UMaze, 4);
    expect(walls).toHaveLength(25 - 7);
    expect(walls[0]).toEqual({ cell: [0, 0], centre: [-8, 8] });
    expect(goals).toEqual([[-4, 4], [0, 4], [4, 4], [4, 0], [-4, -4], [0, -4], [4, -4]]); // prettier-ignore
  });

  it('keep starts and goals apart where the map marks them', () => {
    const { starts, goals } = mazeLayout(mazeMaps.Large_Diverse_G, 1);
    expect(starts).toEqual([[-4.5, 3]]);
    expect(goals).toHaveLength(7);
    const { starts: all, goals: same } = mazeLayout(mazeMaps.Open_Diverse_GR, 1);
    expect(all).toHaveLength(15);
    expect(same).toEqual(all);
    expect(mazeLayout(['1111', '1g01', '1111'], 1).starts).toEqual([[0.5, 0]]);
  });

  it.each([
    [['111', '10'], 'row 1 has 2 cells'],
    [['1x1'], 'cell (0, 1) is "x"'],
    [['111'], 'no cell is left'],
  ])('refuse %j', (map, problem) => {
    expect(() => mazeLayout(map, 1)).toThrow(problem);
  });
});

describe('mazes', () => {
  it('reward nearness', () => {
    expect(distanceBetween([3, 0], [0, 4])).toBe(5);
    expect(mazeReward('dense', [0, 0], [3, 4])).toBeCloseTo(Math.exp(-5), 15);
    expect([0.45, 0.4501].map((x) => mazeReward('sparse', [x, 0], [0, 0]))).toEqual([1, 0]);
  });

  it('start and end where the reset says, plus noise', async () => {
    const { environment } = await makeMaze('PointMaze_Medium-v3');
    for (let seed = 0; seed < 10; seed++) {
      const options = { goalCell: [6, 6], resetCell: [1, 1] };
      const { observation } = environment.reset({ seed, options });
      expect(Math.abs(observation.desired_goal[0]! - 2.5)).toBeLessThanOrEqual(0.25);
      expect(Math.abs(observation.desired_goal[1]! + 2.5)).toBeLessThanOrEqual(0.25);
      expect(Math.abs(observation.achieved_goal[0]! + 2.5)).toBeLessThanOrEqual(0.25);
      expect([...observation.observation.slice(2)]).toEqual([0, 0]);
    }
    expect(() => environment.reset({ options: { goalCell: [0, 0] } })).toThrow('goalCell = [0,0]');
    expect(() => environment.reset({ options: { resetCell: 5 } })).toThrow('resetCell = 5');
    environment.dispose();
  });

  it('end at the goal, go on, or move the goal, as the options say', async () => {
    const endings = { continuingTask: false };
    const moving = { resetTarget: true };
    for (const options of [{}, endings, moving]) {
      const { environment, maze } = await makeMaze('PointMaze_Open-v3', {
        ...options,
        positionNoiseRange: 0,
      });
      environment.reset({ seed: 0 });
      const goal = [...maze.goal!] as [number, number];
      maze.setState(goal, [0, 0]);
      const result = environment.step(Float64Array.of(0, 0));
      expect([result.reward, result.terminated, result.info['success']]).toEqual([
        1,
        options === endings,
        true,
      ]);
      expect([...result.observation.desired_goal]).toEqual(goal);
      const moved = distanceBetween(maze.goal!, goal);
      if (options === moving) expect(moved).toBeGreaterThan(0.45);
      else expect(moved).toBe(0);
      environment.dispose();
    }
  });

  it('goes on from a snapshot bit for bit, new goals included', async () => {
    const { environment } = await makeMaze('AntMaze_UMaze-v4', { resetTarget: true });
    environment.reset({ seed: 8 });
    const actions = recordedActions(60, 8);
    for (const action of actions.slice(0, 30)) environment.step(action);
    const snapshot = structuredClone(environment.snapshot());
    const run = () => [...actions.slice(30).map((action) => environment.step(action)), environment.reset()];
    const first = run();
    environment.restore(snapshot);
    expect(run()).toEqual(first);
    environment.dispose();
  });

  it('become one array that keeps position and goal', async () => {
    for (const [id, size] of [
      ['AntMaze_UMaze-v5', 109],
      ['PointMaze_UMaze-v3', 6],
    ] as const) {
      const { environment } = await makeMaze(id);
      const expected = environment.reset({ seed: 2 }).observation;
      const flat = new FlattenGoal(environment);
      const { observation } = flat.reset({ seed: 2 });
      expect(observation).toHaveLength(size);
      expect(flat.observationSpace.shape).toEqual([size]);
      expect([...observation.slice(-2)]).toEqual([...expected.desired_goal]);
      const position = id.startsWith('Ant') ? observation.slice(-4, -2) : observation.slice(0, 2);
      expect([...position]).toEqual([...expected.achieved_goal]);
      flat.dispose();
    }
  });

  it('are what the wrapper wraps, and nothing else', async () => {
    const pole = await make('CartPole-v1');
    expect(() => new FlattenGoal(pole as never)).toThrow(
      expect.objectContaining({ code: 'MNR_WRAPPER_SPACE' }),
    );
    pole.dispose();
  });

  it('take a map of your own', async () => {
    const { environment } = await makeMaze('PointMaze_UMaze-v3', { mazeMap: ['11111', '1r0g1', '11111'] });
    const { observation } = environment.reset({ seed: 1 });
    expect(observation.desired_goal[0]! - observation.achieved_goal[0]!).toBeGreaterThan(1.4);
    environment.dispose();
  });
});
