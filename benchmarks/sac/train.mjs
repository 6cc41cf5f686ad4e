// SAC on the true reward: a learning curve and the time it took.
//
//   npm run bench:sac -- --env Hopper-v4 --steps 100000 --seed 1
//   npm run bench:sac -- --env InvertedPendulum-v4 --steps 15000 --policy '{"learningRate":0.001}' --json
import { parseArgs } from 'node:util';

import { startBackend } from '@minorant/compile';
import { RandomStreams } from '@minorant/core';
import { make } from '@minorant/envs';
import { createSac, createSacDiscrete, sacDiscreteOptionsSchema, sacOptionsSchema } from '@minorant/rl';

const { values } = parseArgs({
  options: {
    env: { type: 'string', default: 'InvertedPendulum-v4' },
    steps: { type: 'string', default: '15000' },
    seed: { type: 'string', default: '1' },
    every: { type: 'string', default: '' },
    episodes: { type: 'string', default: '10' },
    policy: { type: 'string', default: '{}' },
    eager: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
});

/** Settings under which the tasks are learnt in minutes; `--policy` changes them. */
const settings = {
  'InvertedPendulum-v4': {
    hidden: [64, 64],
    batchSize: 64,
    learningRate: 1e-3,
    tau: 0.02,
    learningStarts: 500,
  },
  'CartPole-v1': {
    hidden: [64, 64],
    batchSize: 64,
    learningRate: 1e-3,
    tau: 0.02,
    learningStarts: 500,
    entropyCoefficient: 0.05,
    normalizeObservations: 'running',
  },
  'Hopper-v4': {
    hidden: [128, 128],
    batchSize: 128,
    learningRate: 1e-3,
    learningStarts: 1000,
    entropyCoefficient: 0.2,
  },
};

const steps = Number(values.steps);
const every = Number(values.every || Math.max(steps / 20, 1));
const seed = Number(values.seed);
const { backend } = await startBackend();
const environment = await make(values.env);
const discrete = environment.actionSpace.kind === 'discrete';
const schema = discrete ? sacDiscreteOptionsSchema : sacOptionsSchema;
const options = schema.parse({
  ...settings[values.env],
  ...JSON.parse(values.policy),
  stepsPerRound: every,
});
const counter = {
  steps: 0,
  add(count) {
    this.steps += count;
  },
};
const policy = await (discrete ? createSacDiscrete : createSac)(options, {
  counter,
  random: new RandomStreams(seed),
  execution: values.eager ? 'eager' : 'compiled',
  environment: {
    id: values.env,
    observationSpace: environment.observationSpace,
    actionSpace: environment.actionSpace,
    make: () => make(values.env),
  },
  create: () => Promise.reject(new Error('SAC uses no other component')),
});

/** True returns of whole deterministic episodes on an environment of their own; their steps are not training steps. */
async function evaluate() {
  const returns = [];
  for (let episode = 0; episode < Number(values.episodes); episode++) {
    let total = 0;
    let { observation } = environment.reset({ seed: 10_000 + episode });
    for (let ended = false; !ended;) {
      const actions = await policy.act(observation, { deterministic: true });
      const result = environment.step(discrete ? actions[0] : actions);
      observation = result.observation;
      total += result.reward;
      ended = result.terminated || result.truncated;
    }
    returns.push(total);
  }
  const mean = returns.reduce((a, b) => a + b) / returns.length;
  const std = Math.sqrt(returns.reduce((sum, x) => sum + (x - mean) ** 2, 0) / returns.length);
  return { mean, std };
}

if (!values.json) {
  console.log(`${values.env}, seed ${seed}, ${values.eager ? `eager on ${backend}` : 'compiled'}`);
  console.log('   steps   return      std   training seconds   ms per step');
}
const curve = [];
let seconds = 0;
for (let round = 0; round * every < steps; round++) {
  const start = performance.now();
  const { metrics } = await policy.improve({ reward: 'environment', rounds: 1 });
  const elapsed = (performance.now() - start) / 1000;
  seconds += elapsed;
  const { mean, std } = await evaluate();
  curve.push({ steps: counter.steps, mean, std, seconds });
  if (values.json) continue;
  const cells = [
    String(counter.steps).padStart(8),
    mean.toFixed(1).padStart(8),
    std.toFixed(1).padStart(8),
    seconds.toFixed(1).padStart(18),
    ((1000 * elapsed) / every).toFixed(2).padStart(13),
  ];
  console.log(cells.join(' '));
  if (values.verbose) console.log('  ', JSON.stringify(metrics));
}
if (values.json) console.log(JSON.stringify({ environment: values.env, seed, options, curve }));
policy.dispose();
environment.dispose();
