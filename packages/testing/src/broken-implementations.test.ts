import * as tf from '@tensorflow/tfjs';
import {
  ListDataSource,
  RandomStream,
  type CheckpointEntry,
  type CheckpointStore,
  type DataSource,
  type Environment,
  type Episode,
  type ImproveOptions,
  type MetricRecord,
  type PolicyOptimizer,
  type PreferenceGatherer,
  type PreferenceQuery,
  type QueryStrategy,
  type ResetOptions,
  type ReplaySample,
  type RewardBatch,
  type RewardChange,
  type RewardModel,
  type RewardOptimizer,
  type Snapshot,
  type RolloutOptions,
  type SpaceValue,
  type SplitOptions,
  type TextEncoder,
  type TrustRegion,
} from '@minorant/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

import { LinearReward } from './fixtures/linear-reward.js';
import { Quadratic } from './fixtures/quadratic.js';
import {
  callbackSuite,
  checkpointStoreSuite,
  componentSuite,
  dataSourceSuite,
  environmentSuite,
  failedChecks,
  metricSinkSuite,
  PointEnvironment,
  policyOptimizerSuite,
  preferenceGathererSuite,
  queryStrategySuite,
  rewardModelSuite,
  rewardOptimizerSuite,
  textEncoderSuite,
  trustRegionSuite,
  type ConformanceSuite,
} from './index.js';

/** The names of the failed checks that contain each of the given words. */
async function expectCaught<Subject>(
  suite: ConformanceSuite<Subject>,
  subject: Subject,
  words: string[],
): Promise<void> {
  const failed = [...(await failedChecks(suite, subject)).keys()];
  for (const word of words)
    expect(
      failed.filter((name) => name.includes(word)),
      `${word} in [${failed.join(' | ')}]`,
    ).toHaveLength(1);
}

const rewardSubject = (create: (seed: number) => RewardModel) => ({
  create,
  observationSize: 3,
  actionSize: 2,
});

