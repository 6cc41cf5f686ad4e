import * as tf from '@tensorflow/tfjs';
import type { RewardChange } from '@minorant/core';

/**
 * The mean squared change of the per-step reward, `sum_i w_i (r_i - r_old_i)^2`: a scalar, smooth everywhere, with
 * gradient zero where nothing has changed (a norm, which takes the square root, has a NaN gradient there), and
 * independent of the batch size.
 */
export function meanSquaredChange({ current, reference, weights }: RewardChange): tf.Scalar {
  const squares = current.sub(reference).square();
  return weights ? squares.mul(weights).sum() : squares.mean();
}

/** The square root of {@link meanSquaredChange}: in the reward's own unit; for measuring, not for differentiating. */
export function rootMeanSquareChange(change: RewardChange): tf.Scalar {
  return meanSquaredChange(change).sqrt();
}

/**
 * The largest change of the per-step reward in the batch, `max_i |r_i - r_old_i|`: a scalar. Rows of weight zero
 * (padding) do not count. Its gradient is the sign of the change at the row where the maximum is reached, shared where
 * several rows reach it (absorbing rows are all alike), and zero where nothing has changed: the subgradient of least norm.
 */
export function maximumChange({ current, reference, weights }: RewardChange): tf.Scalar {
  const difference = current.sub(reference);
  // Not tf.abs: its gradient at zero is -1.
  const magnitudes = difference.mul(tf.sign(difference));
  const counted = weights ? magnitudes.mul(tf.sign(weights)) : magnitudes;
  // Not counted.max(), whose gradient gives all of itself to each of several rows at the maximum.
  const reached = tf.sub(1, tf.step(tf.sub(counted.max(), counted)));
  return tf.div(counted.mul(reached).sum(), reached.sum());
}
