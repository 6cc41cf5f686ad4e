// A file larger than the library's memory (2 GiB) is written and read an episode at a time.
//
//   node --max-old-space-size=256 benchmarks/minari/large-file.js [gibibytes]
//
// Writes benchmarks/results/minari/large-file.json. The file goes to the temporary folder and is removed.
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { EpisodeSource, MinariReader, MinariWriter } from '@minorant/envs';

const gibibytes = Number(process.argv[2] ?? 3);
const observationSize = 376;
const length = 10_000;
const episodeBytes = 8 * (length + 1) * observationSize;
const episodes = Math.ceil((gibibytes * 2 ** 30) / episodeBytes);
const folder = mkdtempSync(join(tmpdir(), 'minorant-large-'));
const path = join(folder, 'large.hdf5');
const box = (size) => ({
  kind: 'box',
  shape: [size],
  dtype: 'float64',
  low: new Float64Array(size).fill(-Infinity),
  high: new Float64Array(size).fill(Infinity),
});

let largest = 0;
const watch = () => (largest = Math.max(largest, process.memoryUsage().rss));

try {
  let begun = performance.now();
  const writer = await MinariWriter.create({
    path,
    observationSpace: box(observationSize),
    actionSpace: box(1),
    compression: 0,
  });
  for (let index = 0; index < episodes; index++) {
    const observations = new Float64Array((length + 1) * observationSize);
    for (let i = 0; i < observations.length; i++) observations[i] = Math.sin(i + index);
    const flags = new Uint8Array(length);
    writer.write({
      length,
      observationSize,
      actionSize: 1,
      observations,
      actions: new Float64Array(length),
      rewards: new Float64Array(length).fill(index),
      terminations: flags,
      truncations: flags,
    });
    watch();
  }
  writer.close();
  const writeSeconds = (performance.now() - begun) / 1000;

  begun = performance.now();
  const source = await EpisodeSource.create(() => MinariReader.open(path));
  let steps = 0;
  let wrong = 0;
  for await (const episode of source) {
    steps += episode.length;
    if (episode.observations.at(-1) !== Math.sin(episode.observations.length - 1 + episode.id)) wrong++;
    if (episode.rewards[0] !== episode.id) wrong++;
    watch();
  }
  const readSeconds = (performance.now() - begun) / 1000;
  const bytes = statSync(path).size;
  const result = {
    command: `node --max-old-space-size=256 benchmarks/minari/large-file.js ${gibibytes}`,
    node: process.version,
    fileGibibytes: Number((bytes / 2 ** 30).toFixed(2)),
    episodes,
    steps,
    wrong,
    largestResidentMebibytes: Math.round(largest / 2 ** 20),
    writeSeconds: Number(writeSeconds.toFixed(1)),
    readSeconds: Number(readSeconds.toFixed(1)),
  };
  console.log(result);
  const results = join(import.meta.dirname, '../results/minari');
  mkdirSync(results, { recursive: true });
  writeFileSync(join(results, 'large-file.json'), `${JSON.stringify(result, null, 2)}\n`);
  process.exitCode = wrong === 0 && bytes > 2 ** 31 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
