import { defineConfig } from 'vitepress';

import { sidebar } from './sidebar.js';

export default defineConfig({
  title: 'Minorant',
  description: 'Trust-region reward learning in TypeScript: inverse RL and RLHF as plugins.',
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  cleanUrls: false,
  lastUpdated: false,
  // Links are checked by scripts/documentation/check-links.mjs, as part of npm test, without a build.
  ignoreDeadLinks: true,
  // The pages of the API are made by TypeDoc; tests of the site leave them out.
  srcExclude: [
    'reference/options/**',
    ...(process.env['MINORANT_DOCS'] === 'without-api' ? ['reference/api/**'] : []),
  ],
  markdown: { math: true },
  themeConfig: {
    search: { provider: 'local' },
    nav: [
      { text: 'Tutorials', link: '/tutorials/first-reward' },
      { text: 'Guides', link: '/guides/configuration' },
      { text: 'Explanation', link: '/explanation/trust-regions' },
      { text: 'Reference', link: '/reference/command-line' },
      { text: 'Live', link: '/live/grid-world' },
      { text: 'Results', link: '/results/' },
    ],
    sidebar,
    outline: [2, 3],
  },
});
