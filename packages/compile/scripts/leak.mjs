// Runs a compiled step many times and prints what TensorFlow.js and the system count: neither may grow.
//   npm run leak -w @minorant/compile [calls]
import * as tf from '@tensorflow/tfjs';
import { RandomStream } from '@minorant/core';

import { Adam, compile, Mlp, startBackend } from '../dist/index.js';

const calls = Number(process.argv[2] ?? 10_000);
await startBackend({ execution: 'compiled' });
const net = new Mlp({
  inputs: 8,
  hidden: [128, 128],
  outputs: 1,
  activation: 'relu',
  random: new RandomStream(1),
});
const optimizer = new Adam([net.parameters], { learningRate: 1e-3 });
const step = compile((x) => optimizer.minimize(() => tf.mean(tf.square(net.apply(x)))));
const x = tf.randomNormal([64, 8]);
const megabytes = () => (process.memoryUsage.rss() / 2 ** 20).toFixed(0);
for (let i = 1; i <= calls; i++) {
  tf.dispose(await step(x));
  if (i % 100 === 0) net.parameters.dataSync(); // as a checkpoint does: the array is then not written to again
  if (i === 500 || i % Math.ceil(calls / 10) === 0) {
    const { numTensors, numBytes } = tf.memory();
    console.log(
      `${i} calls: ${numTensors} tensors, ${numBytes} bytes in tensors, ${megabytes()} MB resident`,
    );
  }
}
step.dispose();
