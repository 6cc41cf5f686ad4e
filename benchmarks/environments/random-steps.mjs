// 10,000 random steps of every registered environment: no NaN, no leak.
//
//   npx tsc -b packages/envs && node --expose-gc benchmarks/environments/random-steps.mjs [steps] [ids...]
//
// Prints for each task its steps for each second of CPU time, episodes, and what stays in memory afterwards: JavaScript's heap after a
// collection and the process's resident memory. Exits with 1 where a number is not finite or 5 MB or more of heap stay.
import { make, Pcg64, registeredEnvironments, sample } from '@minorant/envs';

const [stepsText = '10000', ...wanted] = process.argv.slice(2);
const steps = Number(stepsText);
const ids = wanted.length > 0 ? wanted : registeredEnvironments().map(({ id }) => id);

function finite(value) {
  if (typeof value === 'number') return Number.isFinite(value);
  return Object.values(value).every(finite);
}

function heap() {
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}

if (globalThis.gc === undefined)
  throw new Error('Run node with --expose-gc, so that the heap can be measured.');

let failures = 0;
for (const id of ids) {
  const environment = await make(id);
  const random = new Pcg64(0);
  environment.reset({ seed: 0 });
  for (let step = 0; step < 200; step++) {
    const { terminated, truncated } = environment.step(sample(environment.actionSpace, random));
    if (terminated || truncated) environment.reset();
  }
  const before = heap();
  const residentBefore = process.memoryUsage().rss;
  const start = process.cpuUsage();
  let episodes = 0;
  let bad = 0;
  for (let step = 0; step < steps; step++) {
    const result = environment.step(sample(environment.actionSpace, random));
    if (!finite(result.observation) || !Number.isFinite(result.reward) || result.info.diverged) bad++;
    if (result.terminated || result.truncated) {
      episodes++;
      if (!finite(environment.reset().observation)) bad++;
    }
  }
  const { user, system } = process.cpuUsage(start);
  const seconds = (user + system) / 1e6;
  const kept = heap() - before;
  const resident = process.memoryUsage().rss - residentBefore;
  environment.dispose();
  const failed = bad > 0 || kept > 5e6;
  failures += failed;
  console.log(
    `${failed ? 'FAILED' : 'ok    '} ${id.padEnd(36)} ${(steps / seconds).toFixed(0).padStart(8)} steps/CPU s ` +
      `${String(episodes).padStart(6)} episodes  ${bad} not finite  heap ${(kept / 1e6).toFixed(2)} MB  resident ${(resident / 1e6).toFixed(1)} MB`,
  );
}
process.exitCode = failures > 0 ? 1 : 0;
