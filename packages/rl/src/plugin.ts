import { defineComponent, definePlugin, extensionPoints } from '@minorant/core';

import { createReinforcementLearning } from './reinforcement-learning/create-reinforcement-learning.js';
import { reinforcementLearningOptionsSchema } from './reinforcement-learning/reinforcement-learning-options.js';
import { createSac } from './sac/create-sac.js';
import { sacDiscreteOptionsSchema, sacOptionsSchema } from './sac/sac-options.js';
import { createSacDiscrete } from './sac-discrete/create-sac-discrete.js';

const sac = defineComponent(extensionPoints.policyOptimizer, {
  id: 'sac',
  description: 'Soft actor-critic for continuous actions (Haarnoja et al., 2018).',
  optionsSchema: sacOptionsSchema,
  uses: ['environment', 'demonstrations'],
  create: createSac,
});

const sacDiscrete = defineComponent(extensionPoints.policyOptimizer, {
  id: 'sac-discrete',
  description: 'Soft actor-critic for discrete actions (Christodoulou, 2019).',
  optionsSchema: sacDiscreteOptionsSchema,
  uses: ['environment', 'demonstrations'],
  create: createSacDiscrete,
});

const reinforcementLearning = defineComponent(extensionPoints.rewardOptimizer, {
  id: 'reinforcement-learning',
  description: "Trains the policy on the environment's own reward: what makes experts. Learns no reward.",
  optionsSchema: reinforcementLearningOptionsSchema,
  uses: ['policy'],
  create: createReinforcementLearning,
});

/** Policy optimizers `sac` and `sac-discrete`, and the algorithm `reinforcement-learning`. */
export default definePlugin({
  name: '@minorant/rl',
  version: '0.1.0',
  apiVersion: '^1.0.0',
  setup(api) {
    api.register(extensionPoints.policyOptimizer, sac);
    api.register(extensionPoints.policyOptimizer, sacDiscrete);
    api.register(extensionPoints.rewardOptimizer, reinforcementLearning);
  },
});
