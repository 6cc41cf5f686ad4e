import { startBackend } from '@minorant/compile';
import {
  componentSuite,
  describeConformance,
  policyOptimizerSuite,
  rewardOptimizerSuite,
} from '@minorant/testing';
import { beforeAll } from 'vitest';

import {
  inverseSoftQComponent,
  reinforcementLearningComponent,
  sacComponent,
  sacDiscreteComponent,
} from './components.js';
import { ReinforcementLearning } from './reinforcement-learning/reinforcement-learning.js';
import { PointEnvironment } from './test-support/point-environment.js';
import { testContext } from './test-support/test-context.js';

beforeAll(async () => {
  await startBackend();
});

const components = [
  ...[sacComponent, sacDiscreteComponent, inverseSoftQComponent],
  reinforcementLearningComponent,
];
for (const component of components) {
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

describeConformance('inverse-soft-q', policyOptimizerSuite, {
  create: async (seed) => {
    const context = testContext(() => new PointEnvironment(false), seed);
    const { policy: expert } = await create(false, 'none', 9);
    const episodes = await expert.rollout({ minimumSteps: 20, store: false });
    expert.dispose();
    const options = inverseSoftQComponent.optionsSchema.parse(small);
    const policy = await inverseSoftQComponent.create(options, context);
    policy.addDemonstrations(episodes, { share: 0.5 });
    return { policy, ...context };
  },
  observationSize: 1,
  actionSpace: new PointEnvironment(false).actionSpace,
});

describeConformance('reinforcement-learning', rewardOptimizerSuite, {
  create: async (seed) => {
    const { policy, random } = await create(false, 'none', seed);
    return {
      algorithm: new ReinforcementLearning(policy, { policyRounds: 1, demonstrationShare: 0 }),
      random,
    };
  },
});
