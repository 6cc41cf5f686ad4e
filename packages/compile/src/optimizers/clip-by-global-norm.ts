import * as tf from '@tensorflow/tfjs';

/**
 * The gradients scaled by `min(1, maximum / (norm + 1e-6))`, where norm is the Euclidean norm over all of them
 * together: PyTorch's `clip_grad_norm_`.
 */
export function clipByGlobalNorm(gradients: readonly tf.Tensor[], maximum: number): tf.Tensor[] {
  return tf.tidy(() => {
    const squares = gradients.map((g) => tf.sum(tf.square(g)));
    const norm = tf.sqrt(squares.reduce((total, square) => tf.add(total, square)));
    const factor = tf.minimum(1, tf.div(maximum, tf.add(norm, 1e-6)));
    return gradients.map((g) => tf.mul(g, factor));
  });
}
