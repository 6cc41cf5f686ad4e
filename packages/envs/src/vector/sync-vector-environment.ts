import type {
  BoxSpace,
  EnvironmentV1,
  Snapshot,
  Space,
  SpaceValue,
  VectorEnvironmentV1,
  VectorStepResult,
} from '@minorant/core';

import { errors } from '../errors.js';
import { make } from '../registry/registry.js';
import { checkCount, checkLength, checkReset, checkSpaces } from './check-sizes.js';
import { type Autoreset, EnvironmentGroup } from './environment-group.js';
import { spreadSeeds } from './spread-seeds.js';

/** Options of {@link SyncVectorEnvironment.make}. */
export interface VectorOptions {
  /** Number of sub-environments. */
  readonly count: number;
  /** Options of the environment itself, as for `make`. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** What happens at an episode's end, as in Gymnasium. @defaultValue next-step */
  readonly autoreset?: Autoreset;
}

/** What `reset` of the vector environments takes. */
export interface VectorResetOptions {
  /**
   * One seed (sub-environment i gets seed + i) or one for each. Without one the random streams go on; in a first reset
   * they start as from seed 0.
   */
  readonly seed?: number | readonly number[];
  /** Which ones to reset. @defaultValue all */
  readonly mask?: readonly boolean[];
}

/**
 * Several copies of an environment in this thread, as Gymnasium's `SyncVectorEnv`. Observations of any space are
 * flattened, discrete ones one-hot.
 *
 * @example
 * ```ts
 * import { SyncVectorEnvironment } from '@minorant/envs';
 *
 * const environments = await SyncVectorEnvironment.make('Hopper-v4', { count: 4 });
 * await environments.reset({ seed: 1 });
 * const { observations, rewards } = await environments.step(new Float64Array(4 * 3));
 * await environments.dispose();
 * ```
 */
export class SyncVectorEnvironment implements VectorEnvironmentV1 {
  readonly specificationVersion = 'v1';
  readonly id: string;
  readonly observationSpace: BoxSpace;
  readonly actionSpace: Space;
  readonly count: number;
  readonly autoreset: Autoreset;
  readonly #group: EnvironmentGroup;
  /** Observations of sub-environments that a masked reset leaves alone. */
  readonly #observations: Float64Array;

  /**
   * Owns the environments from now on.
   *
   * @throws MNR_VECTOR_SIZE when there is none, MNR_VECTOR_SPACES when they have different spaces.
   */
  constructor(environments: readonly EnvironmentV1<SpaceValue>[], autoreset: Autoreset = 'next-step') {
    checkCount('nothing', 'sub-environments', environments.length);
    checkSpaces(environments);
    this.#group = new EnvironmentGroup(environments, autoreset);
    this.id = this.#group.id;
    this.observationSpace = this.#group.observationSpace;
    this.actionSpace = this.#group.actionSpace;
    this.count = environments.length;
    this.autoreset = autoreset;
    this.#observations = new Float64Array(this.count * this.#group.observationSize);
  }

  /**
   * Makes `count` copies of a registered environment.
   *
   * @throws MNR_VECTOR_SIZE when `count` is not an integer from one up, and what `make` throws.
   */
  static async make(
    id: string,
    { count, options, autoreset }: VectorOptions,
  ): Promise<SyncVectorEnvironment> {
    checkCount(id, 'sub-environments', count);
    const environments: EnvironmentV1<SpaceValue>[] = [];
    for (let i = 0; i < count; i++) environments.push(await make(id, options));
    return new SyncVectorEnvironment(environments, autoreset);
  }

  /** @throws MNR_VECTOR_SIZE when seeds or mask have not one entry for each sub-environment. */
  reset({ seed, mask }: VectorResetOptions = {}): ReturnType<VectorEnvironmentV1['reset']> {
    return attempt(() => {
      checkReset(this.id, seed, mask, this.count);
      const infos = this.#group.reset(this.#observations, spreadSeeds(seed, this.count), mask);
      return { observations: this.#observations.slice(), infos };
    });
  }

  step(actions: Float64Array): Promise<VectorStepResult> {
    return attempt(() => {
      const expected = this.count * this.#group.actionSize;
      if (actions.length !== expected)
        throw errors.MNR_VECTOR_ACTIONS({ id: this.id, actual: actions.length, expected });
      const target = {
        observations: this.#observations,
        rewards: new Float64Array(this.count),
        terminated: new Uint8Array(this.count),
        truncated: new Uint8Array(this.count),
      };
      const infos = this.#group.step(actions, target);
      return { ...target, observations: this.#observations.slice(), infos };
    });
  }

  snapshot(): Promise<Snapshot> {
    return attempt(() => ({ parts: Object.fromEntries(this.#group.snapshot(this.#observations).entries()) }));
  }

  restore(snapshot: Snapshot): Promise<void> {
    return attempt(() => {
      const parts = Object.values(snapshot.parts!);
      checkLength(this.id, 'snapshots', parts, this.count);
      this.#group.restore(parts, this.#observations);
    });
  }

  dispose(): Promise<void> {
    return attempt(() => this.#group.dispose());
  }
}

/** What `work` returns, or a rejection for what it throws. */
function attempt<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => resolve(work()));
}
