import type { Snapshot } from '../snapshot/v1.js';
import type { Space, SpaceValue } from '../space/v1.js';
import type { TabularMdpV1 } from '../tabular/v1.js';

/** Extra numbers that an environment reports; nothing may be learnt from them. */
export type EnvironmentInfo = Readonly<Record<string, unknown>>;

/** What {@link EnvironmentV1.reset} returns. */
export interface ResetResult<Observation = Float64Array> {
  /** The first observation of the episode. */
  readonly observation: Observation;
  /** Extra numbers of the environment; nothing may be learnt from them. */
  readonly info: EnvironmentInfo;
}

/** What {@link EnvironmentV1.step} returns. */
export interface StepResult<Observation = Float64Array> {
  /** The observation after the step. */
  readonly observation: Observation;
  /** The environment's own reward of the step. */
  readonly reward: number;
  /** The task ended: the value of the next state is not to be bootstrapped. */
  readonly terminated: boolean;
  /** The episode was cut off from outside (a time limit): the next state still has a value. */
  readonly truncated: boolean;
  /** Extra numbers of the environment; nothing may be learnt from them. */
  readonly info: EnvironmentInfo;
}

/** Options of {@link EnvironmentV1.reset}. */
export interface ResetOptions {
  /** Seeds the environment's random stream; without it the stream goes on. */
  readonly seed?: number;
  /** What the environment takes beside a seed, as in Gymnasium. */
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
  /** Version of the contract that this implements. */
  readonly specificationVersion: 'v1';
  /** The registered id, such as `Hopper-v4`. */
  readonly id: string;
  /** What observations are drawn from. */
  readonly observationSpace: Space;
  /** What actions are drawn from. */
  readonly actionSpace: Space;
  /** Steps after which episodes are truncated, if there is a time limit. */
  readonly maxEpisodeSteps?: number;
  /** The model as tables, where the task is finite and known; wrappers pass it on. */
  readonly mdp?: TabularMdpV1;
  /** Begins an episode. A seed starts the random stream anew; without one it goes on. */
  reset(options?: ResetOptions): ResetResult<Observation>;
  /** Takes one step. After the end of an episode, `reset` has to come first. */
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
  /** Rewards, `[count]`. */
  readonly rewards: Float64Array;
  /** Ends of the task, `[count]`: 1 where it ended. */
  readonly terminated: Uint8Array;
  /** Cut-offs from outside, `[count]`: 1 where there was one. */
  readonly truncated: Uint8Array;
  /** Infos, one for each sub-environment. */
  readonly infos: readonly EnvironmentInfo[];
}

/** Several copies of one environment stepped together, with autoreset as Gymnasium defines it. */
export interface VectorEnvironmentV1 {
  /** Version of the contract that this implements. */
  readonly specificationVersion: 'v1';
  /** The registered id of the sub-environments. */
  readonly id: string;
  /** How many sub-environments there are. */
  readonly count: number;
  /** The space of one sub-environment. */
  readonly observationSpace: Space;
  /** The space of one sub-environment. */
  readonly actionSpace: Space;
  /** How finished sub-environments are reset, see Gymnasium's `AutoresetMode`. */
  readonly autoreset: 'next-step' | 'same-step' | 'disabled';
  /** Begins an episode in each; one seed counts up over them, a list gives each its own. */
  reset(options?: { readonly seed?: number | readonly number[] }): Promise<{
    readonly observations: Float64Array;
    readonly infos: readonly EnvironmentInfo[];
  }>;
  /** `actions` is flat, `[count * actionSize]`; one number each for a discrete space. */
  step(actions: Float64Array): Promise<VectorStepResult>;
  /** Copies the state of all of them. */
  snapshot(): Promise<Snapshot>;
  /** Puts the state of all of them back. */
  restore(snapshot: Snapshot): Promise<void>;
  /** Ends workers and frees memory. */
  dispose(): Promise<void>;
}
