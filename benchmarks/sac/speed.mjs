// One contender of bench:sac-speed: soft actor-critic on a real task, from the first update on. A line of JSON: seconds,
// processor seconds, peak of the resident memory.
//   node speed.mjs ENVIRONMENT STEPS WARMUP HIDDEN BATCH
import { startBackend } from '@minorant/compile';
import { RandomStreams } from '@minorant/core';
import { make } from '@minorant/envs';
import { createSac, sacOptionsSchema } from '@minorant/rl';

const [id, ...numbers] = process.argv.slice(2);
const [steps, warmup, hidden, batchSize] = numbers.map(Number);
await startBackend();
const environment = await make(id);
const counter = {
  steps: 0,
  add(count) {
    this.steps += count;
  },
};
const policy = await createSac(
  sacOptionsSchema.parse({
    hidden: [hidden, hidden],
    batchSize,
    learningRate: 3e-4,
    learningStarts: 100,
    entropyCoefficient: 'auto',
    stepsPerRound: 1000,
  }),
  {
    counter,
    random: new RandomStreams(1),
    execution: 'compiled',
    environment: {
      id,
      observationSpace: environment.observationSpace,
      actionSpace: environment.actionSpace,
      make: () => make(id),
    },
    create: () => Promise.reject(new Error('SAC uses no other component')),
  },
);
await policy.improve({ reward: 'environment', rounds: warmup / 1000 });
const begin = performance.now();
const processor = process.cpuUsage();
await policy.improve({ reward: 'environment', rounds: steps / 1000 });
const { user, system } = process.cpuUsage(processor);
console.log(
  JSON.stringify({
    seconds: (performance.now() - begin) / 1000,
    processor: (user + system) / 1e6,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
  }),
);
policy.dispose();
environment.dispose();
