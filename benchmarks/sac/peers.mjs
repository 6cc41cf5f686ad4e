// Environment steps a second of soft actor-critic on real tasks, one update a step, one thread: Minorant beside
// Stable-Baselines3 (PyTorch) and sbx (JAX).
//   npm run bench:sac-speed -- --python PATH [--rounds 3] [--steps 5000] [--processor 1] [--out FILE]
// --python: the interpreter of an environment with benchmarks/python/requirements.txt. --processor: pins every contender
// to it. Contenders run in turns; medians over the rounds are given, and ratios of medians.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const here = dirname(fileURLToPath(import.meta.url));
const { values: flags } = parseArgs({
  options: {
    python: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    steps: { type: 'string', default: '5000' },
    warmup: { type: 'string', default: '1000' },
    processor: { type: 'string' },
    out: { type: 'string' },
  },
});

const script = resolve(here, '../python/sac_speed.py');
const contenders = { Minorant: [process.execPath, resolve(here, 'speed.mjs')] };
if (flags.python) {
  contenders['Stable-Baselines3 (PyTorch)'] = [flags.python, script, 'sb3'];
  contenders['sbx (JAX)'] = [flags.python, script, 'sbx'];
}
const cases = [
  ['Hopper-v5', 128, 128],
  ['Hopper-v5', 256, 256],
  ['Ant-v5', 256, 256],
];

function run(name, [environment, hidden, batch]) {
  const command = [
    ...(flags.processor === undefined ? [] : ['taskset', '-c', flags.processor]),
    ...contenders[name],
    environment,
    flags.steps,
    flags.warmup,
    String(hidden),
    String(batch),
  ];
  const output = execFileSync(command[0], command.slice(1), {
    encoding: 'utf8',
    env: { ...process.env, OMP_NUM_THREADS: '1' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return JSON.parse(output.split('\n').findLast((line) => line.startsWith('{')));
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const rows = [];
for (const one of cases) {
  const measured = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
  for (let round = 0; round < Number(flags.rounds); round++)
    for (const name of Object.keys(contenders)) measured[name].push(run(name, one));
  const seconds = (name) => median(measured[name].map((each) => each.seconds));
  for (const name of Object.keys(contenders)) {
    const rates = measured[name].map((each) => Number(flags.steps) / each.seconds);
    rows.push({
      task: one[0],
      network: `${one[1]}x${one[1]}`,
      batch: one[2],
      contender: name,
      'steps a second': Number((Number(flags.steps) / seconds(name)).toFixed(1)),
      'slowest to fastest': `${Math.min(...rates).toFixed(1)} to ${Math.max(...rates).toFixed(1)}`,
      'Minorant is faster by': Number((seconds(name) / seconds('Minorant')).toFixed(2)),
      'processor share': Number(
        median(measured[name].map((each) => each.processor / each.seconds)).toFixed(2),
      ),
      'peak MB': Math.round(median(measured[name].map((each) => each.peakMegabytes))),
    });
    console.log(JSON.stringify(rows.at(-1)));
  }
}
console.table(rows);
if (flags.out)
  writeFileSync(
    flags.out,
    `${JSON.stringify({ date: new Date().toISOString().slice(0, 10), machine: cpus()[0].model, cores: cpus().length, pinned: flags.processor ?? null, steps: Number(flags.steps), rounds: Number(flags.rounds), rows }, undefined, 2)}\n`,
  );
