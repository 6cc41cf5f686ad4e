import { startBackend } from '@minorant/compile';
import { RandomStream, type CreateContext, type TrustRegion } from '@minorant/core';
import {
  componentSuite,
  describeConformance,
  rewardModelSuite,
  rewardOptimizerSuite,
  trustRegionSuite,
} from '@minorant/testing';
import { beforeAll } from 'vitest';

import { MlIrl } from './ml-irl/ml-irl.js';
import { mlIrlComponent } from './ml-irl/ml-irl-component.js';
import { Piro } from './piro/piro.js';
import { piroComponent } from './piro/piro-component.js';
import { mlIrlOptions, piroOptions } from './piro/piro-options.js';
import { MlpReward } from './reward-models/mlp-reward.js';
import { mlpRewardComponent } from './reward-models/mlp-reward-component.js';
import { actionSpace, ScriptedPolicy } from './test-support/scripted-policy.js';
import { scriptedTask } from './test-support/scripted-task.js';
import { EarlyStop, trustRegions } from './trust-regions/index.js';

beforeAll(async () => {
  await startBackend();
});

for (const component of trustRegions) {
  describeConformance(component.id, trustRegionSuite, {
    create: () =>
      component.create(component.optionsSchema.parse({}) as never, {} as CreateContext) as TrustRegion,
  });
}

for (const component of [...trustRegions, mlpRewardComponent, piroComponent, mlIrlComponent]) {
  describeConformance(component.id, componentSuite, { component: component });
}

for (const inputs of [
  { observation: true, action: true, nextObservation: true, absorbing: true },
  { observation: true, action: false, nextObservation: false, absorbing: false },
]) {
  describeConformance(`MlpReward (${inputs.action ? 'all inputs' : 'state-only'})`, rewardModelSuite, {
    create: (seed) =>
      new MlpReward({
        inputs,
        observationSize: 3,
        actionSpace,
        hidden: [8, 8],
        activation: 'relu',
        bound: 10,
        random: new RandomStream(seed),
      }),
    observationSize: 3,
    actionSize: 1,
  });
}

const loop = { rolloutSteps: 40, expertBatchSize: 16, policyBatchSize: 16, rolloutHistory: 2 };

describeConformance('Piro', rewardOptimizerSuite, {
  create: async (seed) => {
    const { task, makeReward } = await scriptedTask();
    const random = new RandomStream(seed);
    const algorithm = new Piro(
      {
        task,
        reward: makeReward(),
        policy: new ScriptedPolicy(seed),
        trustRegion: new EarlyStop(),
        random,
        counter: { steps: 0 },
        execution: 'eager',
      },
      piroOptions.parse({ ...loop, innerSteps: 3 }),
    );
    return { algorithm, random };
  },
});

describeConformance('MlIrl', rewardOptimizerSuite, {
  create: async (seed) => {
    const { task, makeReward } = await scriptedTask();
    const random = new RandomStream(seed);
    const algorithm = new MlIrl(
      {
        task,
        reward: makeReward(),
        policy: new ScriptedPolicy(seed),
        random,
        counter: { steps: 0 },
        execution: 'eager',
      },
      mlIrlOptions.parse(loop),
    );
    return { algorithm, random };
  },
});
