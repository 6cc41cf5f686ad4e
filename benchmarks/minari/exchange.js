// Datasets go both ways between this project and Python's Minari, and every number arrives bit for bit.
//
//   python3 -m venv ~/minari && ~/minari/bin/pip install -r benchmarks/minari/requirements.txt
//   PYTHON=~/minari/bin/python node benchmarks/minari/exchange.js
//
// Writes benchmarks/results/minari/exchange.json; exit code 1 when anything differs.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { RandomStream } from '@minorant/core';
import { collectDemonstrations, make, openDemonstrations } from '@minorant/envs';

const python = process.env.PYTHON ?? 'python3';
const folder = mkdtempSync(join(tmpdir(), 'minorant-minari-'));
const datasets = join(folder, 'datasets');
mkdirSync(datasets);
const checks = [];
let compared = 0;

function check(name, passed) {
  checks.push({ name, passed });
  console.log(`${passed ? 'ok  ' : 'FAIL'} ${name}`);
}

/** Episodes as flat arrays, read here. */
async function read(path) {
  const reader = await openDemonstrations(path);
  try {
    return { header: reader.header, episodes: reader.header.lengths.map((_, i) => reader.read(i)) };
  } finally {
    reader.close();
  }
}

/** The members of a nested value that Python listed by name, joined row by row in the given order. */
function interleave(members, order, rows) {
  const columns = order.map((name) => members[name]);
  const joined = [];
  for (let row = 0; row < rows; row++)
    for (const column of columns) {
      const width = column.length / rows;
      for (let i = 0; i < width; i++) joined.push(column[row * width + i]);
    }
  return joined;
}

function equal(ours, theirs) {
  compared += ours.length;
  return ours.length === theirs.length && ours.every((value, i) => Object.is(value, theirs[i]));
}

function sameEpisodes(ours, theirs) {
  const space = ours.header.observationSpace;
  const keys = space?.kind === 'dict' ? Object.keys(space.spaces).map((key) => `/${key}`) : [''];
  return (
    ours.episodes.length === theirs.episodes.length &&
    ours.episodes.every((episode, i) => {
      const other = theirs.episodes[i];
      return (
        equal([...episode.observations], interleave(other.observations, keys, episode.length + 1)) &&
        equal([...episode.actions], other.actions['']) &&
        equal([...episode.rewards], other.rewards) &&
        equal([...episode.terminations], other.terminations) &&
        equal([...episode.truncations], other.truncations)
      );
    })
  );
}

const written = {
  'hopper-v0': 'Hopper-v4',
  'cart-pole-v0': 'CartPole-v1',
  'point-maze-v0': 'PointMaze_UMaze-v3',
};
for (const [name, id] of Object.entries(written)) {
  const environment = await make(id);
  const random = new RandomStream(5);
  const { actionSpace } = environment;
  await collectDemonstrations({
    environment,
    act: () =>
      actionSpace.kind === 'discrete'
        ? random.integer(actionSpace.n)
        : Array.from(actionSpace.low, (low, i) => low + random.uniform() * (actionSpace.high[i] - low)),
    episodes: 3,
    seed: 100,
    maximumSteps: 150,
    path: join(datasets, name),
    algorithmName: 'random actions',
  });
  environment.dispose();
}

execFileSync(python, ['-W', 'ignore', join(import.meta.dirname, 'exchange.py'), folder], {
  stdio: ['ignore', 'ignore', 'inherit'],
});
const answer = JSON.parse(readFileSync(join(folder, 'python.json'), 'utf8'));

for (const name of Object.keys(written)) {
  const theirs = answer.read[name];
  check(`Python's Minari loads ${name}`, theirs !== undefined);
  if (!theirs) continue;
  check(`${name}: every number is the same there`, sameEpisodes(await read(join(datasets, name)), theirs));
  check(
    `${name}: its actions belong to its action space there`,
    theirs.episodes.every((e) => e.in_space),
  );
}
for (const [name, theirs] of Object.entries(answer.made)) {
  const ours = await read(join(datasets, name));
  check(`${name}, written by Python's Minari, loads here`, ours.episodes.length === theirs.total_episodes);
  check(`${name}: every number is the same here`, sameEpisodes(ours, theirs));
}

const passed = checks.every((item) => item.passed);
const result = {
  command: 'node benchmarks/minari/exchange.js',
  node: process.version,
  ...answer.versions,
  compared,
  passed,
  checks,
};
const results = join(import.meta.dirname, '../results/minari');
mkdirSync(results, { recursive: true });
writeFileSync(join(results, 'exchange.json'), `${JSON.stringify(result, null, 2)}\n`);
rmSync(folder, { recursive: true, force: true });
console.log(`${compared} numbers compared; ${passed ? 'all checks passed' : 'FAILED'}`);
process.exitCode = passed ? 0 : 1;
