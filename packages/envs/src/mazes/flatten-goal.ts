import type {
  BoxSpace,
  EnvironmentV1,
  ResetOptions,
  ResetResult,
  SpaceValue,
  StepResult,
} from '@minorant/core';

import { errors } from '../errors.js';
import { box } from '../spaces/create-spaces.js';
import { Wrapper } from '../wrappers/wrapper.js';
import type { MazeObservation } from './maze.js';

/**
 * Makes one array of a maze's observation that keeps where the agent is and where it is to go: what the agent feels of
 * itself, its position, the goal. An ant's 27 numbers become 31. A ball feels its own position; it is not repeated, so its
 * 4 numbers become 6.
 *
 * @example
 * ```ts
 * import { FlattenGoal, make, type MazeObservation } from '@minorant/envs';
 * import type { EnvironmentV1 } from '@minorant/core';
 *
 * const maze = await make('AntMaze_UMaze-v4');
 * const flat = new FlattenGoal(maze as EnvironmentV1<MazeObservation>);
 * flat.reset({ seed: 1 }).observation.length; // 31
 * flat.dispose();
 * ```
 */
export class FlattenGoal extends Wrapper<Float64Array, SpaceValue, MazeObservation> {
  readonly #space: BoxSpace;
  /** Whether the position is added to what the agent feels. */
  readonly #adds: boolean;

  /** @throws MNR_WRAPPER_SPACE when observations are not those of a maze. */
  constructor(environment: EnvironmentV1<MazeObservation>) {
    super(environment);
    const { observationSpace } = environment;
    const parts = observationSpace.kind === 'dict' ? observationSpace.spaces : {};
    const inner = parts['observation'];
    if (inner?.kind !== 'box' || !('achieved_goal' in parts) || !('desired_goal' in parts))
      throw errors.MNR_WRAPPER_SPACE({
        ...{ wrapper: 'FlattenGoal', id: this.id },
        expected: 'a dictionary of observation, achieved_goal and desired_goal, as mazes give it',
      });
    this.#adds = !environment.id.startsWith('PointMaze');
    this.#space = box({ shape: [inner.low.length + (this.#adds ? 4 : 2)] });
  }

  override get observationSpace(): BoxSpace {
    return this.#space;
  }

  reset(options?: ResetOptions): ResetResult {
    const { observation, info } = this.environment.reset(options);
    return { observation: this.#flatten(observation), info };
  }

  step(action: SpaceValue): StepResult {
    const result = this.environment.step(action);
    return { ...result, observation: this.#flatten(result.observation) };
  }

  #flatten({ observation, achieved_goal, desired_goal }: MazeObservation): Float64Array {
    return Float64Array.of(...observation, ...(this.#adds ? achieved_goal : []), ...desired_goal);
  }
}
