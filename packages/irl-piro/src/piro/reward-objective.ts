import * as tf from '@tensorflow/tfjs';
import type { RewardModel } from '@minorant/core';

import type { RowTensors } from '../transitions/row-tensors.js';

/** Rewards of expert and policy rows. */
export interface RowRewards {
  /** `[expert rows]` */
  readonly expert: tf.Tensor1D;
  /** `[policy rows]` */
  readonly policy: tf.Tensor1D;
}

/** Rewards of both sets of rows under one model; differentiable. */
export function rowRewards(model: RewardModel, expert: RowTensors, policy: RowTensors): RowRewards {
  return { expert: model.forward(expert), policy: model.forward(policy) };
}

/** Weighted mean of values, weights summing to one: a scalar. */
export function expectation(values: tf.Tensor1D, weights: tf.Tensor1D): tf.Scalar {
  return tf.sum(tf.mul(values, weights));
}

/**
 * The surrogate of the imitation gap, `E_expert[r] - E_old policy[r]`: a scalar. Its gradient at theta_old is that of
 * the expert's log-likelihood (Proposition 2) times the policy's temperature; expectations are normalised, so it is `1 - gamma`
 * times the paper's.
 */
export function surrogate(rewards: RowRewards, expert: RowTensors, policy: RowTensors): tf.Scalar {
  return tf.sub(expectation(rewards.expert, expert.weights), expectation(rewards.policy, policy.weights));
}

/**
 * The policy's mean reward in parts: the weight of absorbing rows, and what they give to the mean. Scalars, of which
 * {@link endMetrics} makes means.
 */
export function rewardByEnd(rewards: tf.Tensor1D, { weights, absorbing }: RowTensors) {
  const ended = tf.mul<tf.Tensor1D>(weights, absorbing);
  return { endedWeight: tf.sum<tf.Scalar>(ended), ended: expectation(rewards, ended) };
}

/**
 * `reward/living` and `reward/absorbing`, the mean rewards of states that the policy lives in and of the absorbing state,
 * of the policy's mean and its parts as numbers. Nothing where no episode of the batch has ended, or no row lives.
 */
export function endMetrics(parts: {
  readonly policy: number;
  readonly ended: number;
  readonly endedWeight: number;
}): Readonly<Record<string, number>> {
  const { policy, ended, endedWeight } = parts;
  if (endedWeight <= 0 || endedWeight >= 1) return {};
  return {
    'reward/living': (policy - ended) / (1 - endedWeight),
    'reward/absorbing': ended / endedWeight,
  };
}

/** Weights of what is subtracted from the surrogate to keep the reward tame. */
export interface Regularisation {
  /** Of the mean squared reward, half of the weight on each set of rows: bounds the scale of rewards. */
  readonly rewardPenalty: number;
  /** Of the mean squared norm of the reward's gradient by observations and actions, likewise: bounds its steepness. */
  readonly gradientPenalty: number;
}

/** The {@link surrogate} less the regularisation: what a reward step raises (the trust region's penalty apart). */
export function regularisedSurrogate(
  model: RewardModel,
  rewards: RowRewards,
  expert: RowTensors,
  policy: RowTensors,
  { rewardPenalty, gradientPenalty }: Regularisation,
): tf.Scalar {
  let objective = surrogate(rewards, expert, policy);
  if (rewardPenalty > 0) {
    const squares = tf.add(
      expectation(tf.square(rewards.expert), expert.weights),
      expectation(tf.square(rewards.policy), policy.weights),
    );
    objective = tf.sub(objective, tf.mul(rewardPenalty / 2, squares));
  }
  if (gradientPenalty > 0) {
    const squares = tf.add(squaredSlope(model, expert), squaredSlope(model, policy));
    objective = tf.sub(objective, tf.mul(gradientPenalty / 2, squares));
  }
  return objective;
}

/** Mean squared norm of the gradient of the reward by observations and actions: a scalar. */
function squaredSlope(model: RewardModel, rows: RowTensors): tf.Scalar {
  const output = (observations: tf.Tensor, actions: tf.Tensor): tf.Tensor => {
    const inputs = { observations: observations as tf.Tensor2D, actions: actions as tf.Tensor2D };
    const rewards = model.forward({ ...rows, ...inputs });
    // A model that does not read one of them still has a gradient by it: zero.
    return tf.add(tf.sum(rewards), tf.mul(0, tf.add(tf.sum(observations), tf.sum(actions))));
  };
  const gradients = tf.grads(output)([rows.observations, rows.actions]);
  const squaredNorms = gradients.map((gradient) => tf.sum(tf.square(gradient), 1));
  return expectation(tf.addN(squaredNorms) as tf.Tensor1D, rows.weights);
}
