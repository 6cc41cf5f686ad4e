import * as tf from '@tensorflow/tfjs';

/**
 * `-h_f(u)` for `u = exp(logit) = rho_E / rho_pi`, where `h_f(u) = f(u) - f'(u) u` (f-IRL, Theorem 4.1), less its value at
 * `u = 1`: a covariance over trajectories of one length does not see a constant, but where lengths differ it would pay for
 * length, and an expert that is matched everywhere must leave no gradient.
 */
export const divergences = {
  /** Forward KL, `f = u log u`. */
  fkl: (logits: tf.Tensor1D): tf.Tensor1D => tf.sub(tf.exp(logits), 1),
  /** Reverse KL, `f = -log u`. */
  rkl: (logits: tf.Tensor1D): tf.Tensor1D => tf.mul(logits, 1),
  /** Jensen-Shannon, `f = u log u - (1 + u) log((1 + u) / 2)`. */
  js: (logits: tf.Tensor1D): tf.Tensor1D => tf.sub(tf.softplus(logits), Math.LN2),
};
