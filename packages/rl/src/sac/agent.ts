import type { Scalar, Tensor1D, Tensor2D, TensorContainerObject } from '@tensorflow/tfjs';
import type { RandomStream, Snapshot, Stateful } from '@minorant/core';

import type { TransitionBatch } from '../replay/transition.js';

/**
 * The learning part of an off-policy actor-critic: networks, optimizers and one update. Collecting, replay and
 * counting are {@link OffPolicyOptimizer}'s. Actions are rows in the environment's units (one-hot for discrete spaces).
 */
export interface Agent extends Stateful {
  /** The random numbers of one update of `batchSize` rows, drawn anew for each. */
  noise(batchSize: number, random: RandomStream): TensorContainerObject;
  /** One gradient step on everything, in place; a pure function of batch, noise and the agent's variables. */
  update(batch: TransitionBatch, noise: TensorContainerObject): Readonly<Record<string, Scalar>>;
  /** The action row for one observation row; the most likely one without `random`. */
  act(observation: Float32Array, random?: RandomStream): Float32Array;
  /** The most likely actions `[B, actionSize]` (indices `[B, 1]` for discrete spaces), a pure function: for export. */
  mostLikelyActions(observations: Tensor2D): Tensor2D;
  /** One maximum-likelihood step on given actions; returns the mean negative log-likelihood before the step. */
  imitate(observations: Tensor2D, actions: Tensor2D): Scalar;
  /**
   * `[B]`, log pi(a|s); densities over the action box scaled to `[-1, 1]` for continuous actions. Absent where the policy has no
   * likelihood (TD3): algorithms that need one then refuse it before they begin.
   */
  logProbabilities?(observations: Tensor2D, actions: Tensor2D): Tensor1D;
  /** Multiplies the learning rates that the agent was made with. */
  scaleLearningRates(factor: number): void;
  /** Multiplies the fixed entropy coefficient that the agent was made with, if it has one. */
  scaleEntropyCoefficient?(factor: number): void;
  /** Sees one observation of the training environment (running normalisation). */
  observe(observation: Float32Array): void;
  /** Called before each update: the networks are about to change. */
  commit(): void;
  snapshot(): Snapshot;
  restore(snapshot: Snapshot): void;
  /** The policy alone: actor and observation scaling. */
  policySnapshot(): Snapshot;
  /** Puts the policy of a snapshot back, without replay or optimizers. */
  restorePolicy(snapshot: Snapshot): void;
  /** Frees tensors and other memory that the garbage collector does not see; not to be used afterwards. */
  dispose(): void;
}
