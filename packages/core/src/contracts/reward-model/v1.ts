import type { Tensor1D, Tensor2D, Variable } from '@tensorflow/tfjs';

import type { Stateful } from '../snapshot/v1.js';

/** Which parts of a transition a reward model reads; the others need not be in the batch. */
export interface RewardInputs {
  /** Whether it reads the observation. */
  readonly observation: boolean;
  /** Whether it reads the action. */
  readonly action: boolean;
  /** Whether it reads the next observation. */
  readonly nextObservation: boolean;
  /** Whether it tells absorbing states apart (see {@link RewardBatch.absorbing}). */
  readonly absorbing: boolean;
  /**
   * Whether it reads, in absorbing rows, the observations of the transition that ended the episode, so that one end can be
   * worth more than another; without it there is one absorbing state for all ends. Needs {@link absorbing}.
   * @defaultValue false
   */
  readonly lastTransition?: boolean;
  /** Whether it tells the expert's rows apart (see {@link RewardBatch.demonstration}). @defaultValue false */
  readonly demonstration?: boolean;
}

/** A batch of transitions as tensors. Discrete actions are one-hot rows. */
export interface RewardBatch {
  /** `[B, observationSize]` */
  readonly observations: Tensor2D;
  /** `[B, actionSize]` */
  readonly actions?: Tensor2D;
  /** `[B, observationSize]` */
  readonly nextObservations?: Tensor2D;
  /**
   * `[B]`, ones for rows that stand for the absorbing state an episode ends in: their observations and actions are
   * zeros (Kostrikov et al., DAC, 2019). For a model that reads `lastTransition` observation and next observation are
   * those of the transition that ended the episode.
   */
  readonly absorbing?: Tensor1D;
  /**
   * `[B]`, ones for rows that lead into the absorbing state: there, what a model says about the next observation (a
   * potential, for instance) is to be said about the absorbing state instead.
   */
  readonly nextAbsorbing?: Tensor1D;
  /** `[B]`, ones for rows that come from demonstrations (SQIL rewards those with 1 and the agent's own with 0). */
  readonly demonstration?: Tensor1D;
}

/**
 * A reward with parameters. `forward` is what is learnt from, `predict` what a policy is trained on: the same numbers,
 * unless the model normalises, shapes or clips (imitation's two calls).
 */
export interface RewardModelV1 extends Stateful {
  /** Version of the contract that this implements. */
  readonly specificationVersion: 'v1';
  /** Which parts of a transition it reads. */
  readonly inputs: RewardInputs;
  /** The trainable variables, in a fixed order. */
  readonly variables: readonly Variable[];
  /** Raw, differentiable rewards, `[B]`: a pure function of the batch and the variables, so that it can be compiled. */
  forward(batch: RewardBatch): Tensor1D;
  /** Rewards for training a policy, `[B]`; pure like {@link forward}. */
  predict(batch: RewardBatch): Tensor1D;
  /** An independent copy with the same numbers. */
  clone(): RewardModelV1;
  /** Takes over the numbers of a model of the same shape. */
  copyFrom(other: RewardModelV1): void;
  /** Frees tensors and other memory that the garbage collector does not see; not to be used afterwards. */
  dispose(): void;
}
