import type { PreferenceGatherer, Snapshot } from '@minorant/core';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';

import { environmentSuite } from './environment-suite.js';
import { DriftingAlgorithm } from './fixtures/drifting-algorithm.js';
import { LinearReward } from './fixtures/linear-reward.js';
import { LinePolicy } from './fixtures/line-policy.js';
import { Quadratic } from './fixtures/quadratic.js';
import { PointEnvironment } from './point-environment.js';
import { policyOptimizerSuite } from './policy-optimizer-suite.js';
import { preferenceGathererSuite } from './preference-gatherer-suite.js';
import { rewardModelSuite } from './reward-model-suite.js';
import { rewardOptimizerSuite } from './reward-optimizer-suite.js';
import { failedChecks, type ConformanceSuite } from './suite.js';
import { comparable } from './tensors.js';
import { throughCheckpoint } from './through-checkpoint.js';
import { trustRegionSuite } from './trust-region-suite.js';

/** What plain `structuredClone` and `toEqual` take without complaint, and a checkpoint refuses. */
const unstorable = {
  map: new Map([['a', 1]]),
  set: new Set([1]),
  date: new Date(0),
  nothing: undefined,
} as unknown as Record<string, null>;

describe('throughCheckpoint', () => {
  it('gives back what it was given, bit for bit', async () => {
    const snapshot: Snapshot = {
      values: { zero: -0, none: null, list: [NaN, 'ä'] },
      parts: { inner: { tensors: { x: { dtype: 'float32', shape: [1], data: Float32Array.of(0.1) } } } },
    };
    expect(comparable(await throughCheckpoint(snapshot))).toEqual(comparable(snapshot));
  });

  it.each(Object.keys(unstorable))('refuses what cannot be stored: %s', async (key) => {
    const snapshot = { values: { key: unstorable[key]! } };
    await expect(throughCheckpoint(snapshot)).rejects.toMatchObject({ code: 'MNR_SNAPSHOT_VALUE' });
  });
});

/** An instance whose snapshots say more than its own class lets them. */
function withValues<T extends object>(instance: T, method: string, values: Snapshot['values']): T {
  return new Proxy(instance, {
    get(target, key) {
      const member = Reflect.get(target, key, target) as unknown;
      if (typeof member !== 'function') return member;
      if (key !== method) return member.bind(target) as unknown;
      return (): Snapshot => {
        const snapshot = member.call(target) as Snapshot;
        return { ...snapshot, values: { ...snapshot.values, ...values } };
      };
    },
  });
}

describe('the suites catch a snapshot that holds a Map', () => {
  beforeAll(async () => {
    await tf.setBackend('cpu');
  });

  /** The checks that fail on snapshots with a Map in them, after none has failed on those with a JSON value more. */
  async function failed<T extends object, Subject>(
    suite: ConformanceSuite<Subject>,
    create: (seed: number) => T,
    subject: (create: (seed: number) => T) => Subject,
    method = 'snapshot',
  ): Promise<string[]> {
    const run = (values: Snapshot['values']) =>
      failedChecks(
        suite,
        subject((seed) => withValues(create(seed), method, values)),
      );
    expect([...(await run({ fine: null })).entries()]).toEqual([]);
    return [...(await run({ spoilt: unstorable['map']! })).keys()];
  }
  const goesOn = ['goes on from a snapshot as if it had never stopped'];

  it('of an environment', async () => {
    const create = () => new PointEnvironment();
    expect(await failed(environmentSuite, create, (create) => ({ create: () => create(1) }))).toEqual([
      'comes back from a snapshot bit for bit, also in another instance',
    ]);
  });

  it('of a reward model', async () => {
    const create = (seed: number) => new LinearReward(seed);
    const sizes = { observationSize: 3, actionSize: 2 };
    expect(await failed(rewardModelSuite, create, (create) => ({ create, ...sizes }))).toEqual([
      'comes back from a snapshot bit for bit, and a snapshot does not change later',
    ]);
  });

  it('of a trust region', async () => {
    const create = () => new Quadratic();
    expect(await failed(trustRegionSuite, create, (create) => ({ create: () => create(1) }))).toEqual([
      'comes back from a snapshot with the same penalties',
    ]);
  });

  it('of a policy optimizer, also of its policy alone', async () => {
    const create = (seed: number) => new LinePolicy(seed);
    const { actionSpace } = new PointEnvironment();
    const subject = (create: (seed: number) => LinePolicy) => ({
      ...{ observationSize: 1, actionSpace },
      create: (seed: number) => {
        const policy = create(seed);
        return { policy, counter: policy.counter };
      },
    });
    expect(await failed(policyOptimizerSuite, create, subject)).toEqual(goesOn);
    expect(await failed(policyOptimizerSuite, create, subject, 'policySnapshot')).toContain(
      'hands its policy to another instance',
    );
  });

  it('of a reward optimizer', async () => {
    const create = (seed: number) => new DriftingAlgorithm(seed);
    const subject = (create: (seed: number) => DriftingAlgorithm) => ({
      create: (seed: number) => ({ algorithm: create(seed) }),
    });
    expect(await failed(rewardOptimizerSuite, create, subject)).toEqual([
      'gives the same bits for the same seed',
      ...goesOn,
    ]);
  });

  it('of a preference gatherer', async () => {
    const create = (): PreferenceGatherer => ({
      specificationVersion: 'v1',
      gather: (queries) =>
        Promise.resolve(queries.map(({ candidates }) => candidates.map((_, i) => (i === 0 ? 1 : 0)))),
      snapshot: () => ({}),
      restore: () => undefined,
      dispose: () => undefined,
    });
    const subject = (create: (seed: number) => PreferenceGatherer) => ({
      create: (seed: number) => ({ gatherer: create(seed) }),
    });
    expect(await failed(preferenceGathererSuite, create, subject)).toEqual(goesOn);
  });
});
