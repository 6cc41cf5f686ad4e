import * as tf from '@tensorflow/tfjs';
import type { RewardBatch, RewardInputs, RewardModel, Snapshot } from '@minorant/core';

import { errors } from '../errors.js';

/**
 * AIRL's reward with a shaping term (Fu et al., ICLR 2018, Eq. 4): `f(s, a, s') = g(s, a) + gamma h(s') - h(s)`. The base
 * reward g is what is transferred; h takes up what only depends on the dynamics it was learnt in. With absorbing states, h is
 * zero there: shaping may not pay for the end of an episode (Ng et al., 1999). Without them a terminal transition keeps
 * `gamma h(s')`, as the authors' code has it.
 */
export class AirlReward implements RewardModel {
  readonly specificationVersion = 'v1';
  /** g. */
  readonly base: RewardModel;
  /** h, a model that reads the observation alone. */
  readonly potential: RewardModel;
  readonly #discount: number;

  constructor(base: RewardModel, potential: RewardModel, discount: number) {
    this.base = base;
    this.potential = potential;
    this.#discount = discount;
  }

  get inputs(): RewardInputs {
    return { ...this.base.inputs, observation: true, nextObservation: true };
  }

  get variables(): readonly tf.Variable[] {
    return [...this.base.variables, ...this.potential.variables];
  }

  forward(batch: RewardBatch): tf.Tensor1D {
    const { nextObservations, absorbing, nextAbsorbing } = batch;
    if (!nextObservations) throw errors.MNR_IRL_REWARD_BATCH({ missing: 'nextObservations' });
    return tf.tidy(() => {
      const potential = (observations: tf.Tensor2D, isAbsorbing?: tf.Tensor1D): tf.Tensor1D => {
        const values = this.potential.forward({ observations });
        return isAbsorbing ? tf.mul(values, tf.sub(1, isAbsorbing)) : values;
      };
      const here = potential(batch.observations, absorbing);
      const next = potential(nextObservations, nextAbsorbing);
      return tf.add(this.base.forward(batch), tf.sub(tf.mul(this.#discount, next), here));
    });
  }

  predict(batch: RewardBatch): tf.Tensor1D {
    return this.forward(batch);
  }

  clone(): AirlReward {
    return new AirlReward(this.base.clone(), this.potential.clone(), this.#discount);
  }

  copyFrom(other: RewardModel): void {
    if (!(other instanceof AirlReward)) {
      throw errors.MNR_IRL_REWARD_COPY({ from: other.constructor.name, to: 'AirlReward' });
    }
    this.base.copyFrom(other.base);
    this.potential.copyFrom(other.potential);
  }

  async snapshot(): Promise<Snapshot> {
    return { parts: { base: await this.base.snapshot(), potential: await this.potential.snapshot() } };
  }

  async restore(snapshot: Snapshot): Promise<void> {
    await this.base.restore(snapshot.parts!['base']!);
    await this.potential.restore(snapshot.parts!['potential']!);
  }

  dispose(): void {
    this.base.dispose();
    this.potential.dispose();
  }
}
