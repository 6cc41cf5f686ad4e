import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';

import { Adam } from '../optimizers/adam.js';
import { compile } from './compile.js';

describe.each(['eager', 'compiled'] as const)('compile, %s', (execution) => {
  it('gives what the function gives, and moves its variables', async () => {
    const w = tf.variable(tf.tensor2d([[1], [2]]));
    const optimizer = new Adam([w], { learningRate: 0.1 });
    const step = compile(
      (batch: { x: tf.Tensor2D; y: tf.Tensor2D }) => ({
        loss: optimizer.minimize(() => tf.losses.meanSquaredError(batch.y, tf.matMul(batch.x, w))),
        outputs: [tf.matMul(batch.x, w)],
      }),
      { execution, name: 'fit' },
    );
    expect(step.label).toBe('fit');
    const batch = { x: tf.tensor2d([[1, 1]]), y: tf.tensor2d([[0]]) };
    const { loss, outputs } = await step(batch);
    expect(loss.dataSync()[0]).toBe(9);
    expect(w.dataSync()[0]).toBeCloseTo(0.9, 5);
    expect(outputs[0]!.dataSync()[0]).toBeCloseTo(2.8, 5);
    const before = tf.memory().numTensors;
    for (let i = 0; i < 5; i++) tf.dispose(await step(batch));
    expect(tf.memory().numTensors).toBe(before);
    step.dispose();
    await expect(step(batch)).rejects.toMatchObject({ code: 'MNR_COMPILE_DISPOSED' });
  });
});
