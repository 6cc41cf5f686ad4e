import * as tf from '@tensorflow/tfjs';
import { startBackend } from '@minorant/compile';
import { episodeSchema, ListDataSource, type CreateContext, type Episode } from '@minorant/core';
import { beforeAll, describe, expect, it } from 'vitest';

import { createSac } from '../sac/create-sac.js';
import { sacOptionsSchema } from '../sac/sac-options.js';
import { PointEnvironment } from '../test-support/point-environment.js';
import { testContext } from '../test-support/test-context.js';
import { createReinforcementLearning } from './create-reinforcement-learning.js';

/** One step that pays a million. */
const rich: Episode = {
  ...{ length: 1, observationSize: 1, actionSize: 1, observations: Float64Array.of(0, 0) },
  ...{ actions: Float64Array.of(0), rewards: Float64Array.of(1e6) },
  ...{ terminations: Uint8Array.of(0), truncations: Uint8Array.of(1) },
};

describe('reinforcement-learning', () => {
  beforeAll(async () => {
    await startBackend();
  });

  const sac = sacOptionsSchema.parse({ hidden: [8], batchSize: 20, learningStarts: 10, stepsPerRound: 30 });
  const contextWith = (extra: Partial<CreateContext>): CreateContext => {
    const context: CreateContext = testContext(() => new PointEnvironment(), 1, extra);
    return { ...context, create: () => createSac(sac, context) as never };
  };

  it('trains on demonstrations and the rewards they hold, as the share says', async () => {
    const demonstrations = new ListDataSource({ name: 'rich', items: [rich], schema: episodeSchema });
    const context = contextWith({ demonstrations });
    const algorithm = await createReinforcementLearning(
      { policyRounds: 1, demonstrationShare: 0.25 },
      context,
    );
    const { metrics } = await algorithm.iterate();
    // The others lie between -50 and 0.
    expect(metrics['train/reward']! / 1e6).toBeCloseTo(0.25, 3);
    algorithm.dispose();
  });

  it('has a row of demonstrations in each batch, however small their share', async () => {
    const demonstrations = new ListDataSource({ name: 'rich', items: [rich], schema: episodeSchema });
    const options = { policyRounds: 1, demonstrationShare: 0.01 };
    const algorithm = await createReinforcementLearning(options, contextWith({ demonstrations }));
    const { metrics } = await algorithm.iterate();
    expect(metrics['train/reward']! / 1e6).toBeCloseTo(1 / 20, 3);
    algorithm.dispose();
  });

  it('refuses a policy that ignores rewards', async () => {
    const context = { ...contextWith({}), create: () => ({ learnsFrom: 'demonstrations' }) as never };
    await expect(
      createReinforcementLearning({ policyRounds: 1, demonstrationShare: 0 }, context),
    ).rejects.toMatchObject({ code: 'MNR_RUN_POLICY_IGNORES_REWARD' });
  });

  it('says so where it is to train on demonstrations and has none', async () => {
    const options = { policyRounds: 1, demonstrationShare: 0.25 };
    const before = tf.memory().numTensors;
    await expect(createReinforcementLearning(options, contextWith({}))).rejects.toMatchObject({
      code: 'MNR_RL_SHARE_WITHOUT_DEMONSTRATIONS',
    });
    expect(tf.memory().numTensors, 'tensors of a policy that nobody can dispose of').toBe(before);
  });
});
