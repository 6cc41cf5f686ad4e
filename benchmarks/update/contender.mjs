// One contender of bench:update in a process of its own. Reads numbers of updates from standard input, one a line, runs
// them, and answers each with a line of JSON: wall-clock and processor milliseconds per update.
//   node contender.mjs compiled|wasm|tensorflow|bound OBSERVATIONS ACTIONS THREADS
import { createInterface } from 'node:readline';

import * as tf from '@tensorflow/tfjs';
import { compile, startBackend } from '@minorant/compile';
import { RandomStream, RandomStreams } from '@minorant/core';
import { ObservationScaling, Sac, sacOptionsSchema } from '@minorant/rl';

import { productsGraph } from './products-graph.mjs';

const [kind, ...sizes] = process.argv.slice(2);
const [observationSize, actionSize, threads] = sizes.map(Number);
const batchSize = 256;
const hidden = 256;

const run = kind === 'bound' ? await bound() : await update();
// What it ran before it was ready (tracing, warming up) is not measured.
for (let i = 0; i < 3; i++) await run();
console.log(JSON.stringify({ ready: true, residentMegabytes: process.memoryUsage.rss() / 2 ** 20 }));
for await (const line of createInterface({ input: process.stdin })) {
  const count = Number(line);
  const begin = performance.now();
  const processor = process.cpuUsage();
  for (let i = 0; i < count; i++) await run();
  const { user, system } = process.cpuUsage(processor);
  console.log(
    JSON.stringify({ wall: (performance.now() - begin) / count, processor: (user + system) / 1000 / count }),
  );
}

/** The product's own update of soft actor-critic, compiled or eager. */
async function update() {
  const backend = kind === 'compiled' ? 'cpu' : kind;
  if (kind === 'wasm') {
    const { setThreadsCount } = await import('@tensorflow/tfjs-backend-wasm');
    setThreadsCount(threads);
  }
  await startBackend({ backend });
  const agent = new Sac({
    options: sacOptionsSchema.parse({}),
    observationSize,
    scale: {
      centre: new Float32Array(actionSize),
      half: new Float32Array(actionSize).fill(1),
    },
    scaling: new ObservationScaling({ kind: 'none', observationSize }),
    random: new RandomStreams(1),
  });
  const random = new RandomStream(2);
  const normal = (...shape) =>
    tf.tensor(random.fillNormal(new Float32Array(shape.reduce((a, b) => a * b, 1))), shape);
  const batches = Array.from({ length: 4 }, () => ({
    observations: normal(batchSize, observationSize),
    actions: tf.tidy(() => tf.tanh(normal(batchSize, actionSize))),
    rewards: normal(batchSize),
    nextObservations: normal(batchSize, observationSize),
    terminated: tf.zeros([batchSize]),
    demonstration: tf.zeros([batchSize]),
  }));
  const step = compile((batch, noise) => agent.update(batch, noise), {
    execution: kind === 'compiled' ? 'compiled' : 'eager',
    threads,
  });
  let turn = 0;
  return async () => {
    const noise = agent.noise(batchSize, random);
    const result = await step(batches[turn++ % batches.length], noise);
    Object.values(result)[0].dataSync();
    tf.dispose([noise, result]);
  };
}

/** Only the matrix products of the update, with nothing in between. */
async function bound() {
  const ort = await import('onnxruntime-node');
  const { model, inputs, outputs } = productsGraph({ observationSize, actionSize, hidden, batchSize });
  const session = await ort.InferenceSession.create(model, {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    logSeverityLevel: 3,
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  });
  const random = new RandomStream(3);
  // One array for each shape: the operands stay in the cache, as far as they fit.
  const arrays = new Map();
  const tensor = (role, { shape }) => {
    const key = `${role} ${shape.join()}`;
    const size = shape.reduce((a, b) => a * b, 1);
    if (!arrays.has(key))
      arrays.set(key, new ort.Tensor('float32', random.fillNormal(new Float32Array(size)), shape));
    return arrays.get(key);
  };
  const bind = (role, values) => Object.fromEntries(values.map((value) => [value.name, tensor(role, value)]));
  const feeds = bind('input', inputs);
  const fetches = bind('output', outputs);
  return () => session.run(feeds, fetches);
}
