import {
  RandomStream,
  type CreateContext,
  type DataSource,
  type Episode,
  type RewardInputs,
} from '@minorant/core';

import { ImitationTask } from '../transitions/imitation-task.js';
import { MlpReward } from '../reward-models/mlp-reward.js';
import { actionSpace, gaussianEpisode } from './scripted-policy.js';

/** A task whose expert stays around +1, a small reward for it, and the context that it was made from. */
export async function scriptedTask(
  seed = 1,
  inputs: RewardInputs = { observation: true, action: true, nextObservation: false, absorbing: true },
): Promise<{ task: ImitationTask; makeReward: () => MlpReward; context: CreateContext }> {
  const episode = gaussianEpisode({ random: new RandomStream(seed), centre: 1, length: 100 });
  const demonstrations = {
    name: 'scripted',
    async *[Symbol.asyncIterator]() {
      yield await Promise.resolve(episode);
    },
  } as unknown as DataSource<Episode>;
  const context = {
    demonstrations,
    environment: {
      id: 'Scripted-v0',
      observationSpace: {
        kind: 'box',
        shape: [2],
        dtype: 'float64',
        low: new Float64Array(2),
        high: new Float64Array(2),
      },
      actionSpace,
    },
  } as unknown as CreateContext;
  const task = await ImitationTask.create('test', context, {
    discount: 0.9,
    absorbingStates: true,
    discounted: false,
  });
  const makeReward = (): MlpReward =>
    new MlpReward({
      inputs,
      observationSize: 2,
      actionSpace,
      hidden: [16, 16],
      activation: 'tanh',
      bound: 10,
      random: new RandomStream(7),
    });
  return { task, makeReward, context };
}
