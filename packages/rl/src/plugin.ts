import { definePlugin, extensionPoints } from '@minorant/core';

import {
  inverseSoftQComponent,
  reinforcementLearningComponent,
  sacComponent,
  sacDiscreteComponent,
} from './components.js';

/** Policy optimizers `sac`, `sac-discrete` and `inverse-soft-q`, and the algorithm `reinforcement-learning`. */
export default definePlugin({
  name: '@minorant/rl',
  version: '0.1.0',
  apiVersion: '^1.0.0',
  setup(api) {
    api.register(extensionPoints.policyOptimizer, sacComponent);
    api.register(extensionPoints.policyOptimizer, sacDiscreteComponent);
    api.register(extensionPoints.policyOptimizer, inverseSoftQComponent);
    api.register(extensionPoints.rewardOptimizer, reinforcementLearningComponent);
  },
});
