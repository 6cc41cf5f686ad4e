import { defineComponent, definePlugin, extensionPoints } from '@minorant/core';

import { createSac } from './sac/create-sac.js';
import { sacOptionsSchema } from './sac/sac-options.js';

/** Soft actor-critic for continuous actions, as a component. */
const sac = defineComponent(extensionPoints.policyOptimizer, {
  id: 'sac',
  description: 'Soft actor-critic for continuous actions (Haarnoja et al., 2018).',
  optionsSchema: sacOptionsSchema,
  uses: ['environment', 'demonstrations'],
  create: createSac,
});

/** Policy optimizers: `sac`. */
export default definePlugin({
  name: '@minorant/rl',
  version: '0.1.0',
  apiVersion: '^1.0.0',
  setup(api) {
    api.register(extensionPoints.policyOptimizer, sac);
  },
});
