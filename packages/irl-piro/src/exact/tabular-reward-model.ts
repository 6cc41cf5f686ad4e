import * as tf from '@tensorflow/tfjs';
import {
  defineComponent,
  extensionPoints,
  type RewardBatch,
  type RewardInputs,
  type RewardModel,
  type Snapshot,
} from '@minorant/core';
import { z } from 'zod';

import { errors } from '../errors.js';

/**
 * A reward of one number for each state of a tabular task, as what exact methods have learnt: observations are the states,
 * as one-hot rows. An absorbing row is worth what the state is worth that the episode ended in.
 */
export class TabularRewardModel implements RewardModel {
  readonly specificationVersion = 'v1';
  readonly inputs: RewardInputs = {
    ...{ observation: true, action: false, nextObservation: true },
    ...{ absorbing: true, lastTransition: true },
  };
  readonly #table: tf.Variable<tf.Rank.R1>;

  /** @param values - the reward of each state, `[S]`. */
  constructor(values: Float32Array) {
    this.#table = tf.tidy(() => tf.variable(tf.tensor1d(values)));
  }

  get variables(): readonly tf.Variable[] {
    return [this.#table];
  }

  /** The reward of each state, `[S]`. @throws MinorantError `MNR_IRL_REWARD_TABLE` when set for another number of states. */
  get values(): Float32Array {
    return this.#table.dataSync<'float32'>().slice();
  }

  set values(values: ArrayLike<number>) {
    const expected = this.#table.size;
    if (values.length !== expected) {
      throw errors.MNR_IRL_REWARD_TABLE({ found: values.length, expected });
    }
    tf.tidy(() => this.#table.assign(tf.tensor1d(Float32Array.from(values))));
  }

  forward({ observations, nextObservations, absorbing }: RewardBatch): tf.Tensor1D {
    return tf.tidy(() => {
      const valuesOf = (states: tf.Tensor2D): tf.Tensor1D =>
        tf.reshape(tf.matMul(states, tf.expandDims(this.#table, 1)), [-1]);
      const here = valuesOf(observations);
      if (!absorbing || !nextObservations) return here;
      return tf.add(here, tf.mul(absorbing, tf.sub(valuesOf(nextObservations), here)));
    });
  }

  predict(batch: RewardBatch): tf.Tensor1D {
    return this.forward(batch);
  }

  clone(): TabularRewardModel {
    return new TabularRewardModel(this.values);
  }

  copyFrom(other: RewardModel): void {
    if (!(other instanceof TabularRewardModel)) {
      throw errors.MNR_IRL_REWARD_COPY({ from: other.constructor.name, to: 'TabularRewardModel' });
    }
    this.values = other.values;
  }

  snapshot(): Snapshot {
    const values = this.values;
    return { tensors: { values: { dtype: 'float32', shape: [values.length], data: values } } };
  }

  restore(snapshot: Snapshot): void {
    this.values = snapshot.tensors!['values']!.data as Float32Array;
  }

  dispose(): void {
    this.#table.dispose();
  }
}

/** Registers {@link TabularRewardModel} as `tabular`. */
export const tabularRewardComponent = defineComponent(extensionPoints.rewardModel, {
  id: 'tabular',
  description: 'One reward for each state of a task whose observations are the numbers of its states.',
  optionsSchema: z.strictObject({}),
  create(_options, { environment }) {
    if (!environment) throw errors.MNR_IRL_NO_ENVIRONMENT({ component: 'The reward model tabular' });
    const { observationSpace: space, id } = environment;
    if (space.kind !== 'discrete') throw errors.MNR_IRL_NOT_TABULAR({ environment: id });
    return new TabularRewardModel(new Float32Array(space.n));
  },
});
