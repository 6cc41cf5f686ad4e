import type { Snapshot } from '../snapshot/v1.js';
import type { Space, SpaceValue } from '../space/v1.js';

/** Extra numbers that an environment reports; nothing may be learnt from them. */
export type EnvironmentInfo = Readonly<Record<string, unknown>>;

/** What {@link EnvironmentV1.reset} returns. */
export interface ResetResult<Observation = Float64Array> {
  readonly observation: Observation;
  readonly info: EnvironmentInfo;
}

/** What {@link EnvironmentV1.step} returns. */
export interface StepResult<Observation = Float64Array> {
  readonly observation: Observation;
  readonly reward: number;
  /** The task ended: the value of the next state is not to be bootstrapped. */
  readonly terminated: boolean;
  /** The episode was cut off from outside (a time limit): the next state still has a value. */
  readonly truncated: boolean;
  readonly info: EnvironmentInfo;
}

/** Options of {@link EnvironmentV1.reset}. */
export interface ResetOptions {
  /** Seeds the environment's random stream; without it the stream goes on. */
  readonly seed?: number;
  readonly options?: Readonly<Record<string, unknown>>;
}

/**
 * One task, with the semantics of Gymnasium 1.x: `reset` before the first `step` and after each end of an episode,
 * `terminated` and `truncated` apart, randomness only from the seed of `reset`.
 *
 * Observations of a box space are flat `Float64Array`s that belong to the caller (a step never overwrites an
 * earlier one); actions are flat arrays for a box space and numbers for a discrete one.
 */
export interface EnvironmentV1<
  Observation extends SpaceValue = Float64Array,
  Action extends SpaceValue = SpaceValue,
> {
  readonly specificationVersion: 'v1';
  /** The registered id, such as `Hopper-v4`. */
  readonly id: string;
  readonly observationSpace: Space;
  readonly actionSpace: Space;
  /** Steps after which episodes are truncated, if there is a time limit. */
  readonly maxEpisodeSteps?: number;
  reset(options?: ResetOptions): ResetResult<Observation>;
  step(action: Action): StepResult<Observation>;
  /** Copies the whole state, random stream included. */
  snapshot(): Snapshot;
  /** Puts a state back, bit for bit. */
  restore(snapshot: Snapshot): void;
  /** Frees memory that the garbage collector does not see (WASM). */
  dispose(): void;
}

/** A batch of steps of a {@link VectorEnvironmentV1}: arrays over the sub-environments. */
export interface VectorStepResult {
  /** Flat, `[count * observationSize]`. */
  readonly observations: Float64Array;
  readonly rewards: Float64Array;
  readonly terminated: Uint8Array;
  readonly truncated: Uint8Array;
  readonly infos: readonly EnvironmentInfo[];
}

/** Several copies of one environment stepped together, with autoreset as Gymnasium defines it. */
export interface VectorEnvironmentV1 {
  readonly specificationVersion: 'v1';
  readonly id: string;
  readonly count: number;
  readonly observationSpace: Space;
  readonly actionSpace: Space;
  /** How finished sub-environments are reset, see Gymnasium's `AutoresetMode`. */
  readonly autoreset: 'next-step' | 'same-step' | 'disabled';
  reset(options?: { readonly seed?: number | readonly number[] }): Promise<{
    readonly observations: Float64Array;
    readonly infos: readonly EnvironmentInfo[];
  }>;
  /** `actions` is flat, `[count * actionSize]`; one number each for a discrete space. */
  step(actions: Float64Array): Promise<VectorStepResult>;
  snapshot(): Promise<Snapshot>;
  restore(snapshot: Snapshot): Promise<void>;
  dispose(): Promise<void>;
}
