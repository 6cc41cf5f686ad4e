import { definePlugin, extensionPoints } from '@minorant/core';

import { reinforcementLearningComponent, sacComponent, sacDiscreteComponent } from './components.js';

/** Policy optimizers `sac` and `sac-discrete`, and the algorithm `reinforcement-learning`. */
export default definePlugin({
  name: '@minorant/rl',
  version: '0.1.0',
  apiVersion: '^1.0.0',
  setup(api) {
    api.register(extensionPoints.policyOptimizer, sacComponent);
    api.register(extensionPoints.policyOptimizer, sacDiscreteComponent);
    api.register(extensionPoints.rewardOptimizer, reinforcementLearningComponent);
  },
});
