// Recovers the grid world's reward with exact TRRO and writes the heat maps of the documentation and a table.
//   npm run figures -w @minorant/benchmarks
import { mkdirSync, writeFileSync } from 'node:fs';

import { RandomStream } from '@minorant/core';
import { gridWorldMdp } from '@minorant/envs';
import {
  correlation,
  demonstratedProblem,
  evaluateReward,
  expectedReturn,
  greedyPolicy,
  quadraticConstant,
  quadraticPenalty,
  rewardTable,
  sampleTrajectory,
  tabularReward,
  Trro,
  VerifiedPenalty,
} from '@minorant/irl-piro';

import { heatMaps } from './heat-map.js';

const temperature = 1;
const mdp = gridWorldMdp({ discount: 0.9 });
const truth = rewardTable(mdp);
const expert = evaluateReward({ mdp, expert: new Float64Array(truth.length), temperature }, truth);
const exact = { mdp, expert: expert.occupancy, temperature };
const verified = () => new VerifiedPenalty({ discount: mdp.discount });
const quadratic = () => quadraticPenalty(quadraticConstant(mdp.discount, temperature));

/** Mean undiscounted return over all starting cells of the policy that takes the most likely moves. */
const returned = (policy) => expectedReturn(mdp, greedyPolicy(mdp, policy), { steps: 49 });

function recover(problem, penalty, iterations) {
  const trro = new Trro({ problem, reward: tabularReward(mdp, 'state'), penalty });
  let falls = 0;
  let last = trro.evaluation.logLikelihood;
  for (let i = 0; i < iterations; i++) {
    const { logLikelihood } = trro.iterate();
    if (logLikelihood < last - 1e-8) falls += 1;
    last = logLikelihood;
  }
  return {
    map: trro.parameters,
    falls,
    logLikelihood: last,
    best: evaluateReward(problem, truth).logLikelihood,
    correlation: correlation(trro.parameters, mdp.reward.values),
    greedyReturn: returned(trro.evaluation.optimum.policy),
  };
}

function demonstrations(count, seed) {
  const random = new RandomStream(seed);
  const episodes = Array.from({ length: count }, () => sampleTrajectory(mdp, expert.optimum.policy, random));
  return demonstratedProblem(mdp, episodes, temperature);
}

const rows = [
  ['exact occupancy', 'quadratic bound', 3000, [recover(exact, quadratic(), 3000)]],
  ['exact occupancy', 'verified', 20, [recover(exact, verified(), 20)]],
  ['exact occupancy', 'verified', 100, [recover(exact, verified(), 100)]],
];
for (const count of [100, 300, 1000, 3000, 10_000]) {
  const results = [1, 2, 3, 4, 5].map((seed) => recover(demonstrations(count, seed), verified(), 30));
  rows.push([`${count} episodes, 5 draws`, 'verified', 30, results]);
}

const range = (numbers, digits) => {
  const [low, high] = [Math.min(...numbers).toFixed(digits), Math.max(...numbers).toFixed(digits)];
  return low === high ? low : `${low} to ${high}`;
};
const table = rows.map(([data, penalty, iterations, results]) => {
  const column = (key, digits) =>
    range(
      results.map((result) => result[key]),
      digits,
    );
  const cells = [
    column('correlation', 3),
    column('logLikelihood', 3),
    column('best', 3),
    column('falls', 0),
    column('greedyReturn', 2),
  ];
  return `| ${[data, penalty, iterations, ...cells].join(' | ')} |`;
});
mkdirSync(new URL('../results/reward-recovery/', import.meta.url), { recursive: true });
writeFileSync(
  new URL('../results/reward-recovery/table.md', import.meta.url),
  `# Reward recovery on the 7x7 grid world

Made by \`npm run figures -w @minorant/benchmarks\`. Discount 0.9, temperature 1, rewards of the state alone, starting from zero.
The expert is the soft optimum of the true reward; a shortest path from every cell returns ${returned(expert.optimum.policy).toFixed(2)} on average.
"falls" counts iterations in which the log-likelihood fell by more than 1e-8; "truth" is the log-likelihood of the true reward.
"return" is the true, undiscounted return of the most likely moves under the learnt reward's policy, over all starting cells.

| expert | penalty | iterations | correlation | log-likelihood | truth | falls | return |
| --- | --- | --- | --- | --- | --- | --- | --- |
${table.join('\n')}
`,
);

/** The map moved by the constant that no behaviour can tell. */
const aligned = (map) => {
  const shift = map.reduce((sum, value, s) => sum + value - mdp.reward.values[s], 0) / map.length;
  return map.map((value) => value - shift);
};
const [fromExact] = rows[2][3];
const [fromData] = rows.find(([data]) => data.startsWith('3000'))[3];
const subtitle = ({ correlation: r }) => `correlation ${r.toFixed(3)}`;
mkdirSync(new URL('../../docs/explanation/figures/', import.meta.url), { recursive: true });
writeFileSync(
  new URL('../../docs/explanation/figures/reward-recovery.svg', import.meta.url),
  heatMaps(
    [
      { title: 'True reward', subtitle: 'minus the distance to the goal', values: mdp.reward.values },
      { title: 'TRRO, exact occupancy', subtitle: subtitle(fromExact), values: aligned(fromExact.map) },
      { title: 'TRRO, 3000 episodes', subtitle: subtitle(fromData), values: aligned(fromData.map) },
    ],
    {
      size: 7,
      marked: mdp.absorbing.indexOf(1),
      description: 'The true reward of the 7x7 grid world beside the rewards that TRRO recovered',
    },
  ),
);
console.log(table.join('\n'));
