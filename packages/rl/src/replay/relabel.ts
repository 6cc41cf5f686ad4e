import * as tf from '@tensorflow/tfjs';
import type { RewardSource } from '@minorant/core';

import type { TransitionBatch } from './transition.js';

/**
 * The rewards that a batch is trained on: the environment's own, or those of a model under its present parameters.
 *
 * A model that tells absorbing states apart also pays for what comes after a termination: the terminal transition gets
 * `r(s, a) + gamma / (1 - gamma) * r_absorbing`, the discounted sum of staying in the absorbing state for ever, and
 * the update does not bootstrap from it. Without this, ending an episode is worth exactly 0 whatever was learnt, which
 * is a reward for dying when rewards are negative and for surviving when they are positive (Kostrikov et al.,
 * Discriminator-Actor-Critic, 2019). For a model that reads `lastTransition`, `r_absorbing` is that of the
 * terminal transition's own observations.
 *
 * @param discount - the policy's gamma; the algorithm that learns the reward weighs absorbing rows by its own, which has to be
 * the same.
 * @returns `[B]`; a pure function, so that it can be part of a compiled update.
 */
export function relabel(source: RewardSource, batch: TransitionBatch, discount: number): tf.Tensor1D {
  if (source === 'environment') return batch.rewards;
  const { observations, actions, nextObservations, terminated, demonstration } = batch;
  const absorbing = tf.zeros<tf.Rank.R1>([observations.shape[0]]);
  const rewards = source.predict({
    ...{ observations, actions, nextObservations, demonstration },
    ...{ absorbing, nextAbsorbing: source.inputs.absorbing ? terminated : absorbing },
  });
  if (!source.inputs.absorbing) return rewards;
  // One absorbing state for all ends, or one for each transition that an episode can end with.
  const nowhere = tf.zeros<tf.Rank.R2>([1, observations.shape[1]]);
  const end = source.inputs.lastTransition ? { observations, nextObservations } : undefined;
  const count = end ? observations.shape[0] : 1;
  const absorbingReward = source.predict({
    ...(end ?? { observations: nowhere, nextObservations: nowhere }),
    actions: tf.zeros([count, actions.shape[1]]),
    ...{ absorbing: tf.ones<tf.Rank.R1>([count]), nextAbsorbing: tf.ones<tf.Rank.R1>([count]) },
  });
  return tf.add(rewards, tf.mul(terminated, tf.mul(discount / (1 - discount), absorbingReward)));
}
