// Environment steps per second of each MuJoCo task, in one thread and with 1 and 2 workers, beside Gymnasium with native
// MuJoCo in the same run.
//
//   npm run bench:env -- [--python PATH] [--steps 5000] [--rounds 3] [--single] [--out FILE] [ids...]
//
// PATH is a Python with benchmarks/reference/requirements-v5.txt (or set MINORANT_PYTHON); without it there is no peer.
// One thread is measured in CPU time, so that other work on the machine hardly counts; workers in wall time, so run that
// on an idle machine (--single leaves it out). Rounds of both sides alternate; medians are printed.
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { make, Pcg64, WorkerVectorEnvironment } from '@minorant/envs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    python: { type: 'string', default: process.env.MINORANT_PYTHON },
    steps: { type: 'string', default: '5000' },
    rounds: { type: 'string', default: '3' },
    out: { type: 'string' },
    single: { type: 'boolean', default: false },
  },
});
const steps = Number(values.steps);
const rounds = Number(values.rounds);
const warmup = 500;
const names = [
  'Hopper',
  'HalfCheetah',
  'Walker2d',
  'Ant',
  'Humanoid',
  'Swimmer',
  'Reacher',
  'InvertedPendulum',
];
const ids =
  positionals.length > 0 ? positionals : [...names.map((name) => `${name}-v4`), 'Ant-v5', 'Humanoid-v5'];

function actionsOf(space, count) {
  const random = new Pcg64(0);
  return Array.from({ length: steps + warmup }, () => {
    const action = new Float64Array(count * space.high.length);
    return action.map((_, i) => Math.fround(random.uniform(-1, 1) * space.high[i % space.high.length]));
  });
}

/** Steps for each second of CPU time of the whole process, garbage collection and compilation included. */
async function single(id) {
  const environment = await make(id);
  const actions = actionsOf(environment.actionSpace, 1);
  environment.reset({ seed: 0 });
  let start;
  for (const [step, action] of actions.entries()) {
    if (step === warmup) start = process.cpuUsage();
    const { terminated, truncated } = environment.step(action);
    if (terminated || truncated) environment.reset();
  }
  const { user, system } = process.cpuUsage(start);
  environment.dispose();
  return steps / ((user + system) / 1e6);
}

/** Steps for each second of wall time, all sub-environments counted. */
async function workers(id, count, perWorker) {
  const environments = await WorkerVectorEnvironment.make(id, { count: count * perWorker, workers: count });
  const actions = actionsOf(environments.actionSpace, count * perWorker);
  await environments.reset({ seed: 0 });
  let start;
  for (const [step, action] of actions.entries()) {
    if (step === warmup) start = performance.now();
    await environments.step(action);
  }
  const seconds = (performance.now() - start) / 1000;
  await environments.dispose();
  return (steps * count * perWorker) / seconds;
}

function startPeer(python) {
  const script = fileURLToPath(new URL('gymnasium_peer.py', import.meta.url));
  const child = spawn(python, ['-W', 'ignore', script], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`The Python peer (${python}) ended early; see its message above.`);
    return JSON.parse(value);
  };
  return {
    versions: next(),
    ask(request) {
      child.stdin.write(`${JSON.stringify({ ...request, steps, warmup })}\n`);
      return next();
    },
    stop: () => child.stdin.end(),
  };
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const shown = (number) =>
  number === undefined || Number.isNaN(number) ? '-' : number.toFixed(number < 10 ? 2 : 0);

const peer = values.python ? startPeer(values.python) : undefined;
const versions = await peer?.versions;
console.log(
  `${cpus()[0].model}, ${cpus().length} cores, load ${loadavg()[0].toFixed(1)}; Node ${process.version}; ` +
    (versions ? `Gymnasium ${versions.gymnasium} with MuJoCo ${versions.mujoco}` : 'no Python peer'),
);
const headings = ['task', 'here /CPU s', 'Gymnasium /CPU s', 'ratio', '1 worker /s', '2 workers /s', 'gain'];
if (peer) headings.push('Gymnasium 1 process /s', '2 processes /s', 'ratio at 2');
console.log(`| ${headings.join(' | ')} |\n|${headings.map(() => '---').join('|')}|`);
const results = [];
for (const id of ids) {
  const found = { here: [], peer: [], one: [], two: [], peerOne: [], peerTwo: [] };
  for (let round = 0; round < rounds; round++) {
    found.here.push(await single(id));
    if (peer) found.peer.push(steps / (await peer.ask({ kind: 'single', name: id })).cpu);
    if (values.single) continue;
    found.one.push(await workers(id, 1, 4));
    found.two.push(await workers(id, 2, 4));
    for (const [list, count] of [
      [found.peerOne, 1],
      [found.peerTwo, 2],
    ])
      if (peer)
        list.push((steps * count) / (await peer.ask({ kind: 'vector', name: id, workers: count })).wall);
  }
  const [here, native, one, two, peerOne, peerTwo] = Object.values(found).map(median);
  const row = [id, here, native, here / native, one, two, two / one];
  if (peer) row.push(peerOne, peerTwo, two / peerTwo);
  console.log(`| ${row.map((cell) => (typeof cell === 'string' ? cell : shown(cell))).join(' | ')} |`);
  results.push({ id, ...found });
}
peer?.stop();
if (values.out) {
  mkdirSync(dirname(values.out), { recursive: true });
  const machine = { cpu: cpus()[0].model, cores: cpus().length, load: loadavg(), node: process.version };
  writeFileSync(
    values.out,
    `${JSON.stringify({ machine, versions, steps, rounds, results }, undefined, 1)}\n`,
  );
}
