import { startBackend } from '@minorant/compile';
import {
  episodeSchema,
  ListDataSource,
  RandomStream,
  type CreateContext,
  type Episode,
} from '@minorant/core';
import { gridWorldMdp, make } from '@minorant/envs';
import { describeConformance, rewardModelSuite, rewardOptimizerSuite } from '@minorant/testing';
import { beforeAll, describe, expect, it } from 'vitest';

import { rewardTable, tabularReward } from './exact-reward.js';
import { maxEntIrl, maxEntIrlOptions, trro, trroOptions } from './exact-irl.js';
import { expectedReturn } from './expected-return.js';
import { evaluateReward } from './likelihood.js';
import { tabularRewardComponent, TabularRewardModel } from './tabular-reward-model.js';
import { sampleTrajectory } from './trajectory.js';
import { correlation } from './vectors.js';

const mdp = gridWorldMdp({ discount: 0.9 });
const nobody = new Float64Array(mdp.states * mdp.actions);

/** Episodes of the soft-optimal expert, as a file of demonstrations holds them. */
function demonstrate(count: number): Episode[] {
  const random = new RandomStream(1);
  const { policy } = evaluateReward({ mdp, expert: nobody, temperature: 1 }, rewardTable(mdp)).optimum;
  return Array.from({ length: count }, () => {
    const { states, actions } = sampleTrajectory(mdp, policy, random);
    const { length } = actions;
    return {
      ...{ length, observationSize: 1, actionSize: 1 },
      observations: Float64Array.from(states),
      actions: Float64Array.from(actions),
      rewards: new Float64Array(length),
      terminations: new Uint8Array(length).fill(1, length - 1),
      truncations: new Uint8Array(length),
    };
  }).filter(({ length }) => length > 0);
}

/** Where the 2000 demonstrations of a context begin. */
function demonstratedInitial(): Float64Array {
  const initial = new Float64Array(mdp.states);
  const episodes = demonstrate(2000);
  for (const { observations } of episodes) initial[observations[0]!]! += 1 / episodes.length;
  return initial;
}

async function contextOf(observation = 'discrete', discount = 0.9): Promise<CreateContext> {
  const id = 'GridWorld7x7-v0';
  const create = () => make(id, { observation, discount });
  const { observationSpace, actionSpace } = await create();
  const environment = { id, observationSpace, actionSpace, make: create };
  const demonstrations = new ListDataSource({
    name: 'grid world',
    items: demonstrate(2000),
    schema: episodeSchema,
  });
  const context = { environment, demonstrations } as unknown as CreateContext;
  return { ...context, create: () => tabularRewardComponent.create({}, context) as never };
}

beforeAll(async () => {
  await startBackend();
});

describeConformance('TabularRewardModel', rewardModelSuite, {
  create: (seed) => {
    const random = new RandomStream(seed);
    return new TabularRewardModel(Float32Array.from({ length: 5 }, () => random.uniform()));
  },
  observationSize: 5,
  actionSize: 2,
});

for (const component of [trro, maxEntIrl]) {
  describeConformance(component.id, rewardOptimizerSuite, {
    create: async (seed) => {
      const algorithm = await component.create(component.optionsSchema.parse({}) as never, await contextOf());
      return { algorithm, random: new RandomStream(seed) };
    },
  });
}

describe('TabularRewardModel', () => {
  it('refuses the table of another task', () => {
    const [small, large] = [4, 9].map((states) => new TabularRewardModel(new Float32Array(states)));
    expect(() => large!.restore(small!.snapshot())).toThrow(
      expect.objectContaining({
        code: 'MNR_IRL_REWARD_TABLE',
        message: 'The table holds the rewards of 4 states; this task has 9.',
      }) as Error,
    );
    expect(() => large!.copyFrom(small!)).toThrow(
      expect.objectContaining({ code: 'MNR_IRL_REWARD_TABLE' }) as Error,
    );
    for (const model of [small, large]) model!.dispose();
  });
});

