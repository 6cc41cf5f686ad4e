// Milliseconds for one update of soft actor-critic, by contender, size of the task and number of threads.
//   npm run bench:update [-- --quick] [--json] [--python PATH] [--official PATH] [--rounds N] [--out FILE]
// --quick: Hopper's and Ant's size on one thread. --python: the interpreter of an environment
// with benchmarks/python/requirements.txt. --official: a clone of github.com/PolynomialTime/PIRO. The contenders of a row
// run in turns, so that what else the machine does meets all of them; medians over the rounds are given, and ratios of
// medians.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { tasks } from './measured.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '../..');
const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    python: { type: 'string' },
    official: { type: 'string' },
    rounds: { type: 'string' },
    out: { type: 'string' },
  },
});
const rounds = Number(options.rounds ?? (options.quick ? 5 : 9));
const log = (text) => process.stderr.write(`${text}\n`);

/** How a contender is started, and how many updates it runs in a turn. */
const contenders = {
  bound: { command: () => ['node', 'contender.mjs', 'bound'], updates: 20 },
  compiled: { command: () => ['node', 'contender.mjs', 'compiled'], updates: 20 },
  'eager wasm': { command: () => ['node', 'contender.mjs', 'wasm'], updates: 1 },
};
if (existsSync(resolve(root, 'node_modules/@tensorflow/tfjs-node')))
  contenders['tfjs-node'] = { command: () => ['node', 'contender.mjs', 'tensorflow'], updates: 5 };
if (options.python) {
  const script = resolve(here, '../python/sac_update.py');
  contenders['PyTorch (Stable-Baselines3)'] = { command: () => [options.python, script, 'sb3'], updates: 10 };
  if (options.official)
    contenders["PyTorch (PIRO's official code)"] = {
      command: () => [options.python, script, resolve(options.official)],
      updates: 10,
    };
  contenders['JAX (sbx)'] = { command: () => [options.python, script, 'sbx'], updates: 10 };
}

class Contender {
  constructor(name, sizes) {
    this.name = name;
    const [program, ...args] = contenders[name].command();
    this.process = spawn(program === 'node' ? process.execPath : program, [...args, ...sizes.map(String)], {
      cwd: here,
      stdio: ['pipe', 'pipe', options.json ? 'ignore' : 'pipe'],
    });
    this.errors = '';
    this.process.stderr?.on('data', (data) => (this.errors += data));
    this.lines = createInterface({ input: this.process.stdout })[Symbol.asyncIterator]();
    this.wall = [];
    this.processor = [];
  }

  /** The next line of JSON; libraries may print other lines before it. */
  async answer() {
    for (;;) {
      const { value, done } = await this.lines.next();
      if (done)
        throw new Error(
          `${this.name} ended: ${this.errors.match(/^\w*Error.*$/m)?.[0] ?? this.errors.slice(-200)}`,
        );
      if (value.startsWith('{')) return JSON.parse(value);
    }
  }

  async turn() {
    this.process.stdin.write(`${contenders[this.name].updates}\n`);
    const { wall, processor } = await this.answer();
    this.wall.push(wall);
    this.processor.push(processor);
  }
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const rows = [];
const failures = [];
for (const threads of options.quick ? [1] : [1, 2])
  for (const task of options.quick ? ['Hopper', 'Ant'] : Object.keys(tasks)) {
    log(`${task}, ${threads} thread${threads > 1 ? 's' : ''}`);
    const running = [];
    for (const name of Object.keys(contenders)) {
      const contender = new Contender(name, [...tasks[task], threads]);
      try {
        contender.residentMegabytes = (await contender.answer()).residentMegabytes;
        running.push(contender);
      } catch (error) {
        failures.push({ task, threads, name, reason: error.message });
        log(`  ${name} does not start: ${error.message}`);
      }
    }
    for (let round = 0; round < rounds; round++) for (const contender of running) await contender.turn();
    for (const contender of running) contender.process.stdin.end();
    const compiled = running.find(({ name }) => name === 'compiled');
    if (!compiled) continue;
    for (const { name, wall, processor, residentMegabytes } of running)
      rows.push({
        task,
        threads,
        name,
        milliseconds: median(wall),
        fastest: Math.min(...wall),
        processorMilliseconds: median(processor),
        timesCompiled: median(wall) / median(compiled.wall),
        processorTimesCompiled: median(processor) / median(compiled.processor),
        residentMegabytes,
      });
  }

const report = {
  date: new Date().toISOString(),
  commit: execFileSync('git', ['rev-parse', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim(),
  machine: { processor: cpus()[0].model, processors: cpus().length, node: process.version },
  load: (await import('node:os')).loadavg(),
  rounds,
  rows,
  failures,
};
if (options.out) {
  mkdirSync(dirname(resolve(options.out)), { recursive: true });
  writeFileSync(options.out, `${JSON.stringify(report, null, 2)}\n`);
}
if (options.json) console.log(JSON.stringify(report));
else {
  const { machine } = report;
  console.log(
    `${machine.processor}, ${machine.processors} processors, Node ${machine.node}, load ${report.load[0].toFixed(1)}`,
  );
  console.log(
    'batch 256, hidden layers 256 and 256; "times": how long it takes against compiled; bound: the products alone\n',
  );
  console.log(
    'task      threads  contender                      ms    fastest  processor ms  times  times by processor  MB',
  );
  for (const row of rows)
    console.log(
      [
        row.task.padEnd(9),
        String(row.threads).padEnd(8),
        row.name.padEnd(28),
        row.milliseconds.toFixed(2).padStart(8),
        row.fastest.toFixed(2).padStart(9),
        row.processorMilliseconds.toFixed(2).padStart(11),
        row.timesCompiled.toFixed(2).padStart(8),
        row.processorTimesCompiled.toFixed(2).padStart(12),
        row.residentMegabytes.toFixed(0).padStart(14),
      ].join(' '),
    );
}
