// The committed experiments: runs below benchmarks/results, each with its configuration, machine, metrics and summary.
// Their tables are recomputed from these here; `node scripts/documentation/evidence.mjs` says which are out of date.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { aggregate } from '../../packages/cli/dist/experiment/aggregate.js';
import { experimentResults, resultsPage } from '../../packages/cli/dist/experiment/experiment-results.js';
import { experimentTables } from '../../packages/cli/dist/experiment/experiment-tables.js';
import { readExperiment } from '../../packages/cli/dist/experiment/read-experiment.js';
import { formatNumber } from '../../packages/cli/dist/terminal/format-number.js';
import { root } from './markdown-files.mjs';

/** Folder below benchmarks/results, its experiment file, and what README calls it. */
const experiments = [
  { folder: 'hopper', file: 'benchmarks/hopper/experiment.yaml', steps: '80,000 steps' },
  { folder: 'paper', file: 'benchmarks/paper/experiment.yaml', steps: '300,000 steps' },
];

/** Experiments that are checked and have no column in README's table. */
const others = [
  { folder: 'inverted-pendulum-baselines', file: 'benchmarks/inverted-pendulum/baselines.yaml' },
  { folder: 'walker2d', file: 'benchmarks/walker2d/experiment.yaml' },
  { folder: 'ant', file: 'benchmarks/ant/experiment.yaml' },
  { folder: 'experts', file: 'benchmarks/experts/experiment.yaml' },
  { folder: 'preferences/hopper', file: 'examples/hopper-preferences/experiment.yaml' },
];

/** One experiment's results as they are committed. */
async function committed({ folder, file, steps }) {
  const output = join(root, 'benchmarks', 'results', folder);
  const { experiment } = await readExperiment(join(root, file));
  return {
    folder,
    file,
    steps,
    output,
    name: experiment.name,
    ...(await experimentResults(experiment, output)),
  };
}

/** README's rows, and what the experiments call them: the first that a task has (GAIL at its better rate, IQ-Learn as its authors run it). */
const methods = {
  PIRO: ['PIRO', 'PIRO, early stop'],
  'the same without a trust region': ['no trust region'],
  'ML-IRL': ['ML-IRL'],
  GAIL: ['GAIL, rate 1e-3', 'GAIL'],
  'IQ-Learn': ['IQ-Learn, v0', 'IQ-Learn'],
  'behaviour cloning': ['BC'],
};

/** README's table: final returns, mean and deviation over seeds, of every method on every task. */
export async function readmeTable() {
  const columns = [];
  for (const one of experiments) {
    const { done, folder, steps } = await committed(one);
    const { cells } = aggregate(done);
    for (const task of new Set(cells.map((cell) => cell.task)))
      columns.push({
        task,
        folder,
        steps,
        cells: cells.filter((cell) => cell.task === task),
        expert: expertOf(done, task),
      });
  }
  const head = columns.map(
    ({ task, folder, steps }) => `[${task}, ${steps}](benchmarks/results/${folder}/README.md)`,
  );
  const rows = Object.entries(methods).map(([title, names]) => [
    title,
    ...columns.map(({ cells }) => {
      const [cell] = names.flatMap((name) => cells.filter(({ algorithm }) => algorithm === name));
      if (!cell) return '';
      const spread = cell.seeds === 1 ? '' : ` ± ${formatNumber(cell.std)}`;
      return `${formatNumber(cell.mean)}${spread} (${cell.seeds})`;
    }),
  ]);
  const all = [
    ['final return ± deviation (seeds)', ...head],
    ['---', ...head.map(() => '---')],
    ['the expert episode', ...columns.map(({ expert }) => formatNumber(expert))],
    ...rows,
  ];
  return all.map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function expertOf(done, task) {
  return done.find((run) => run.task === task && run.summary.expert).summary.expert.mean;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  let stale = 0;
  for (const one of [...experiments, ...others]) {
    const { name, output, done, missing, file, folder } = await committed(one);
    if (
      readFileSync(join(output, 'results.md'), 'utf8') ===
      resultsPage(name, experimentTables(aggregate(done)), missing)
    )
      continue;
    stale += 1;
    console.error(
      `benchmarks/results/${folder}/results.md does not say what its runs say: npx minorant experiment ${file} --out benchmarks/results/${folder} --report`,
    );
  }
  process.exit(stale > 0 ? 1 : 0);
}
