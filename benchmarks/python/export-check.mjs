// Writes a policy and a reward model as ONNX files with inputs and expected outputs beside them, for check_export.py.
//   node benchmarks/python/export-check.mjs FOLDER && python benchmarks/python/check_export.py FOLDER
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import * as tf from '@tensorflow/tfjs';
import { exportOnnx, Mlp, startBackend } from '@minorant/compile';
import { RandomStream } from '@minorant/core';

const folder = process.argv[2];
if (!folder) {
  console.error('Name a folder for the files.');
  process.exit(2);
}
mkdirSync(folder, { recursive: true });
await startBackend({ execution: 'compiled' });
const random = new RandomStream(1);
const actor = new Mlp({ inputs: 11, hidden: [256, 256], outputs: 6, activation: 'relu', random });
const reward = new Mlp({ inputs: 14, hidden: [64, 64], outputs: 1, activation: 'tanh', random });
const mean = tf.tensor1d(random.fillNormal(new Float32Array(11)));
const functions = {
  policy: {
    run: (observation) => {
      const scaled = tf.clipByValue(tf.div(tf.sub(observation, mean), 2), -10, 10);
      const [centre] = tf.split(actor.apply(scaled), 2, 1);
      return { action: tf.tanh(centre) };
    },
    inputs: { observation: { shape: [null, 11] } },
  },
  reward: {
    run: (observation, action) => ({
      reward: tf.squeeze(reward.apply(tf.concat([observation, action], 1)), [1]),
    }),
    inputs: { observation: { shape: [null, 11] }, action: { shape: [null, 3] } },
  },
};
const rows = 5;
for (const [name, { run, inputs }] of Object.entries(functions)) {
  const bytes = await exportOnnx(run, { inputs, name, metadata: { task: 'Hopper-v4', made_by: 'Minorant' } });
  writeFileSync(join(folder, `${name}.onnx`), bytes);
  const given = Object.entries(inputs).map(([input, { shape }]) => {
    const data = random.fillNormal(new Float32Array(rows * shape[1]));
    return [input, { shape: [rows, shape[1]], data: [...data] }];
  });
  const outputs = run(...given.map(([, { shape, data }]) => tf.tensor(data, shape)));
  const expected = Object.entries(outputs).map(([output, tensor]) => [
    output,
    { shape: tensor.shape, data: [...tensor.dataSync()] },
  ]);
  const record = { inputs: Object.fromEntries(given), outputs: Object.fromEntries(expected) };
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(record));
}
