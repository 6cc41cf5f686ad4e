import type {
  BoxSpace,
  DictSpace,
  Environment,
  ResetOptions,
  ResetResult,
  Snapshot,
  SpaceValue,
  StepResult,
} from '@minorant/core';

import { errors } from '../errors.js';
import type { Simulation } from '../mujoco/simulation.js';
import { Pcg64 } from '../random/pcg64.js';
import { box, dict } from '../spaces/create-spaces.js';
import { taskErrors } from '../task-errors.js';
import type { MazeAgent } from './maze-agent.js';
import { distanceBetween, GOAL_RADIUS, mazeReward } from './maze-goal.js';
import { cellCentre, type MazeLayout, type MazePoint } from './maze-layout.js';
import type { MazeOptions } from './maze-options.js';

/** What an agent in a maze sees: itself, where it is and where it is to go. */
export type MazeObservation = Readonly<
  Record<'achieved_goal' | 'desired_goal' | 'observation', Float64Array>
>;

/** What a {@link Maze} is made of. */
export interface MazeParts {
  /** The registered id. */
  readonly id: string;
  /** The body that moves. */
  readonly agent: MazeAgent;
  /** Where walls and goals are. */
  readonly layout: MazeLayout;
  /** The agent among the walls; owned by the maze from now on. */
  readonly simulation: Simulation;
  /** Options, defaults filled in. */
  readonly options: MazeOptions;
}

/**
 * Gymnasium-Robotics' PointMaze and AntMaze: an agent walks to a goal. Start and goal are drawn from the free cells, at
 * least half a cell apart, and moved by noise. The agent's own rewards and ends do not count. Unstable physics terminates the
 * episode with the last state's observation, reward 0 and `info.diverged`.
 *
 * `reset` takes `options.goalCell` and `options.resetCell`, each `[row, column]` from the top left; noise is added to them
 * too.
 */
export class Maze implements Environment<MazeObservation> {
  readonly specificationVersion = 'v1';
  readonly id: string;
  readonly observationSpace: DictSpace;
  readonly actionSpace: BoxSpace;
  /** The physics, for viewers and tests. */
  readonly simulation: Simulation;
  /** Where walls and goals are. */
  readonly layout: MazeLayout;
  readonly #agent: MazeAgent;
  readonly #options: MazeOptions;
  readonly #random = new Pcg64();
  readonly #initialQpos: Float64Array;
  readonly #targetSite: number;
  #goal: MazePoint | undefined;

  constructor({ id, agent, layout, simulation, options }: MazeParts) {
    this.id = id;
    this.#agent = agent;
    this.layout = layout;
    this.simulation = simulation;
    this.#options = options;
    this.#initialQpos = simulation.qpos.slice();
    this.#targetSite = simulation.index('site', 'target');
    this.actionSpace = box({ low: -1, high: 1, shape: [simulation.nu], dtype: 'float32' });
    this.observationSpace = dict({
      observation: box({ shape: [agent.observationSize] }),
      achieved_goal: box({ shape: [2] }),
      desired_goal: box({ shape: [2] }),
    });
  }

  /** Where the agent is to go. */
  get goal(): MazePoint | undefined {
    return this.#goal;
  }

