import type { Simulation } from '../mujoco/simulation.js';
import type { MazeAgent } from './maze-agent.js';

const FASTEST = 5;
const clip = (value: number, limit: number): number => Math.min(Math.max(value, -limit), limit);

/** PointMaze's ball: its speed is cut to 5 m/s before each step, its action to 1. */
export const pointAgent: MazeAgent = {
  observationSize: 4,
  scale: 1,
  wallHeight: 0.4,
  step(simulation: Simulation, action: Float64Array): void {
    simulation.setState(
      simulation.qpos.slice(),
      simulation.qvel.map((speed) => clip(speed, FASTEST)),
    );
    simulation.ctrl.set(action.map((push) => clip(push, 1)));
    simulation.step(1);
  },
  observe: ({ qpos, qvel }: Simulation): Float64Array => Float64Array.of(...qpos, ...qvel),
};
