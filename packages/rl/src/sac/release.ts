import * as tf from '@tensorflow/tfjs';

/** A copy of a kept tensor that the surrounding tidy owns again; the kept one is disposed of. */
export function release<T extends tf.Tensor>(kept: T): T {
  const copy = tf.clone(kept);
  kept.dispose();
  return copy;
}
