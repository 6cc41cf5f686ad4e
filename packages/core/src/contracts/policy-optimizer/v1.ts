import type { Tensor2D } from '@tensorflow/tfjs';

import type { RandomStream } from '../../random/random-stream.js';
import type { Episode } from '../data-source/episode.js';
import type { RewardModelV1 } from '../reward-model/v1.js';
import type { Snapshot, Stateful } from '../snapshot/v1.js';

/** What a policy is trained on: the environment's own reward, or a model's, recomputed for every sampled batch. */
export type RewardSource = 'environment' | RewardModelV1;

/** Options of {@link PolicyOptimizerV1.improve}. */
export interface ImproveOptions {
  /** What the policy is paid: a reward model, or the environment's own reward. */
  readonly reward: RewardSource;
  /** How many rounds; one round is the optimizer's own unit (SAC: `stepsPerRound` environment steps and their updates). */
  readonly rounds: number;
  /** Aborting ends the improvement after the step under way. */
  readonly signal?: AbortSignal;
}

/** What {@link PolicyOptimizerV1.improve} did. */
export interface ImproveReport {
  /** Steps of the environment that were taken. */
  readonly environmentSteps: number;
  /** Gradient updates that were made. */
  readonly updates: number;
  /** Means over the rounds, by Stable-Baselines3's names: `train/critic_loss`, `rollout/ep_rew_mean`. */
  readonly metrics: Readonly<Record<string, number>>;
}

/** Options of {@link PolicyOptimizerV1.rollout}. */
export interface RolloutOptions {
  /** Whole episodes are collected until they hold this many steps together. */
  readonly minimumSteps: number;
  /** But no more than this many episodes. */
  readonly maximumEpisodes?: number;
  /** Most likely actions instead of sampled ones. @defaultValue false */
  readonly deterministic?: boolean;
  /** Whether the transitions also go into the replay buffer. @defaultValue true */
  readonly store?: boolean;
  /** Aborting ends the rollout after the step under way. */
  readonly signal?: AbortSignal;
}

/** Transitions drawn from a policy optimizer's replay, as rows; discrete observations and actions one-hot. */
export interface ReplaySample {
  /** How many transitions. */
  readonly count: number;
  /** `[count * observationSize]` */
  readonly observations: Float32Array;
  /** `[count * actionSize]` */
  readonly actions: Float32Array;
  /** `[count * observationSize]` */
  readonly nextObservations: Float32Array;
  /** `[count]`, ones for transitions that ended the task. */
  readonly terminated: Float32Array;
}

/** A policy and what improves it. It owns its environment and counts every step it takes there. */
export interface PolicyOptimizerV1 extends Stateful {
  /** Version of the contract that this implements. */
  readonly specificationVersion: 'v1';
  /**
   * Whether it maximises the reward that it is given, or imitates the demonstrations that it holds and ignores rewards
   * (IQ-Learn). @defaultValue reward
   */
  readonly learnsFrom?: 'reward' | 'demonstrations';
  /**
   * gamma, by which it discounts rewards to come; algorithms compare it with their own. Absent where it has none to tell.
   */
  readonly discount?: number;
  /**
   * Improves the current policy (warm start) on a reward. Rewards in the replay are recomputed whenever they are
   * sampled, or at once for the whole buffer when the reward has changed since the last call.
   */
  improve(options: ImproveOptions): Promise<ImproveReport>;
  /** Fresh on-policy episodes; their steps count like all others. */
  rollout(options: RolloutOptions): Promise<readonly Episode[]>;
  /**
   * Actions in the environment's units for flat observations `[count * observationSize]`: flat
   * `[count * actionSize]`, or indices for a discrete space.
   */
  act(observations: Float64Array, options?: { readonly deterministic?: boolean }): Promise<Float64Array>;
  /**
   * What {@link act} computes when it is deterministic, as a pure function of tensors, normalisation included: rows
   * `[B, observationSize]` (one-hot for discrete observations) to actions `[B, actionSize]`, or indices `[B, 1]`. It is
   * what an ONNX file of the policy is made from; absent where a policy is no such function.
   */
  mostLikelyActions?(observations: Tensor2D): Tensor2D;
  /**
   * Transitions of the agent drawn uniformly, with replacement, from all that the replay holds: what off-policy
   * adversarial methods tell from the expert. Absent where there is no replay; throws while it is empty.
   */
  sampleReplay?(count: number, random: RandomStream): ReplaySample;
  /**
   * Demonstrations that a share of every update batch is drawn from, their rewards recomputed like the agent's own.
   * Throws when the optimizer has no replay.
   */
  addDemonstrations(episodes: readonly Episode[], options: { readonly share: number }): void;
  /**
   * Lets this share of the training episodes begin in states of demonstrations, drawn uniformly, which are reached by
   * replaying actions once from the demonstration's seed; the replayed steps count (FILTER, Swamy et al., 2023). Absent
   * where training episodes cannot be begun like that.
   */
  startFromDemonstrations?(episodes: readonly Episode[], options: { readonly share: number }): void;
  /**
   * One maximum-likelihood step of the policy on given actions (behaviour cloning), in the units of {@link act};
   * resolves to the mean negative log-likelihood from before the step. Absent where a policy has no likelihood.
   */
  imitate?(observations: Float64Array, actions: Float64Array): Promise<number>;
  /**
   * log pi(a|s) of given pairs, `[count]`; densities over the action box scaled to `[-1, 1]` for continuous actions.
   * Absent where a policy has no likelihood.
   */
  logProbabilities?(observations: Float64Array, actions: Float64Array): Promise<Float64Array>;
  /** The policy alone (networks, normalisation): what is evaluated, exported and shipped. */
  policySnapshot(): Snapshot | Promise<Snapshot>;
  /** Puts the policy of a snapshot back, without replay or optimizers. */
  restorePolicy(snapshot: Snapshot): void | Promise<void>;
  /** Frees tensors and other memory that the garbage collector does not see; not to be used afterwards. */
  dispose(): void;
}