  reset({ seed, options = {} }: ResetOptions = {}): ResetResult<MazeObservation> {
    if (seed !== undefined) this.#random.seed(seed);
    const goalCell = this.#freeCell('goalCell', options['goalCell']);
    const resetCell = this.#freeCell('resetCell', options['resetCell']);
    const goal = this.#addNoise(goalCell ?? this.#draw(this.layout.goals));
    this.#setGoal(goal);
    const start = this.#addNoise(resetCell ?? this.#drawStart(goal));
    const qpos = this.#initialQpos.slice();
    qpos.set(start);
    this.simulation.resetData();
    this.simulation.setState(qpos, new Float64Array(this.simulation.nv));
    const observation = this.#observe(goal);
    return { observation, info: { success: this.#distance(goal) <= GOAL_RADIUS } };
  }

  step(action: SpaceValue): StepResult<MazeObservation> {
    if (this.#goal === undefined) throw errors.MNR_ENVIRONMENT_NOT_RESET({ id: this.id });
    const goal = this.#goal;
    const controls = this.#checkAction(action);
    const qpos = this.simulation.qpos.slice();
    const qvel = this.simulation.qvel.slice();
    this.#agent.step(this.simulation, controls);
    if (this.simulation.diverged) {
      this.simulation.resetData();
      this.simulation.setState(qpos, qvel);
      const info = { success: false, diverged: true };
      return { observation: this.#observe(goal), reward: 0, terminated: true, truncated: false, info };
    }
    const observation = this.#observe(goal);
    const success = this.#distance(goal) <= GOAL_RADIUS;
    if (success) this.#moveGoal();
    const [x, y] = observation.achieved_goal as unknown as MazePoint;
    return {
      observation,
      reward: mazeReward(this.#options.rewardType, [x, y], goal),
      terminated: success && !this.#options.continuingTask,
      truncated: false,
      info: { success },
    };
  }

  /** Puts the physics into a state, keeping the goal: for comparing with recordings. Returns the observation. */
  setState(qpos: ArrayLike<number>, qvel: ArrayLike<number>): MazeObservation {
    if (this.#goal === undefined) throw errors.MNR_ENVIRONMENT_NOT_RESET({ id: this.id });
    this.simulation.setState(qpos, qvel);
    return this.#observe(this.#goal);
  }

  snapshot(): Snapshot {
    return {
      values: { goal: this.#goal ? [...this.#goal] : null },
      parts: { simulation: this.simulation.snapshot(), random: this.#random.snapshot() },
    };
  }

  restore(snapshot: Snapshot): void {
    const { goal } = snapshot.values as { goal: [number, number] | null };
    if (goal) this.#setGoal(goal);
    else this.#goal = undefined;
    this.simulation.restore(snapshot.parts!['simulation']!);
    this.#random.restore(snapshot.parts!['random']!);
  }

  dispose(): void {
    this.simulation.dispose();
  }

  #observe(goal: MazePoint): MazeObservation {
    return {
      achieved_goal: this.simulation.qpos.slice(0, 2),
      desired_goal: Float64Array.from(goal),
      observation: this.#agent.observe(this.simulation),
    };
  }

  #distance(goal: MazePoint): number {
    const { qpos } = this.simulation;
    return distanceBetween([qpos[0]!, qpos[1]!], goal);
  }

  #draw(centres: readonly MazePoint[]): MazePoint {
    return centres[this.#random.integers(0, centres.length)]!;
  }

  /** A start more than half a cell away from the goal. */
  #drawStart(goal: MazePoint): MazePoint {
    const far = (centre: MazePoint): boolean => distanceBetween(centre, goal) > 0.5 * this.layout.scale;
    if (!this.layout.starts.some(far))
      throw taskErrors.MNR_MAZE_MAP({ problem: 'every start lies within half a cell of the goal' });
    for (;;) {
      const start = this.#draw(this.layout.starts);
      if (far(start)) return start;
    }
  }

  #addNoise([x, y]: MazePoint): MazePoint {
    const range = this.#options.positionNoiseRange;
    const noise = (): number => this.#random.uniform(-range, range) * this.layout.scale;
    return [x + noise(), y + noise()];
  }

  /** Draws goals until one is out of reach, where the task asks for it. */
  #moveGoal(): void {
    const { continuingTask, resetTarget } = this.#options;
    if (!continuingTask || !resetTarget || this.layout.goals.length < 2) return;
    let goal = this.#goal!;
    while (this.#distance(goal) <= GOAL_RADIUS) goal = this.#addNoise(this.#draw(this.layout.goals));
    this.#setGoal(goal);
  }

  #setGoal(goal: MazePoint): void {
    this.#goal = goal;
    this.simulation.modelArray('site_pos').set(goal, this.#targetSite * 3);
  }

  #freeCell(option: string, value: unknown): MazePoint | undefined {
    if (value === undefined || value === null) return undefined;
    const [row, column] = (Array.isArray(value) ? value : []) as [number, number];
    const mark = this.layout.map[row]?.[column];
    if (mark === undefined || mark === '1')
      throw taskErrors.MNR_MAZE_CELL({ option, actual: JSON.stringify(value) });
    return cellCentre(this.layout.map, this.layout.scale, [row, column]);
  }

  #checkAction(action: SpaceValue): Float64Array {
    const { nu } = this.simulation;
    if (action instanceof Float64Array && action.length === nu && action.every(Number.isFinite))
      return action;
    throw errors.MNR_ENVIRONMENT_ACTION({ id: this.id, expected: `${nu} finite numbers (a Float64Array)` });
  }
}
