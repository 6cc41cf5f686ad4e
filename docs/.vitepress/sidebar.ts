import { existsSync, readdirSync } from 'node:fs';

interface Page {
  text: string;
  link: string;
}

interface Section {
  text: string;
  collapsed?: boolean;
  items: Page[];
}

const docs = new URL('../', import.meta.url);

/** Pages of a section that are there: a page that has not been written yet is left out, not a dead link. */
function section(text: string, folder: string, pages: Record<string, string>): Section {
  const items = Object.entries(pages)
    .map(([name, title]) => ({ text: title, link: `/${folder}/${name}` }))
    .filter(({ link }) => existsSync(new URL(`.${link}.md`, docs)));
  return { text, items };
}

const tutorials = section('Tutorials', 'tutorials', {
  'first-reward': 'Learn a reward from demonstrations',
  'rewards-from-preferences': 'Learn a reward from preferences',
  'your-own-environment': 'Your own environment',
  'real-dataset': 'Train on a real dataset',
  'write-a-plugin': 'Write a plugin in ten minutes',
});

const guides = section('Guides', 'guides', {
  configuration: 'Configuration',
  'datasets-and-formats': 'Datasets and formats',
  'choosing-settings': 'Choosing settings',
  'reading-results': 'Reading results',
  'debugging-a-run': 'A run that does not learn',
  'watching-runs': 'Watching runs',
  checkpoints: 'Checkpoints and resuming',
  sweeps: 'Sweeps',
  exporting: 'Exporting to ONNX',
  'onnx-in-python': 'An exported policy in Python',
  browser: 'In a browser',
  'compiled-steps': 'Speeding up your own loop',
  'preference-data': 'Preference data',
  labelling: 'Labelling by people',
  'serving-a-reward-model': 'Serving a reward model',
  faults: 'When something fails',
});

const explanation = section('Explanation', 'explanation', {
  'trust-regions': 'Trust regions for rewards',
  'trro-derived': 'TRRO and PIRO, step by step',
  'quadratic-bound': 'Why the bound is quadratic',
  'exact-trro': 'What exact TRRO shows',
  'published-code': 'What the published code does',
  termination: 'Termination and reward bias',
  identifiability: 'What a reward can be known up to',
  'one-likelihood': 'Preferences and demonstrations',
  comparison: 'Compared with others',
  decisions: 'Decisions',
  glossary: 'Glossary',
});

const reference = section('Reference', 'reference', {
  'command-line': 'Command line',
  configuration: 'Configuration',
  contracts: 'Contracts',
  components: 'Components',
  'trust-regions': 'Trust regions',
  errors: 'Errors',
  'compiled-kernels': 'Compiled kernels',
  'paper-index': 'Paper index',
  'api/index': 'API',
});

const algorithms = section('Algorithms', 'reference/algorithms', {
  index: 'All algorithms',
  piro: 'PIRO',
  'ml-irl': 'ML-IRL',
  trro: 'TRRO, exactly',
  'max-ent-irl': 'Maximum entropy IRL',
  bc: 'Behaviour cloning',
  sqil: 'SQIL',
  gail: 'GAIL',
  airl: 'AIRL',
  dac: 'DAC',
  'f-irl': 'f-IRL',
  mm: 'Moment matching',
  hype: 'HyPE',
  filter: 'FILTER',
  'iq-learn': 'IQ-Learn',
  csil: 'CSIL',
  p2il: 'P²IL',
  sac: 'SAC',
  'sac-discrete': 'SAC, discrete',
  'bradley-terry': 'Bradley-Terry',
  'preference-rl': 'Preference-based RL',
});

const environments = section('Environments', 'reference/environments', {
  index: 'All environments',
  'mujoco-locomotion': 'MuJoCo robots',
  mazes: 'Mazes',
  adroit: 'Adroit hand',
  'lunar-lander': 'LunarLander',
  'cart-pole': 'CartPole',
  'grid-world': 'Grid world',
});

const results = section(
  'Results',
  'results',
  Object.fromEntries(
    existsSync(new URL('results/', docs))
      ? readdirSync(new URL('results/', docs))
          .filter((name) => name.endsWith('.md'))
          .sort((a, b) => Number(b === 'index.md') - Number(a === 'index.md') || a.localeCompare(b))
          .map((name) => [name.slice(0, -3), name === 'index.md' ? 'All results' : title(name.slice(0, -3))])
      : [],
  ),
);

const live = section('Live', 'live', {
  'grid-world': 'Draw demonstrations, recover the reward',
  policy: 'A learnt policy in your browser',
});

function title(name: string): string {
  const words = name.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const api = new URL('reference/api/@minorant/', docs);
const packages: Section = {
  text: 'API by package',
  items: existsSync(api)
    ? readdirSync(api).map((name) => ({
        text: `@minorant/${name}`,
        link: `/reference/api/@minorant/${name}/index`,
      }))
    : [],
};

const present = (...sections: Section[]) =>
  sections
    .filter(({ items }) => items.length > 0)
    .map((one) => ({
      ...one,
      items: one.items.map(({ text, link }) => ({ text, link: link.replace(/\/index$/, '/') })),
    }));

/** What stands beside the pages. The pages of the API have a short one of their own: there are hundreds. */
export const sidebar = {
  '/reference/api/': present(packages),
  '/reference/': present(reference, algorithms, environments),
  '/results/': present(results, live),
  '/live/': present(live, results),
  '/': present(tutorials, guides, explanation, live),
};
