import * as tf from '@tensorflow/tfjs';
import type { RewardChange, Snapshot, TrustRegion, TrustRegionDecision } from '@minorant/core';

import { errors } from '../errors.js';
import { rootMeanSquareChange } from './change-measures.js';

/**
 * What all trust regions share: a coefficient in a variable, the root mean square as the measure, and an inner loop
 * that always goes on. Subclasses override what they are about.
 *
 * `penalty` and `measure` are pure functions of tensors: call them in `tf.tidy` or in a compiled function, which
 * dispose of what lies between.
 */
export abstract class TrustRegionBase implements TrustRegion {
  readonly specificationVersion = 'v1';
  readonly variables: readonly tf.Variable[];
  protected readonly coefficientVariable: tf.Variable<tf.Rank.R0>;
  #coefficient: number;

  constructor(coefficient: number) {
    this.#coefficient = coefficient;
    this.coefficientVariable = tf.tidy(() => tf.variable(tf.scalar(coefficient), false));
    this.variables = [this.coefficientVariable];
  }

  get coefficient(): number {
    return this.#coefficient;
  }

  abstract penalty(change: RewardChange): tf.Scalar;

  measure(change: RewardChange): tf.Scalar {
    return rootMeanSquareChange(change);
  }

  decide(measured: number): TrustRegionDecision {
    this.checkMeasured(measured);
    return 'continue';
  }

  adapt(measured: number): void {
    this.checkMeasured(measured);
  }

  snapshot(): Snapshot {
    return { values: { coefficient: this.#coefficient } };
  }

  restore(snapshot: Snapshot): void {
    const coefficient = snapshot.values?.['coefficient'];
    if (typeof coefficient !== 'number')
      throw errors.MNR_IRL_TRUST_REGION_SNAPSHOT({ found: typeof coefficient });
    this.setCoefficient(coefficient);
  }

  dispose(): void {
    this.coefficientVariable.dispose();
  }

  /** Changes the coefficient, here and in the variable that compiled steps read. */
  protected setCoefficient(coefficient: number): void {
    this.#coefficient = coefficient;
    tf.tidy(() => this.coefficientVariable.assign(tf.scalar(coefficient)));
  }

  /** @throws MinorantError `MNR_IRL_TRUST_REGION_MEASURE` when the change is not a finite number from zero up. */
  protected checkMeasured(measured: number): void {
    if (!(measured >= 0 && measured < Infinity)) throw errors.MNR_IRL_TRUST_REGION_MEASURE({ measured });
  }
}
