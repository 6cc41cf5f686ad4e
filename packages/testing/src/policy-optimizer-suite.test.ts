import type { Episode, ImproveOptions, RolloutOptions } from '@minorant/core';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, it } from 'vitest';

import { LinePolicy } from './fixtures/line-policy.js';
import { PointEnvironment } from './point-environment.js';
import { policyOptimizerSuite } from './policy-optimizer-suite.js';
import { failedChecks } from './suite.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const failed = async (create: (seed: number) => LinePolicy) => {
  const subject = {
    create: (seed: number) => {
      const policy = create(seed);
      return { policy, counter: policy.counter };
    },
    observationSize: 1,
    actionSpace: new PointEnvironment().actionSpace,
  };
  return [...(await failedChecks(policyOptimizerSuite, subject)).keys()];
};

it('passes a correct policy optimizer', async () => {
  expect(await failed((seed) => new LinePolicy(seed))).toEqual([]);
});

it('catches policy optimizers that ignore how many rounds they are told, or only pretend to heed it', async () => {
  class OneRound extends LinePolicy {
    override improve(options: ImproveOptions) {
      return super.improve({ ...options, rounds: Math.min(options.rounds, 1) });
    }
  }
  class Pretending extends OneRound {
    override async improve(options: ImproveOptions) {
      const report = await super.improve(options);
      return { ...report, updates: report.updates * options.rounds };
    }
  }
  const rounds = 'does more in three rounds than in one, and becomes another policy by it';
  expect(await failed((seed) => new OneRound(seed))).toContain(rounds);
  expect(await failed((seed) => new Pretending(seed))).toContain(rounds);
});

it('catches policy optimizers that ignore what they are told of a rollout', async () => {
  class Storing extends LinePolicy {
    override rollout(options: RolloutOptions) {
      return super.rollout({ ...options, store: true });
    }
  }
  class Sampling extends LinePolicy {
    override rollout(options: RolloutOptions) {
      return super.rollout({ ...options, deterministic: false });
    }
  }
  class Unstoppable extends LinePolicy {
    override rollout({ signal: _, ...options }: RolloutOptions) {
      return super.rollout(options);
    }
  }
  expect(await failed((seed) => new Storing(seed))).toEqual([
    'stores nothing of a rollout that is not to be stored, if it has a replay',
  ]);
  expect(await failed((seed) => new Sampling(seed))).toEqual([
    'rolls out its most likely actions when it is told to',
  ]);
  expect(await failed((seed) => new Unstoppable(seed))).toEqual(['ends a rollout that is aborted']);
});

it('catches policy optimizers that cannot be aborted, be it only once they have begun', async () => {
  class Unstoppable extends LinePolicy {
    override improve({ signal: _, ...options }: ImproveOptions) {
      return super.improve(options);
    }
  }
  class Begun extends LinePolicy {
    override improve({ signal, ...options }: ImproveOptions) {
      return super.improve({ ...options, ...(signal?.aborted && { signal }) });
    }
  }
  const ends = [expect.stringContaining('ends an improvement that is aborted')];
  expect(await failed((seed) => new Unstoppable(seed))).toEqual(ends);
  expect(await failed((seed) => new Begun(seed))).toEqual(ends);
});

it('catches a policy optimizer that does nothing with demonstrations, and passes one that refuses them', async () => {
  class Forgetting extends LinePolicy {
    override addDemonstrations(): void {
      // As if it had.
    }
  }
  class Unmixed extends LinePolicy {
    override addDemonstrations(episodes: readonly Episode[]): void {
      super.addDemonstrations(episodes, { share: 0 });
    }
  }
  class Refusing extends LinePolicy {
    override addDemonstrations(): void {
      throw new Error('There is no replay to add them to.');
    }
  }
  const learns = ['learns from demonstrations that it is given, unless it refuses them'];
  expect(await failed((seed) => new Forgetting(seed))).toEqual(learns);
  expect(await failed((seed) => new Unmixed(seed))).toEqual(learns);
  expect(await failed((seed) => new Refusing(seed))).toEqual([]);
});
