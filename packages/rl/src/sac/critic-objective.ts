import type { Scalar, Tensor1D, Tensor2D } from '@tensorflow/tfjs';

/** What a critic's loss can be made of, for one batch and C critics. */
export interface CriticTerms {
  /** Q(s, a), `[C, B]`, differentiable. */
  readonly values: Tensor2D;
  /** V(s) = Q(s, a') - alpha log pi(a'|s) with a' from the present policy, `[C, B]`, differentiable. */
  readonly stateValues: Tensor2D;
  /** gamma (1 - d) V(s') under the target critics, `[B]`, constant. */
  readonly nextDiscounted: Tensor1D;
  /** `[B]`, ones for rows of demonstrations. */
  readonly demonstration: Tensor1D;
  /** gamma. */
  readonly discount: number;
}

/** A loss for the critics in place of the Bellman error: a pure, differentiable scalar. */
export type CriticObjective = (terms: CriticTerms) => Scalar;
