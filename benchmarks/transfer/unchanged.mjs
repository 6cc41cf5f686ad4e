// What policies are worth in wind without any training there: the hand-written pilot, random actions, and the policies of runs
// without wind as they are. Twenty episodes each, of the seeds that a run of seed 1 is evaluated with.
//   node benchmarks/transfer/unchanged.mjs NAME=RUN...
import { openRun } from '@minorant/core';
import { startBackend } from '@minorant/compile';
import environments, { landerHeuristicAction, make } from '@minorant/envs';
import irl from '@minorant/irl-piro';
import rl from '@minorant/rl';
import rlhf from '@minorant/rlhf';
import cli from '@minorant/cli';

const seeds = Array.from({ length: 20 }, (_, i) => 1_001_000 + i);
const wind = { enableWind: true, windPower: 15, turbulencePower: 1.5, maxEpisodeSteps: 500 };

async function measure(name, act) {
  const environment = await make('LunarLanderContinuous-v3', wind);
  const returns = [];
  for (const seed of seeds) {
    let { observation } = environment.reset({ seed });
    let sum = 0;
    for (let ended = false; !ended;) {
      const step = environment.step(await act(observation));
      observation = step.observation;
      sum += step.reward;
      ended = step.terminated || step.truncated;
    }
    returns.push(sum);
  }
  environment.dispose();
  const mean = returns.reduce((a, b) => a + b) / returns.length;
  const deviation = Math.sqrt(returns.reduce((sum, x) => sum + (x - mean) ** 2, 0) / returns.length);
  const landed = returns.filter((x) => x >= 100).length;
  console.log(
    `${name}: ${mean.toFixed(1)} ± ${deviation.toFixed(1)}, ${landed} of ${returns.length} at 100 or more`,
  );
}

await startBackend();
await measure('hand-written pilot', (observation) => landerHeuristicAction(observation, true));
for (const given of process.argv.slice(2)) {
  const [name, folder] = given.split('=');
  const run = await openRun(folder, { plugins: [environments, rl, irl, rlhf, cli] });
  await measure(`policy of ${name}, unchanged`, (observation) =>
    run.algorithm.policy.act(observation, { deterministic: true }),
  );
  await run.dispose();
}