describe('the suites', () => {
  beforeAll(async () => {
    await tf.setBackend('cpu');
  });

  it('pass a correct reward model', async () => {
    expect([
      ...(
        await failedChecks(
          rewardModelSuite,
          rewardSubject((seed) => new LinearReward(seed)),
        )
      ).entries(),
    ]).toEqual([]);
  });

  it('catch reward models that leak, share their clones, ignore their seed or give wrong shapes', async () => {
    class Leaking extends LinearReward {
      override forward(batch: RewardBatch): tf.Tensor1D {
        return tf.sum(tf.mul(batch.observations, this.variables[0]!), 1);
      }
    }
    class SharedClone extends LinearReward {
      override clone(): RewardModel {
        return this;
      }
    }
    class Constant extends LinearReward {
      override forward(batch: RewardBatch): tf.Tensor1D {
        return tf.zeros([batch.observations.shape[0]]);
      }
    }
    class Scalar extends LinearReward {
      override forward(batch: RewardBatch): tf.Tensor1D {
        return tf.mean(super.forward(batch)) as unknown as tf.Tensor1D;
      }
    }
    class LiveSnapshot extends LinearReward {
      override snapshot(): Snapshot {
        return { tensors: { w: { dtype: 'float32', shape: [3], data: new Float32Array(3) } } };
      }
    }
    class Undeclared extends LinearReward {
      override forward(batch: RewardBatch): tf.Tensor1D {
        return tf.add(super.forward(batch), tf.sum(batch.actions!, 1));
      }
    }
    class UndeclaredEnd extends LinearReward {
      override forward(batch: RewardBatch): tf.Tensor1D {
        const rewards = super.forward(batch);
        return batch.absorbing ? tf.tidy(() => tf.mul(rewards, tf.sub(1, batch.absorbing!))) : rewards;
      }
    }
    await expectCaught(
      rewardModelSuite,
      rewardSubject((seed) => new UndeclaredEnd(seed)),
      ['reads only the inputs'],
    );
    let random = 100;
    await expectCaught(
      rewardModelSuite,
      rewardSubject((seed) => new Leaking(seed)),
      ['leaves no tensor'],
    );
    await expectCaught(
      rewardModelSuite,
      rewardSubject((seed) => new SharedClone(seed)),
      ['clones into'],
    );
    await expectCaught(
      rewardModelSuite,
      rewardSubject((seed) => new Constant(seed)),
      ['depends on its inputs', 'gradients'],
    );
    await expectCaught(
      rewardModelSuite,
      rewardSubject((seed) => new Scalar(seed)),
      ['one finite float32 reward a row'],
    );
    await expectCaught(
      rewardModelSuite,
      rewardSubject((seed) => new LiveSnapshot(seed)),
      ['snapshot bit for bit'],
    );
    await expectCaught(
      rewardModelSuite,
      rewardSubject((seed) => new Undeclared(seed)),
      ['only the inputs'],
    );
    await expectCaught(
      rewardModelSuite,
      rewardSubject(() => new LinearReward(random++)),
      ['same for the same seed'],
    );
  });

  it('pass a correct trust region, and catch NaN gradients, forgotten weights and a lost coefficient', async () => {
    expect([...(await failedChecks(trustRegionSuite, { create: () => new Quadratic() })).entries()]).toEqual(
      [],
    );
    class RootPenalty extends Quadratic {
      override penalty(change: RewardChange): tf.Scalar {
        return tf.tidy(() => tf.pow(this.meanSquare(change), 0.5));
      }
    }
    class Unweighted extends Quadratic {
      protected override meanSquare({ current, reference }: RewardChange): tf.Scalar {
        return tf.mean(tf.squaredDifference(current, reference));
      }
    }
    class Forgetful extends Quadratic {
      override restore(): void {
        this.coefficient = 1;
      }
    }
    class Eager extends Quadratic {
      override decide(): 'continue' {
        this.coefficient += 1;
        return 'continue';
      }
    }
    await expectCaught(trustRegionSuite, { create: () => new RootPenalty() }, ['finite gradients']);
    await expectCaught(trustRegionSuite, { create: () => new Unweighted() }, ['ignores rows']);
    await expectCaught(trustRegionSuite, { create: () => new Forgetful() }, ['comes back']);
    await expectCaught(trustRegionSuite, { create: () => new Eager() }, ['only in adapt']);
  });

  it('catch trust regions that a compiled step would not feel, or that hold nothing back', async () => {
    class Plain extends Quadratic {
      #coefficient = 1;
      override get coefficient(): number {
        return this.#coefficient;
      }
      override set coefficient(value: number) {
        this.#coefficient = value;
      }
      override penalty(change: RewardChange): tf.Scalar {
        return tf.tidy(() => tf.mul(this.coefficient, this.meanSquare(change)));
      }
    }
    class Detached extends Quadratic {
      override penalty(change: RewardChange): tf.Scalar {
        return tf.scalar(tf.tidy(() => super.penalty(change)).dataSync()[0]!);
      }
    }
    class Free extends Quadratic {
      override penalty({ current }: RewardChange): tf.Scalar {
        return tf.tidy(() => tf.mul(0, tf.sum(current)));
      }
    }
    const failed = async (create: () => TrustRegion) => [
      ...(await failedChecks(trustRegionSuite, { create })).keys(),
    ];
    expect(await failed(() => new Plain())).toEqual([expect.stringContaining('in its variables')]);
    expect(await failed(() => new Detached())).toContainEqual(
      expect.stringContaining('holds the reward back'),
    );
    expect(await failed(() => new Free())).toEqual([expect.stringContaining('holds the reward back')]);
  });

  it('catch a component that swallows unknown options', async () => {
    const component = {
      id: 'a b',
      description: 'no sentence',
      optionsSchema: z.object({}),
      create: () => null,
    };
    await expectCaught(componentSuite, { component }, ['has an id', 'does not know']);
  });

  it('catch an environment that overwrites its observations, forgets its time limit and cannot be restored', async () => {
    const state = new Float64Array(1);
    const broken = (): Environment<SpaceValue> => ({
      specificationVersion: 'v1',
      id: 'Broken-v0',
      observationSpace: {
        kind: 'box',
        shape: [1],
        dtype: 'float64',
        low: Float64Array.of(-1),
        high: Float64Array.of(1),
      },
      actionSpace: { kind: 'discrete', n: 2, start: 0 },
      maxEpisodeSteps: 5,
      reset: () => {
        state[0] = 0;
        return { observation: state, info: {} };
      },
      step: () => {
        state[0]! += 0.001 * Math.random();
        return { observation: state, reward: 0, terminated: false, truncated: false, info: {} };
      },
      snapshot: () => ({}),
      restore: () => undefined,
      dispose: () => undefined,
    });
    await expectCaught(environmentSuite, { create: broken }, [
      'never changes',
      'repeats itself',
      'comes back',
      'time limit',
      'refuses an action',
    ]);
  });

  it('catch environments that overwrite what a step gave, and that start alike by any seed', async () => {
    class SharedStep extends PointEnvironment {
      readonly given = new Float64Array(1);
      override step(action: SpaceValue) {
        const result = super.step(action);
        this.given.set(result.observation);
        return { ...result, observation: this.given };
      }
    }
    class OneSeed extends PointEnvironment {
      override reset({ seed }: ResetOptions = {}) {
        return super.reset(seed === undefined ? {} : { seed: 0 });
      }
    }
    /** Longer than the walks of the other checks, and the snapshot does not say how far the episode is. */
    class Clockless extends PointEnvironment {
      override readonly maxEpisodeSteps = 500 as never;
      #steps = 0;
      override reset(options: ResetOptions = {}) {
        this.#steps = 0;
        return super.reset(options);
      }
      override step() {
        this.#steps += 1;
        const result = super.step(Float64Array.of(0));
        return { ...result, truncated: this.#steps >= 500 };
      }
    }
    const failed = async (create: () => Environment<SpaceValue>) => [
      ...(await failedChecks(environmentSuite, { create })).keys(),
    ];
    expect(await failed(() => new PointEnvironment())).toEqual([]);
    expect(await failed(() => new Clockless())).toContainEqual(expect.stringContaining('time limit'));
    expect(await failed(() => new SharedStep())).toEqual([expect.stringContaining('never changes')]);
    expect(await failed(() => new OneSeed())).toEqual([expect.stringContaining('starts by seed')]);
  });

  it('catch data sources whose splits ignore the stream, are the same for all, or ignore the shares', async () => {
    class Source extends ListDataSource<string> {
      splits = 0;
      constructor() {
        super({ name: 'letters', items: ['a', 'b', 'c', 'd', 'e'], schema: z.string().length(1) });
      }
    }
    class Unseeded extends Source {
      override split(options: SplitOptions) {
        return super.split({ ...options, random: new RandomStream(this.splits++) });
      }
    }
    class Fixed extends Source {
      override split(options: SplitOptions) {
        return super.split({ ...options, random: new RandomStream(1) });
      }
    }
    class Halves extends Source {
      override split(options: SplitOptions) {
        return super.split({ ...options, parts: { train: 0.5, test: 0.5 } });
      }
    }
    const failed = async (source: Source) => [
      ...(await failedChecks(dataSourceSuite, { create: () => source })).keys(),
    ];
    expect(await failed(new Source())).toEqual([]);
    expect(await failed(new Unseeded())).toEqual([expect.stringContaining('splits by seed')]);
    expect(await failed(new Fixed())).toEqual([expect.stringContaining('splits by seed')]);
    expect(await failed(new Halves())).toEqual([expect.stringContaining('splits by shares')]);
  });

  it('catch data sources that give some records twice and others never', async () => {
    const items = ['a1', 'a2', 'b1', 'b2', 'c1'];
    class Source extends ListDataSource<string> {
      constructor(own: readonly string[] = items) {
        super({ name: 'pairs', items: own, schema: z.string().length(2), group: (item) => item[0]! });
      }
    }
    class Twice extends Source {
      override async split(options: SplitOptions) {
        const parts = await super.split(options);
        const twice = Object.entries(parts).map(async ([name, part]) => {
          const own: string[] = [];
          for await (const item of part) own.push(item.replace('2', '1'));
          return [name, new Source(own)] as const;
        });
        return Object.fromEntries(await Promise.all(twice));
      }
    }
    class FirstEpoch extends Source {
      override async *batches(options: Parameters<Source['batches']>[0]) {
        for await (const batch of super.batches({ ...options, epochs: 1 })) yield batch;
        for (let epoch = 1; epoch < (options.epochs ?? 1); epoch++) yield items.map(() => 'a1');
      }
    }
    const failed = async (source: Source) => [
      ...(await failedChecks(dataSourceSuite, { create: () => source })).keys(),
    ];
    expect(await failed(new Source())).toEqual([]);
    expect(await failed(new Twice())).toEqual([expect.stringContaining('splits by group')]);
    expect(await failed(new FirstEpoch())).toEqual([expect.stringContaining('every record once')]);
  });

  it('catch a data source that ignores seeds, drops the last batch and splits a group', async () => {
    const items = ['a1', 'a2', 'b1', 'b2', 'c1'];
    const source: DataSource<unknown> = {
      specificationVersion: 'v1',
      name: 'broken',
      schema: z.unknown(),
      size: 99,
      async *[Symbol.asyncIterator]() {
        yield* await Promise.resolve(items);
      },
      async *batches({ random }) {
        const order = random ? [...items].sort(() => Math.random() - 0.5) : items;
        yield await Promise.resolve(order.slice(0, 2));
        yield order.slice(2, 4);
      },
      group: (item) => (item as string)[0]!,
      split: () => {
        const part = (list: string[]) => ({
          ...source,
          async *[Symbol.asyncIterator]() {
            yield* await Promise.resolve(list);
          },
        });
        return Promise.resolve({ train: part(['a1', 'b1', 'c1']), test: part(['a2', 'b2']) });
      },
    };
    await expectCaught(dataSourceSuite, { create: () => source }, [
      'as many as it says',
      'its own schema',
      'every record once',
      'splits by group',
    ]);
  });

  it('catch a policy optimizer that leaves the action space, miscounts and is random', async () => {
    const policy = {
      specificationVersion: 'v1',
      discount: 1,
      improve: () => Promise.resolve({ environmentSteps: 5, updates: 0, metrics: { 'train/loss': NaN } }),
      rollout: () => Promise.resolve([]),
      act: (observations: Float64Array) => Promise.resolve(observations.map(() => 3 * Math.random())),
      snapshot: () => ({}),
      restore: () => undefined,
      policySnapshot: () => ({}),
      restorePolicy: () => undefined,
      addDemonstrations: () => undefined,
      dispose: () => undefined,
    } satisfies PolicyOptimizer;
    const subject = {
      create: () => ({ policy, counter: { steps: 0, add: () => undefined } }),
      observationSize: 1,
      actionSpace: {
        kind: 'box',
        shape: [1],
        dtype: 'float32',
        low: Float64Array.of(0),
        high: Float64Array.of(1),
      },
    } as const;
    await expectCaught(policyOptimizerSuite, subject, [
      'discounts by',
      'acts on a batch',
      'rolls out whole',
      'improves on',
      'same bits',
      'hands its policy',
      'goes on from',
    ]);
  });

  it('catch a policy optimizer that ignores its reward, unless it learns from demonstrations', async () => {
    class Sum implements PolicyOptimizer {
      readonly specificationVersion = 'v1';
      total = 0;
      constructor(
        readonly listens: boolean,
        readonly learnsFrom: 'reward' | 'demonstrations' = 'reward',
      ) {}
      improve({ reward }: ImproveOptions) {
        const actions = tf.ones<tf.Rank.R2>([1, 1]);
        const model = reward === 'environment' || !this.listens ? undefined : reward;
        this.total += model?.predict({ observations: actions, actions }).dataSync()[0] ?? 0.5;
        return Promise.resolve({ environmentSteps: 0, updates: 1, metrics: {} });
      }
      policySnapshot = (): Snapshot => ({ values: { total: this.total } });
      rollout = () => Promise.resolve([]);
      act = (observations: Float64Array) => Promise.resolve(observations);
      snapshot = (): Snapshot => ({});
      restore = () => undefined;
      restorePolicy = () => undefined;
      addDemonstrations = () => undefined;
      dispose = () => undefined;
    }
    const failed = async (create: () => PolicyOptimizer) => {
      const counter = { steps: 0, add: () => undefined };
      const actionSpace = new PointEnvironment().actionSpace;
      const subject = {
        create: () => ({ policy: create(), counter }),
        ...{ observationSize: 1, actionSpace },
      };
      return [...(await failedChecks(policyOptimizerSuite, subject)).keys()];
    };
    const trained = 'is trained on the reward that it is given';
    expect(await failed(() => new Sum(true))).not.toContain(trained);
    expect(await failed(() => new Sum(false))).toContain(trained);
    expect(await failed(() => new Sum(false, 'demonstrations'))).not.toContain(trained);
  });

  it('catch a policy optimizer whose optional parts do not do what they say', async () => {
    const space = new PointEnvironment().actionSpace;
    const episode = (): Episode => ({
      ...{ length: 2, observationSize: 1, actionSize: 1 },
      observations: Float64Array.of(0, 0.25, 0.5),
      actions: Float64Array.of(0.1, 0.2),
      rewards: Float64Array.of(1, 1),
      terminations: Uint8Array.of(0, 1),
      truncations: Uint8Array.of(0, 0),
    });
    class Whole implements PolicyOptimizer {
      readonly specificationVersion = 'v1';
      shift = 1;
      improve = () => Promise.resolve({ environmentSteps: 0, updates: 0, metrics: {} });
      rollout({ maximumEpisodes = 3 }: RolloutOptions): Promise<Episode[]> {
        return Promise.resolve(Array.from({ length: maximumEpisodes }, episode));
      }
      act = (observations: Float64Array) => Promise.resolve(observations.map((value) => value / 2));
      mostLikelyActions(observations: tf.Tensor2D): tf.Tensor2D {
        return tf.tidy(() => tf.div(observations, 2));
      }
      sampleReplay(count: number, random: RandomStream): ReplaySample {
        const observations = Float32Array.from({ length: count }, () => random.integer(2) * 0.25);
        const flags = new Float32Array(count);
        return {
          ...{ count, observations, actions: flags, terminated: flags },
          nextObservations: observations.map((value) => value + 0.25),
        };
      }
      imitate(): Promise<number> {
        this.shift /= 2;
        return Promise.resolve(4 * this.shift);
      }
      logProbabilities(observations: Float64Array): Promise<Float64Array> {
        return Promise.resolve(observations.map(() => -2 * this.shift));
      }
      snapshot = (): Snapshot => ({});
      restore = () => undefined;
      policySnapshot = (): Snapshot => ({});
      restorePolicy = () => undefined;
      addDemonstrations = () => undefined;
      dispose = () => undefined;
    }
    const failed = async (create: () => PolicyOptimizer) => {
      const counter = { steps: 0, add: () => undefined };
      const subject = {
        create: () => ({ policy: create(), counter }),
        ...{ observationSize: 1, actionSpace: space },
      };
      return [...(await failedChecks(policyOptimizerSuite, subject)).keys()].filter((name) =>
        ['function of tensors', 'no more episodes', 'its replay', 'imitates'].some((part) =>
          name.includes(part),
        ),
      );
    };
    expect(await failed(() => new Whole())).toEqual([]);
    class OtherActions extends Whole {
      override mostLikelyActions = (observations: tf.Tensor2D) => tf.mul<tf.Tensor2D>(observations, 0.6);
    }
    class AllEpisodes extends Whole {
      override rollout = () => Promise.resolve([episode(), episode(), episode()]);
    }
    class OtherStates extends Whole {
      override sampleReplay(count: number, random: RandomStream) {
        const sample = super.sampleReplay(count, random);
        return { ...sample, nextObservations: sample.observations.map((value) => value + 1) };
      }
    }
    class OwnStream extends Whole {
      draws = 0;
      override sampleReplay(count: number) {
        return super.sampleReplay(count, new RandomStream(this.draws++));
      }
    }
    class Unlearning extends Whole {
      override imitate() {
        this.shift *= 2;
        return Promise.resolve(this.shift);
      }
    }
    expect(await failed(() => new OtherActions())).toEqual([expect.stringContaining('function of tensors')]);
    expect(await failed(() => new AllEpisodes())).toEqual([expect.stringContaining('no more episodes')]);
    expect(await failed(() => new OtherStates())).toEqual([expect.stringContaining('its replay')]);
    expect(await failed(() => new OwnStream())).toEqual([expect.stringContaining('its replay')]);
    expect(await failed(() => new Unlearning())).toEqual([expect.stringContaining('imitates')]);
  });

  it('catch a trust region that pulls rows back as often as they are given', async () => {
    class Counting extends Quadratic {
      override penalty({ current, reference }: RewardChange): tf.Scalar {
        return tf.tidy(() => tf.square(tf.max<tf.Scalar>(tf.sub(current, reference))));
      }
      override measure({ current, reference }: RewardChange): tf.Scalar {
        return tf.tidy(() => tf.max<tf.Scalar>(tf.sub(current, reference)));
      }
    }
    const failed = async (create: () => TrustRegion) => [
      ...(await failedChecks(trustRegionSuite, { create })).keys(),
    ];
    expect(await failed(() => new Quadratic())).toEqual([]);
    expect(await failed(() => new Counting())).toContainEqual(expect.stringContaining('given twice'));
  });

  it('catch a reward optimizer without state, seed or finite metrics', async () => {
    const algorithm: RewardOptimizer = {
      specificationVersion: 'v1',
      iterate: () => {
        tf.scalar(1);
        return Promise.resolve({
          metrics: { loss: Math.random() > 2 ? 0 : Math.random(), 'train/nan': NaN },
        });
      },
      snapshot: () => ({}),
      restore: () => undefined,
      dispose: () => undefined,
    };
    await expectCaught(rewardOptimizerSuite, { create: () => ({ algorithm }) }, [
      'to show',
      'finite metrics',
      'same bits',
      'goes on',
      'is aborted',
      'leaves no tensor',
    ]);
  });

  it('catch a metric sink that loses records and cannot be closed twice', async () => {
    let open = true;
    const sink = {
      specificationVersion: 'v1' as const,
      write: ({ values }: MetricRecord) => {
        if (Object.values(values).some(Number.isNaN)) throw new Error('NaN');
        (values as Record<string, number>)['extra'] = 1;
      },
      close: () => {
        if (!open) throw new Error('closed');
        open = false;
      },
    };
    const subject = { create: () => ((open = true), sink), written: () => [] };
    await expectCaught(metricSinkSuite, subject, [
      'whose names change',
      'not finite',
      'keep or change',
      'closed twice',
    ]);
  });

  it('catch a metric sink that drops records with a number that is not finite', async () => {
    let written: MetricRecord[] = [];
    const create = () => {
      written = [];
      return {
        specificationVersion: 'v1' as const,
        write: (record: MetricRecord) => {
          if (Object.values(record.values).every(Number.isFinite)) written.push(record);
        },
        close: () => undefined,
      };
    };
    const failed = await failedChecks(metricSinkSuite, { create, written: () => written });
    expect([...failed.keys()]).toEqual([expect.stringContaining('not finite')]);
  });

  it('catch a metric sink that forgets too little or too much', async () => {
    const failed = async (kept: (iteration: number, last: number) => boolean) => {
      let written: MetricRecord[] = [];
      const sink = () => ({
        specificationVersion: 'v1' as const,
        write: (record: MetricRecord) => void written.push(record),
        rewind: (last: number) => {
          written = written.filter(({ iteration }) => kept(iteration, last));
        },
        close: () => undefined,
      });
      const create = () => ((written = []), sink());
      return [
        ...(await failedChecks(metricSinkSuite, { create, reopen: sink, written: () => written })).keys(),
      ];
    };
    expect(await failed((iteration, last) => iteration <= last)).toEqual([]);
    expect(await failed(() => true)).toEqual([expect.stringContaining('forgets')]);
    expect(await failed((iteration, last) => iteration < last)).toEqual([expect.stringContaining('forgets')]);
  });

  it('catch checkpoint stores that keep what may change, and that delete something else', async () => {
    class Memory implements CheckpointStore {
      readonly specificationVersion = 'v1';
      saved: { entry: CheckpointEntry; snapshot: Snapshot }[] = [];
      copy(snapshot: Snapshot): Snapshot {
        return structuredClone(snapshot);
      }
      save(entry: Omit<CheckpointEntry, 'id'>, snapshot: Snapshot) {
        const named = { ...entry, id: `${entry.step}` };
        this.saved.push({ entry: named, snapshot: this.copy(snapshot) });
        return Promise.resolve(named);
      }
      list() {
        return Promise.resolve(this.saved.map(({ entry }) => entry));
      }
      load(id: string) {
        const found = this.saved.find(({ entry }) => entry.id === id);
        return found ? Promise.resolve(found.snapshot) : Promise.reject(new Error(id));
      }
      delete(id: string) {
        this.saved = this.saved.filter(({ entry }) => entry.id !== id);
        return Promise.resolve();
      }
    }
    class Live extends Memory {
      override copy(snapshot: Snapshot): Snapshot {
        return snapshot;
      }
    }
    class Oldest extends Memory {
      override delete() {
        this.saved.shift();
        return Promise.resolve();
      }
    }
    const failed = async (create: () => CheckpointStore) => [
      ...(await failedChecks(checkpointStoreSuite, { create })).keys(),
    ];
    expect(await failed(() => new Memory())).toEqual([]);
    expect(await failed(() => new Live())).toEqual([expect.stringContaining('as it was then')]);
    expect(await failed(() => new Oldest())).toEqual([expect.stringContaining('forgets what it is told')]);
  });

  it('catch a checkpoint store that loses precision, order and unknown ids', async () => {
    const create = (): CheckpointStore => {
      const saved: Snapshot[] = [];
      return {
        specificationVersion: 'v1',
        save: (entry, snapshot) => {
          saved.unshift(JSON.parse(JSON.stringify(snapshot)) as Snapshot);
          return Promise.resolve({ ...entry, id: 'same' });
        },
        list: () => Promise.resolve(saved.map((_, step) => ({ id: 'same', step }))),
        load: () => Promise.resolve(saved[0]!),
      };
    };
    await expectCaught(checkpointStoreSuite, { create }, ['bit for bit', 'oldest first', 'does not know']);
  });

  it('pass a coin that is tossed by seed, and catch gatherers that forget, invent or wait for ever', async () => {
    class Coin implements PreferenceGatherer {
      readonly specificationVersion = 'v1';
      constructor(readonly random: RandomStream) {}
      gather(queries: readonly PreferenceQuery[]): Promise<(number[] | null)[]> {
        return Promise.resolve(
          queries.map(({ candidates }) => {
            const chosen = this.random.integer(candidates.length);
            return candidates.map((_, i) => (i === chosen ? 1 : 0));
          }),
        );
      }
      snapshot = (): Snapshot => ({});
      restore(): void {
        // The stream is saved beside it.
      }
      dispose(): void {
        // Nothing to free.
      }
    }
    const subject = (Gatherer: typeof Coin) => ({
      create: (seed: number) => {
        const random = new RandomStream(seed);
        return { gatherer: new Gatherer(random), random };
      },
    });
    expect([...(await failedChecks(preferenceGathererSuite, subject(Coin))).entries()]).toEqual([]);
    class Short extends Coin {
      override async gather(queries: readonly PreferenceQuery[]) {
        return (await super.gather(queries)).slice(0, 1);
      }
    }
    class Scores extends Coin {
      override gather(queries: readonly PreferenceQuery[]) {
        return Promise.resolve(queries.map(({ candidates }) => candidates.map(() => 1)));
      }
    }
    class Silent extends Coin {
      override gather(queries: readonly PreferenceQuery[]) {
        return Promise.resolve(queries.map(() => null));
      }
    }
    class Reckless extends Coin {
      override gather(queries: readonly PreferenceQuery[]) {
        for (const { candidates } of queries) (candidates as unknown[]).reverse();
        return Promise.resolve(queries.map(({ candidates }) => candidates.map((_, i) => (i === 0 ? 1 : 0))));
      }
    }
    class Seedless extends Coin {
      override gather(queries: readonly PreferenceQuery[]) {
        const share = Math.random();
        return Promise.resolve(
          queries.map(({ candidates }) =>
            candidates.map((_, i) => (i === 0 ? share : i === 1 ? 1 - share : 0)),
          ),
        );
      }
    }
    class Forgetful extends Coin {
      asked = 0;
      override gather(queries: readonly PreferenceQuery[]) {
        this.asked += queries.length;
        const share = 1 / (1 + this.asked);
        return Promise.resolve(
          queries.map(({ candidates }) =>
            candidates.map((_, i) => (i === 0 ? share : i === 1 ? 1 - share : 0)),
          ),
        );
      }
    }
    class Waiting extends Coin {
      override gather(queries: readonly PreferenceQuery[], options?: { readonly signal?: AbortSignal }) {
        return options?.signal ? new Promise<never>(() => undefined) : super.gather(queries);
      }
    }
    await expectCaught(preferenceGathererSuite, subject(Short), ['answers each query']);
    await expectCaught(preferenceGathererSuite, subject(Scores), ['answers each query']);
    await expectCaught(preferenceGathererSuite, subject(Silent), ['does not skip']);
    await expectCaught(preferenceGathererSuite, subject(Reckless), ['leaves its queries']);
    await expectCaught(preferenceGathererSuite, subject(Seedless), ['same seed', 'goes on']);
    await expectCaught(preferenceGathererSuite, subject(Forgetful), ['goes on']);
    await expectCaught(preferenceGathererSuite, subject(Waiting), ['does not wait on']);
  });

  it('catch query strategies that repeat themselves, remember, go outside or sort their pool', async () => {
    const strategy = (select: QueryStrategy['select']) => ({
      create: (): QueryStrategy => ({ specificationVersion: 'v1', select }),
    });
    const first = strategy((pool, count) => [...pool.queries.keys()].slice(0, count));
    expect([...(await failedChecks(queryStrategySuite, first)).entries()]).toEqual([]);
    await expectCaught(
      queryStrategySuite,
      strategy((_, count) => Array.from({ length: count }, () => 0)),
      ['as many different'],
    );
    await expectCaught(
      queryStrategySuite,
      strategy((_, count) => Array.from({ length: count }, (_item, i) => i)),
      ['all of a pool'],
    );
    await expectCaught(
      queryStrategySuite,
      strategy((pool, count) => [...pool.queries.keys()].sort(() => Math.random() - 0.5).slice(0, count)),
      ['random stream alone'],
    );
    let calls = 0;
    await expectCaught(
      queryStrategySuite,
      strategy((pool, count) => {
        const from = calls++;
        return [...pool.queries.keys()].map((i) => (i + from) % pool.queries.length).slice(0, count);
      }),
      ['random stream alone'],
    );
    await expectCaught(
      queryStrategySuite,
      strategy((pool, count) => {
        pool.differences.sort();
        return [...pool.queries.keys()].slice(0, count);
      }),
      ['leaves the pool'],
    );
  });

  it('catch a text encoder that depends on its batch and hides its size', async () => {
    let made = 0;
    const create = (): TextEncoder => ({
      specificationVersion: 'v1',
      fingerprint: `encoder ${made++}`,
      size: 2,
      encode: (texts) => Promise.resolve(Float32Array.from(texts.flatMap((text, i) => [text.length, i, 0]))),
      dispose: () => undefined,
    });
    await expectCaught(textEncoderSuite, { create }, [
      'size and its fingerprint',
      'finite vectors',
      'equal vectors',
    ]);
  });

  it('catch a text encoder whose vectors differ from instance to instance under one fingerprint', async () => {
    const create = (): TextEncoder => {
      const offset = Math.random();
      return {
        specificationVersion: 'v1',
        fingerprint: 'random projection',
        size: 1,
        encode: (texts) => Promise.resolve(Float32Array.from(texts, (text) => text.length + offset)),
        dispose: () => undefined,
      };
    };
    expect([...(await failedChecks(textEncoderSuite, { create })).keys()]).toEqual([
      expect.stringContaining('with its fingerprint'),
    ]);
  });

  it('catch a callback without hooks, and one that stops every run', async () => {
    await expectCaught(callbackSuite, { create: () => ({ specificationVersion: 'v1' }) }, [
      'at least one hook',
    ]);
    const stopping = {
      specificationVersion: 'v1' as const,
      onIteration: (context: { stop(reason: string): void }) => context.stop('no'),
    };
    await expectCaught(callbackSuite, { create: () => stopping }, ['without stopping']);
  });
});
