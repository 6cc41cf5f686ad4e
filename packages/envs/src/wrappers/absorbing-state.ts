import type {
  BoxSpace,
  Environment,
  ResetOptions,
  ResetResult,
  Snapshot,
  SpaceValue,
  StepResult,
} from '@minorant/core';

import { errors } from '../errors.js';
import { box } from '../spaces/create-spaces.js';
import { Wrapper } from './wrapper.js';

/**
 * Replaces the end of an episode by an absorbing state that lasts until the time limit, so that no reward function can
 * pay for merely staying alive (I. Kostrikov et al., "Discriminator-Actor-Critic", 2019, section 4.2).
 *
 * Observations get one more element: 0 in the task, 1 in the absorbing state, whose other elements are 0. Every episode
 * is as long as the time limit.
 */
export class AbsorbingState extends Wrapper<Float64Array> {
  override readonly maxEpisodeSteps: number;
  readonly #space: BoxSpace;
  #elapsed = 0;
  #absorbed = false;

  /** @throws MNR_WRAPPER_SPACE when observations are not boxes or there is no time limit. */
  constructor(environment: Environment) {
    super(environment);
    const space = environment.observationSpace;
    if (space.kind !== 'box' || environment.maxEpisodeSteps === undefined)
      throw errors.MNR_WRAPPER_SPACE({
        wrapper: 'AbsorbingState',
        id: this.id,
        expected: 'a box of observations and a time limit',
      });
    this.maxEpisodeSteps = environment.maxEpisodeSteps;
    this.#space = box({
      low: [...space.low.map((low) => Math.min(low, 0)), 0],
      high: [...space.high.map((high) => Math.max(high, 0)), 1],
    });
  }

  override get observationSpace(): BoxSpace {
    return this.#space;
  }

  reset(options?: ResetOptions): ResetResult {
    this.#elapsed = 0;
    this.#absorbed = false;
    const { observation, info } = this.environment.reset(options);
    return { observation: Float64Array.of(...observation, 0), info };
  }

  step(action: SpaceValue): StepResult {
    this.#elapsed++;
    const truncated = this.#elapsed >= this.maxEpisodeSteps;
    if (this.#absorbed)
      return {
        observation: this.#absorbing(),
        reward: 0,
        terminated: false,
        truncated,
        info: { absorbing: true },
      };
    const result = this.environment.step(action);
    this.#absorbed = result.terminated;
    // A terminal state is replaced, not passed through: its successor is the absorbing state.
    const observation = result.terminated ? this.#absorbing() : Float64Array.of(...result.observation, 0);
    return { ...result, observation, terminated: false, truncated: truncated || result.truncated };
  }

  protected override ownSnapshot(): Snapshot {
    return { values: { elapsed: this.#elapsed, absorbed: this.#absorbed } };
  }

  protected override restoreOwn(own: Snapshot): void {
    this.#elapsed = own.values!['elapsed'] as number;
    this.#absorbed = own.values!['absorbed'] as boolean;
  }

  #absorbing(): Float64Array {
    const observation = new Float64Array(this.#space.low.length);
    observation[observation.length - 1] = 1;
    return observation;
  }
}
