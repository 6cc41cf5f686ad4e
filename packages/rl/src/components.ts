import { defineComponent, extensionPoints } from '@minorant/core';

import { createInverseSoftQ } from './inverse-soft-q/create-inverse-soft-q.js';
import { inverseSoftQOptionsSchema } from './inverse-soft-q/inverse-soft-q-options.js';
import { createReinforcementLearning } from './reinforcement-learning/create-reinforcement-learning.js';
import { reinforcementLearningOptionsSchema } from './reinforcement-learning/reinforcement-learning-options.js';
import { createSac } from './sac/create-sac.js';
import { sacDiscreteOptionsSchema, sacOptionsSchema } from './sac/sac-options.js';
import { createSacDiscrete } from './sac-discrete/create-sac-discrete.js';

/** Soft actor-critic for continuous actions, as a plugin component. */
export const sacComponent = defineComponent(extensionPoints.policyOptimizer, {
  id: 'sac',
  description: 'Soft actor-critic for continuous actions (Haarnoja et al., 2018).',
  optionsSchema: sacOptionsSchema,
  uses: ['environment', 'demonstrations'],
  create: createSac,
});

/** Soft actor-critic for discrete actions, as a plugin component. */
export const sacDiscreteComponent = defineComponent(extensionPoints.policyOptimizer, {
  id: 'sac-discrete',
  description: 'Soft actor-critic for discrete actions (Christodoulou, 2019).',
  optionsSchema: sacDiscreteOptionsSchema,
  uses: ['environment', 'demonstrations'],
  create: createSacDiscrete,
});

/** Inverse soft-Q learning (IQ-Learn) for continuous actions, as a plugin component. */
export const inverseSoftQComponent = defineComponent(extensionPoints.policyOptimizer, {
  id: 'inverse-soft-q',
  description:
    'Soft actor-critic whose critics learn from demonstrations, not rewards (IQ-Learn, Garg et al., 2021).',
  optionsSchema: inverseSoftQOptionsSchema,
  uses: ['environment', 'demonstrations'],
  create: createInverseSoftQ,
});

/** Plain reinforcement learning, as a plugin component. */
export const reinforcementLearningComponent = defineComponent(extensionPoints.rewardOptimizer, {
  id: 'reinforcement-learning',
  description: "Trains the policy on the environment's own reward: what makes experts. Learns no reward.",
  optionsSchema: reinforcementLearningOptionsSchema,
  uses: ['demonstrations', 'policy'],
  create: createReinforcementLearning,
});
