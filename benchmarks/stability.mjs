// How steady the runs of an experiment were, from their committed metrics: a Markdown table of its algorithms, and one of
// its runs.
//   node benchmarks/stability.mjs benchmarks/results/hopper > benchmarks/results/hopper/stability.md
// "Late" is from half of the steps on; "with noise" are the true returns of the rollouts that the reward learns from, whose
// actions are drawn from the policy. A crash is an evaluation below half of the best so far, once that best is 40 % of
// the expert's return or more.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2];
const folders = (path) =>
  readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
const round = (value, digits = 0) => (Number.isFinite(value) ? value.toFixed(digits) : '-');

const runs = [];
for (const task of folders(folder))
  for (const algorithm of folders(join(folder, task)))
    for (const seed of folders(join(folder, task, algorithm))) {
      const path = join(folder, task, algorithm, seed);
      if (!existsSync(join(path, 'summary.json'))) continue;
      const summary = JSON.parse(readFileSync(join(path, 'summary.json'), 'utf8'));
      const records = readFileSync(join(path, 'metrics.jsonl'), 'utf8').trim().split('\n').map(JSON.parse);
      const secondHalf = records.filter(({ step }) => step >= summary.steps / 2);
      const known = (key, among = records) => among.flatMap((record) => record[key] ?? []);
      const evaluations = records.filter((record) => record['eval/mean_reward'] !== undefined);
      const enough = 0.4 * summary.expert.mean;
      let best = -Infinity;
      let crashes = 0;
      let counted = 0;
      for (const { 'eval/mean_reward': value } of evaluations) {
        if (best >= enough) {
          counted += 1;
          if (value < best / 2) crashes += 1;
        }
        best = Math.max(best, value);
      }
      runs.push({
        task,
        algorithm,
        seed: Number(seed.replace('seed-', '')),
        late: mean(known('eval/mean_reward', secondHalf)),
        lateNoisy: mean(known('rollout/ep_rew_mean', secondHalf)),
        crashes,
        counted,
        change: mean(known('trust_region/change')),
        innerSteps: mean(known('reward/inner_steps')),
        gap: records.findLast((record) => record['reward/gap'] !== undefined)?.['reward/gap'],
      });
    }

const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
const groups = new Map();
for (const run of runs) {
  const key = `${run.task}/${run.algorithm}`;
  groups.set(key, [...(groups.get(key) ?? []), run]);
}
const sum = (of, key) => of.reduce((total, run) => total + run[key], 0);

console.log(`# How steady the runs were

\`node benchmarks/stability.mjs\`. Late: evaluations from half of the steps on. With noise: returns of
the rollouts then, whose actions are drawn from the policy instead of its most likely ones. Crashes: evaluations below half of the best
so far, among those after a best of 40 % of the expert's return. Change: root mean square change of the reward in an iteration, mean over
iterations. Gap: reward of the expert's transitions less that of the policy's, at the end.

${table(
  [
    'task',
    'algorithm',
    'seeds',
    'late return (worst to best seed)',
    'with noise',
    'crashes',
    'change',
    'inner steps',
    'gap',
  ],
  [...groups.values()].map((of) => [
    of[0].task,
    of[0].algorithm,
    of.length,
    `${round(mean(of.map(({ late }) => late)))} (${round(Math.min(...of.map(({ late }) => late)))} to ${round(Math.max(...of.map(({ late }) => late)))})`,
    round(mean(of.map(({ lateNoisy }) => lateNoisy))),
    sum(of, 'counted') === 0
      ? '-'
      : `${sum(of, 'crashes')} of ${sum(of, 'counted')} (${round((100 * sum(of, 'crashes')) / sum(of, 'counted'))} %)`,
    round(mean(of.map(({ change }) => change)), 3),
    round(mean(of.map(({ innerSteps }) => innerSteps)), 1),
    round(mean(of.map(({ gap }) => gap ?? NaN)), 2),
  ]),
)}

${table(
  ['task', 'algorithm', 'seed', 'late return', 'with noise', 'crashes', 'change'],
  runs.map((run) => [
    run.task,
    run.algorithm,
    run.seed,
    round(run.late),
    round(run.lateNoisy),
    `${run.crashes} of ${run.counted}`,
    round(run.change, 3),
  ]),
)}`);