describe('trro in the pipeline', () => {
  const run = async (options: object, iterations: number) => {
    const algorithm = await trro.create(trroOptions.parse({ ...options, iterations }), await contextOf());
    const likelihoods: number[] = [];
    let finished: boolean | undefined;
    while (!finished) {
      const report = await algorithm.iterate();
      likelihoods.push(report.metrics['reward/log_likelihood']!);
      finished = report.finished;
    }
    const { values } = algorithm.reward as TabularRewardModel;
    algorithm.dispose();
    return { likelihoods, values };
  };

  it('recovers the map from demonstrations, and no iteration lowers the likelihood', async () => {
    const { likelihoods, values } = await run({ penalty: 'verified' }, 150);
    expect(likelihoods).toHaveLength(150);
    likelihoods.slice(1).forEach((found, i) => expect(found).toBeGreaterThanOrEqual(likelihoods[i]! - 1e-8));
    expect(correlation(Float64Array.from(values), mdp.reward.values)).toBeGreaterThan(0.9);
  });

  it('moves under the quadratic bound and not at all under the linear one, as published', async () => {
    const quadratic = await run({ penalty: 'quadratic' }, 3);
    expect(quadratic.likelihoods[2]).toBeGreaterThan(quadratic.likelihoods[0]!);
    const linear = await run({ penalty: 'linear' }, 3);
    expect(linear.values.every((value) => value === 0)).toBe(true);
  });

  it('takes steps under a linear bound that is small enough, to where the rewards are bounded', async () => {
    const largest = async (rewardBound?: number): Promise<number> => {
      const options = { penalty: 'linear', constant: 1, ...(rewardBound && { rewardBound }) };
      const { values, likelihoods } = await run(options, 3);
      expect(likelihoods.every(Number.isFinite)).toBe(true);
      return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    };
    expect(await largest()).toBe(1);
    expect(await largest(3)).toBe(3);
  });

  it('refuses options of a penalty that it does not have', () => {
    for (const option of ['rewardBound', 'constant'])
      expect(trroOptions.safeParse({ penalty: 'verified', [option]: 1 }).error?.issues[0]?.path).toEqual([
        option,
      ]);
    expect(trroOptions.safeParse({ penalty: 'linear', rewardBound: 1, constant: 1 }).success).toBe(true);
  });

  it('reports the whole discounted return, however far ahead it lies', async () => {
    const discount = 0.999;
    const far = gridWorldMdp({ discount });
    // A policy that hardly learns wanders about for long.
    const options = maxEntIrlOptions.parse({ learningRate: 1e-9 });
    const algorithm = await maxEntIrl.create(options, await contextOf('discrete', discount));
    const { metrics } = await algorithm.iterate();
    const { values } = algorithm.reward as TabularRewardModel;
    const table = tabularReward(far, 'state').evaluate(Float64Array.from(values));
    const { policy } = evaluateReward({ mdp: far, expert: nobody, temperature: 1 }, table).optimum;
    const initial = demonstratedInitial();
    const expected = expectedReturn({ ...far, initial }, policy, { steps: 30_000, discount });
    expect(metrics['policy/discounted_return']).toBeCloseTo(expected, 6);
    algorithm.dispose();
  });

  it('is the same whatever the number of the first action', async () => {
    const context = await contextOf();
    const { environment } = context;
    const actionSpace = { ...environment!.actionSpace, start: 5 };
    const items = demonstrate(200);
    const later = items.map((episode) => ({
      ...episode,
      actions: episode.actions.map((action) => action + 5),
    }));
    const values = async (episodes: readonly Episode[], changes: object) => {
      const demonstrations = new ListDataSource({
        name: 'grid',
        items: [...episodes],
        schema: episodeSchema,
      });
      const make = async () => {
        const inner = await environment!.make();
        const { mdp, observationSpace, actionSpace } = inner;
        return { mdp, observationSpace, actionSpace, dispose: () => inner.dispose(), ...changes };
      };
      const changed = { ...context, demonstrations, environment: { ...environment!, ...changes, make } };
      const algorithm = await trro.create(
        trroOptions.parse({ iterations: 3 }),
        changed as unknown as CreateContext,
      );
      for (let i = 0; i < 3; i++) await algorithm.iterate();
      const found = Array.from((algorithm.reward as TabularRewardModel).values);
      algorithm.dispose();
      return found;
    };
    expect(await values(later, { actionSpace })).toEqual(await values(items, {}));
  });

  it('refuses observations that hide the state, tasks without tables, and rewards that are no table', async () => {
    const options = trroOptions.parse({});
    const error = (promise: unknown) => expect(promise).rejects;
    const refused = { code: 'MNR_IRL_NOT_TABULAR' };
    const hidden = await contextOf('coordinates');
    const items = demonstrate(3).map((episode) => {
      const { observations } = episode;
      return {
        ...episode,
        observationSize: 2,
        observations: Float64Array.of(...observations, ...observations),
      };
    });
    const demonstrations = new ListDataSource({ name: 'coordinates', items, schema: episodeSchema });
    await error(
      Promise.resolve().then(() => trro.create(options, { ...hidden, demonstrations })),
    ).toMatchObject(refused);
    const context = await contextOf();
    const environment = {
      ...context.environment!,
      make: async () => Object.assign(await context.environment!.make(), { mdp: undefined }),
    } as unknown as NonNullable<CreateContext['environment']>;
    await error(
      Promise.resolve().then(() => trro.create(options, { ...context, environment })),
    ).toMatchObject(refused);
    const other = { ...context, create: () => Promise.resolve({ constructor: { name: 'Other' } }) };
    await error(
      Promise.resolve().then(() => trro.create(options, other as unknown as CreateContext)),
    ).toMatchObject({ code: 'MNR_IRL_TABULAR_REWARD' });
  });
});
