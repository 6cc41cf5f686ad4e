import * as tf from '@tensorflow/tfjs';

/**
 * Binary cross-entropy with the expert as the positive class, `-E_expert[log D] - E_policy[log(1 - D)]` with
 * `D = sigmoid(logit)`: a scalar, stable for large logits.
 */
export function crossEntropy(expert: tf.Tensor1D, policy: tf.Tensor1D): tf.Scalar {
  return tf.add(tf.mean(tf.softplus(tf.neg(expert))), tf.mean(tf.softplus(policy)));
}
