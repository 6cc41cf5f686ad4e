/**
 * Texts scored in a second through the HTTP server: answers of hh-harmless, a linear reward over 16,384 hashed words,
 * requests of 200 texts one after another, as OpenRLHF sends them.
 *
 *     node benchmarks/preferences/serving.js [--out FILE.json]
 *
 * On a machine that does other things as well: `chrt -r 2 taskset -c 0 node benchmarks/preferences/serving.js`.
 */
import { startBackend } from '@minorant/compile';
import { RandomStream } from '@minorant/core';
import { candidateText, FeatureReward, NgramEncoder, startRewardServer, TextReward } from '@minorant/rlhf';

import { readData, writeResult } from './support.js';

const { records } = await readData('hh-harmless');
const { backend } = await startBackend();
const encoder = new NgramEncoder({ order: 1 });
const reward = new FeatureReward({ size: encoder.size, random: new RandomStream(0) });
const model = new TextReward({ encoder, reward });
const server = await startRewardServer({ score: (texts) => model.score(texts) });
const texts = records.flatMap(({ candidates }) => candidates.map(candidateText)).slice(0, 2000);
const pass = async () => {
  const started = performance.now();
  const cpuStarted = process.cpuUsage();
  for (let start = 0; start < texts.length; start += 200) {
    const response = await fetch(`${server.url}/get_reward`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: texts.slice(start, start + 200) }),
    });
    const { rewards } = await response.json();
    if (rewards.length !== 200) throw new Error(`${rewards.length} rewards`);
  }
  // Of the client as well: both are this process.
  const { user, system } = process.cpuUsage(cpuStarted);
  return {
    texts: texts.length / ((performance.now() - started) / 1000),
    textsPerCpuSecond: texts.length / ((user + system) / 1e6),
  };
};
const first = await pass();
const again = await pass();
console.log(
  `${first.texts.toFixed(0)} texts a second when they are new (${first.textsPerCpuSecond.toFixed(0)} for each second of the`,
  `processor, the client's share included), ${again.texts.toFixed(0)} (${again.textsPerCpuSecond.toFixed(0)}) when they are known (${backend})`,
);
await server.close();
await model.dispose();
await writeResult({ backend, textsPerSecond: { first, again }, textsInARequest: 200 });
