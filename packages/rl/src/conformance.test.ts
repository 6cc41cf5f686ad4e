import { startBackend } from '@minorant/compile';
import {
  componentSuite,
  describeConformance,
  policyOptimizerSuite,
  rewardOptimizerSuite,
} from '@minorant/testing';
import { beforeAll } from 'vitest';

import { reinforcementLearningComponent, sacComponent, sacDiscreteComponent } from './components.js';
import { ReinforcementLearning } from './reinforcement-learning/reinforcement-learning.js';
import { PointEnvironment } from './test-support/point-environment.js';
import { testContext } from './test-support/test-context.js';

beforeAll(async () => {
  await startBackend();
});

for (const component of [sacComponent, sacDiscreteComponent, reinforcementLearningComponent]) {
  describeConformance(component.id, componentSuite, { component });
}

const small = { hidden: [8], batchSize: 8, learningStarts: 5, stepsPerRound: 25 };

async function create(discrete: boolean, normalizeObservations: 'none' | 'running', seed: number) {
  const context = testContext(() => new PointEnvironment(discrete), seed);
  const component = discrete ? sacDiscreteComponent : sacComponent;
  const options = component.optionsSchema.parse({ ...small, normalizeObservations });
  return { policy: await component.create(options, context), ...context };
}

for (const [id, discrete, normalization] of [
  ['sac', false, 'running'],
  ['sac-discrete', true, 'none'],
] as const) {
  describeConformance(id, policyOptimizerSuite, {
    create: (seed) => create(discrete, normalization, seed),
    observationSize: 1,
    actionSpace: new PointEnvironment(discrete).actionSpace,
  });
}

describeConformance('reinforcement-learning', rewardOptimizerSuite, {
  create: async (seed) => {
    const { policy, random } = await create(false, 'none', seed);
    return { algorithm: new ReinforcementLearning(policy, { policyRounds: 1 }), random };
  },
});
