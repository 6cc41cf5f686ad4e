import {
  flatten,
  flattenSpace,
  unflatten,
  type BoxSpace,
  type EnvironmentInfo,
  type EnvironmentV1,
  type Snapshot,
  type Space,
  type SpaceValue,
} from '@minorant/core';

import { errors } from '../errors.js';

/** How finished sub-environments are reset, as Gymnasium's `AutoresetMode`. */
export type Autoreset = 'next-step' | 'same-step' | 'disabled';

/** Where a group writes its results: arrays over its sub-environments. */
export interface GroupArrays {
  /** `[count * observationSize]`, row by row. */
  readonly observations: Float64Array;
  /** `[count]`. */
  readonly rewards: Float64Array;
  /** `[count]`: 1 where the task ended. */
  readonly terminated: Uint8Array;
  /** `[count]`: 1 where a limit cut the episode off. */
  readonly truncated: Uint8Array;
}

/** The numbers that one action takes in a flat array: a discrete action takes one. */
export function actionSizeOf(space: Space): number {
  return space.kind === 'discrete' ? 1 : flattenSpace(space).low.length;
}

/** Several copies of one environment in this thread, stepped one after the other, with autoreset. */
export class EnvironmentGroup {
  /** The registered id. */
  readonly id: string;
  /** What observations are drawn from. */
  readonly observationSpace: BoxSpace;
  /** What actions are drawn from. */
  readonly actionSpace: Space;
  /** Numbers in one flattened observation. */
  readonly observationSize: number;
  /** Numbers in one flattened action; a discrete action takes one. */
  readonly actionSize: number;
  readonly #environments: readonly EnvironmentV1<SpaceValue>[];
  readonly #inner: Space;
  /** Whether each has ended and waits for its reset. */
  #finished: Uint8Array;
  /** Whether each has been reset before. */
  #begun: Uint8Array;

  /** Owns the environments from now on. `first` is the index of the first one in the whole vector. */
  constructor(
    environments: readonly EnvironmentV1<SpaceValue>[],
    readonly autoreset: Autoreset,
    readonly first = 0,
  ) {
    const [one] = environments as [EnvironmentV1<SpaceValue>];
    this.#environments = environments;
    this.id = one.id;
    this.#inner = one.observationSpace;
    this.observationSpace = flattenSpace(one.observationSpace);
    this.actionSpace = one.actionSpace;
    this.observationSize = this.observationSpace.low.length;
    this.actionSize = actionSizeOf(one.actionSpace);
    this.#finished = new Uint8Array(environments.length);
    this.#begun = new Uint8Array(environments.length);
  }

  /**
   * Resets those that `mask` names (all without one); `seeds[i]` seeds the i-th. One that was never reset and gets no
   * seed takes its index in the whole vector: all copies begin with the same random stream.
   */
  reset(
    target: Float64Array,
    seeds: readonly (number | undefined)[] = [],
    mask?: readonly boolean[],
  ): EnvironmentInfo[] {
    return this.#environments.map((environment, i) => {
      if (mask && !mask[i]) return {};
      const seed = seeds[i] ?? (this.#begun[i] ? undefined : this.first + i);
      const { observation, info } = environment.reset(seed === undefined ? {} : { seed });
      this.#write(target, i, observation);
      this.#finished[i] = 0;
      this.#begun[i] = 1;
      return info;
    });
  }

  /** Takes one step in each, with its part of the flat `actions`, and writes the results into `target`. */
  step(actions: Float64Array, target: GroupArrays): EnvironmentInfo[] {
    return this.#environments.map((environment, i) => {
      if (this.#finished[i]) return this.#stepFinished(environment, i, target);
      const { observation, reward, terminated, truncated, info } = environment.step(this.#action(actions, i));
      target.rewards[i] = reward;
      target.terminated[i] = terminated ? 1 : 0;
      target.truncated[i] = truncated ? 1 : 0;
      if (!terminated && !truncated) {
        this.#write(target.observations, i, observation);
        return info;
      }
      if (this.autoreset !== 'same-step') {
        this.#finished[i] = 1;
        this.#write(target.observations, i, observation);
        return info;
      }
      const fresh = environment.reset();
      this.#write(target.observations, i, fresh.observation);
      return { ...fresh.info, final_obs: flatten(this.#inner, observation), final_info: info };
    });
  }

  /** Copies the whole state, with the observations that were given last: rows of `observations`. */
  snapshot(observations: Float64Array): Snapshot[] {
    const size = this.observationSize;
    return this.#environments.map((environment, i) => ({
      parts: { environment: environment.snapshot() },
      values: { finished: this.#finished[i]!, begun: this.#begun[i]! },
      tensors: {
        observation: {
          dtype: 'float64',
          shape: [size],
          data: observations.slice(i * size, (i + 1) * size),
        },
      },
    }));
  }

  /** Puts a snapshot back, bit for bit, and its observations into `target`. */
  restore(snapshots: readonly Snapshot[], target: Float64Array): void {
    for (const [i, environment] of this.#environments.entries()) {
      const { parts, values, tensors } = snapshots[i]!;
      environment.restore(parts!['environment']!);
      this.#finished[i] = values!['finished'] as number;
      this.#begun[i] = values!['begun'] as number;
      target.set(tensors!['observation']!.data as Float64Array, i * this.observationSize);
    }
  }

  /** Frees tensors and other memory that the garbage collector does not see; not to be used afterwards. */
  dispose(): void {
    for (const environment of this.#environments) environment.dispose();
  }

  /** `next-step`: the step after the end resets instead, ignores the action and pays nothing. */
  #stepFinished(environment: EnvironmentV1<SpaceValue>, i: number, target: GroupArrays): EnvironmentInfo {
    if (this.autoreset === 'disabled')
      throw errors.MNR_VECTOR_FINISHED({ id: this.id, index: this.first + i });
    const { observation, info } = environment.reset();
    this.#finished[i] = 0;
    this.#write(target.observations, i, observation);
    target.rewards[i] = 0;
    target.terminated[i] = 0;
    target.truncated[i] = 0;
    return info;
  }

  #write(target: Float64Array, i: number, observation: SpaceValue): void {
    const offset = i * this.observationSize;
    if (this.#inner.kind === 'box') {
      target.set(observation as Float64Array, offset);
      return;
    }
    target.fill(0, offset, offset + this.observationSize);
    flatten(this.#inner, observation, target, offset);
  }

  #action(actions: Float64Array, i: number): SpaceValue {
    const offset = i * this.actionSize;
    return this.actionSpace.kind === 'discrete'
      ? actions[offset]!
      : unflatten(this.actionSpace, actions, offset);
  }
}
