import { existsSync, readFileSync } from 'node:fs';

import { defineConfig } from 'vitepress';

/** The reference made by TypeDoc (`npm run docs` writes it before the site is built). */
const api = new URL('../reference/api/typedoc-sidebar.json', import.meta.url);
const apiSidebar = existsSync(api) ? JSON.parse(readFileSync(api, 'utf8')) : [];

export default defineConfig({
  title: 'Minorant',
  description: 'Trust-region reward learning in TypeScript: inverse RL and RLHF as plugins.',
  cleanUrls: true,
  markdown: { math: true },
  // The API pages are made by TypeDoc, whose links are checked by TypeDoc.
  ignoreDeadLinks: [/\/reference\/api\//],
  themeConfig: {
    search: { provider: 'local' },
    nav: [
      { text: 'Tutorials', link: '/tutorials/first-reward' },
      { text: 'Explanation', link: '/explanation/trust-regions' },
      { text: 'Reference', link: '/reference/algorithms/piro' },
    ],
    sidebar: [
      {
        text: 'Tutorials',
        items: [
          { text: 'Learn a reward from demonstrations', link: '/tutorials/first-reward' },
          { text: 'Write a plugin in ten minutes', link: '/tutorials/write-a-plugin' },
        ],
      },
      {
        text: 'Explanation',
        items: [
          { text: 'Trust regions for rewards', link: '/explanation/trust-regions' },
          { text: 'What exact TRRO shows', link: '/explanation/exact-trro' },
          { text: 'What the published code does', link: '/explanation/published-code' },
          { text: 'Termination and reward bias', link: '/explanation/termination' },
        ],
      },
      {
        text: 'Reference',
        items: [
          { text: 'PIRO and ML-IRL', link: '/reference/algorithms/piro' },
          { text: 'Baselines', link: '/reference/algorithms/baselines' },
          { text: 'SAC', link: '/reference/algorithms/sac' },
          { text: 'Trust regions', link: '/reference/trust-regions' },
          { text: 'Components', link: '/reference/components' },
          { text: 'Errors', link: '/reference/errors' },
          { text: 'Command line', link: '/reference/command-line' },
          { text: 'Paper index', link: '/reference/paper-index' },
        ],
      },
      ...(apiSidebar.length > 0 ? [{ text: 'API', collapsed: true, items: apiSidebar }] : []),
    ],
    outline: [2, 3],
  },
});
