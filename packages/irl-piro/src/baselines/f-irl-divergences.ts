import * as tf from '@tensorflow/tfjs';

/**
 * `-h_f(u)` for `u = exp(logit) = rho_E / rho_pi`, where `h_f(u) = f(u) - f'(u) u` (f-IRL, Theorem 4.1), up to constants,
 * which a covariance does not see.
 */
export const divergences = {
  /** Forward KL, `f = u log u`. */
  fkl: (logits: tf.Tensor1D): tf.Tensor1D => tf.exp(logits),
  /** Reverse KL, `f = -log u`. */
  rkl: (logits: tf.Tensor1D): tf.Tensor1D => tf.mul(logits, 1),
  /** Jensen-Shannon, `f = u log u - (1 + u) log((1 + u) / 2)`. */
  js: (logits: tf.Tensor1D): tf.Tensor1D => tf.softplus(logits),
};
