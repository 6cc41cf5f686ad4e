import type * as tf from '@tensorflow/tfjs';
import type { Snapshot } from '@minorant/core';

/** Copies float variables into a snapshot, under their positions. */
export function snapshotVariables(variables: readonly tf.Variable[]): Snapshot {
  return {
    tensors: Object.fromEntries(
      variables.map((variable, index) => [
        String(index),
        {
          dtype: 'float32' as const,
          shape: [...variable.shape],
          data: variable.dataSync<'float32'>().slice(),
        },
      ]),
    ),
  };
}
