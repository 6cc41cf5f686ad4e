import type { Scalar, Tensor1D, Variable } from '@tensorflow/tfjs';

import type { Stateful } from '../snapshot/v1.js';

/** Rewards of one set of transitions under the current and the reference (old) parameters. */
export interface RewardChange {
  /** `[B]`, differentiable. */
  readonly current: Tensor1D;
  /** `[B]`, held fixed through the inner steps. */
  readonly reference: Tensor1D;
  /** `[B]`, non-negative, summing to one; equal weights without it. */
  readonly weights?: Tensor1D;
}

/** What an inner loop does after a step: go on, stop and keep the step, or take the step back and try a shorter one. */
export type TrustRegionDecision = 'continue' | 'stop' | 'backtrack';

/**
 * Limits how far a reward moves in one outer iteration. It sees rewards, never networks, so that the same one serves
 * inverse RL and preference learning.
 *
 * An outer iteration calls `penalty` inside each inner step (the reference held fixed through all of them), `measure`
 * and `decide` after each inner step, and `adapt` once at its end.
 */
export interface TrustRegionV1 extends Stateful {
  /** Version of the contract that this implements. */
  readonly specificationVersion: 'v1';
  /** What `penalty` reads and `adapt` changes (the coefficient): variables, so that a compiled step sees the change. */
  readonly variables: readonly Variable[];
  /** The present coefficient, for metrics; 0 for a region that only decides. */
  readonly coefficient: number;
  /** Discount that its constants are computed from, where they are: the algorithm's has to be the same. */
  readonly discount?: number;
  /** What the objective is reduced by: a differentiable scalar, 0 for a region that only decides. */
  penalty(change: RewardChange): Scalar;
  /** How far the reward has moved, in the unit of the target (root mean square, say): a scalar. */
  measure(change: RewardChange): Scalar;
  /** Called after each inner step with the measured change, counted from the reference. */
  decide(measured: number): TrustRegionDecision;
  /** Called once after the inner loop with the final measured change: moves the coefficient for the next iteration. */
  adapt(measured: number): void;
  /** Frees tensors and other memory that the garbage collector does not see; not to be used afterwards. */
  dispose(): void;
}
