import * as tf from '@tensorflow/tfjs';
import type { Snapshot } from '@minorant/core';

import { errors } from '../errors.js';

/**
 * Puts back what `snapshotVariables` saved.
 *
 * @throws MNR_COMPILE_SHAPE_MISMATCH before anything is changed, when a shape differs.
 */
export function restoreVariables(variables: readonly tf.Variable[], snapshot: Snapshot, what: string): void {
  const saved = variables.map((variable, index) => {
    const tensor = snapshot.tensors?.[String(index)];
    if (tensor?.shape.join() !== variable.shape.join())
      throw errors.MNR_COMPILE_SHAPE_MISMATCH({
        what: `${what}, at ${index},`,
        got: tensor?.shape ?? [],
        expected: `[${variable.shape.join(', ')}]`,
      });
    return tensor.data as Float32Array;
  });
  variables.forEach((variable, index) => {
    tf.tidy(() => variable.assign(tf.tensor(Float32Array.from(saved[index]!), variable.shape, 'float32')));
  });
}
