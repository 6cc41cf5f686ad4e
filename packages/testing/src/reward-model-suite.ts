import * as tf from '@tensorflow/tfjs';
import type { RewardBatch, RewardModel } from '@minorant/core';
import { expect } from 'vitest';

import type { ConformanceSuite } from './suite.js';
import { comparable, expectFinite, expectNoLeak, numbers } from './tensors.js';
import { throughCheckpoint } from './through-checkpoint.js';

/** What the suite needs of a reward model. */
export interface RewardModelSubject {
  /** A fresh model; the same numbers for the same seed. */
  create(seed: number): RewardModel | Promise<RewardModel>;
  /** Sizes of the batches that it reads. */
  readonly observationSize: number;
  /** Numbers in one flattened action; a discrete action is a one-hot row. */
  readonly actionSize: number;
}

const ROWS = 6;

/** What is in every batch of these checks. */
type FullBatch = Required<Omit<RewardBatch, 'nextAbsorbing'>>;

/** A batch with every part; `observations` and the others differ between rows. */
function fullBatch({ observationSize, actionSize }: RewardModelSubject, seed = 1): FullBatch {
  return {
    observations: tf.randomNormal([ROWS, observationSize], 0, 1, 'float32', seed),
    actions: tf.randomUniform([ROWS, actionSize], -1, 1, 'float32', seed + 1),
    nextObservations: tf.randomNormal([ROWS, observationSize], 0, 1, 'float32', seed + 2),
    absorbing: tf.tensor1d([0, 0, 1, 0, 0, 0]),
    demonstration: tf.tensor1d([0, 1, 0, 0, 1, 0]),
  };
}

async function withModel(
  subject: RewardModelSubject,
  use: (model: RewardModel, batch: FullBatch) => void | Promise<void>,
): Promise<void> {
  const model = await subject.create(1);
  const batch = fullBatch(subject);
  try {
    await use(model, batch);
  } finally {
    model.dispose();
    tf.dispose({ ...batch });
  }
}

/** Replaces every parameter by a shifted copy. */
function disturb(model: RewardModel): void {
  for (const variable of model.variables) tf.tidy(() => variable.assign(tf.add(variable, 0.37)));
}

/** What a reward says of a batch: to who learns it, and to the policy. They may differ, each has to keep the rules. */
const rewards = (model: RewardModel, batch: RewardBatch) => ({
  forward: numbers(model.forward(batch)),
  predict: numbers(model.predict(batch)),
});

/** What every reward model must do. */
export const rewardModelSuite: ConformanceSuite<RewardModelSubject> = {
  contract: 'reward-model v1',
  checks: [
    {
      name: 'says which contract it implements',
      run: (subject) =>
        withModel(subject, (model) => {
          expect(model.specificationVersion).toBe('v1');
        }),
    },
    {
      name: 'gives one finite float32 reward a row, from forward and predict',
      run: (subject) =>
        withModel(subject, (model, batch) => {
          for (const tensor of [model.forward(batch), model.predict(batch)]) {
            expect(tensor.shape).toEqual([ROWS]);
            expect(tensor.dtype).toBe('float32');
            expectFinite(numbers(tensor), 'the rewards');
          }
        }),
    },
    {
      name: 'depends on its inputs',
      run: (subject) =>
        withModel(subject, (model, batch) => {
          for (const [of, values] of Object.entries(rewards(model, batch)))
            expect(new Set(values).size, `distinct rewards of ${of}`).toBeGreaterThan(1);
        }),
    },
    {
      name: 'is a pure function: the same batch, the same rewards',
      run: (subject) =>
        withModel(subject, (model, batch) => {
          expect(rewards(model, batch)).toEqual(rewards(model, batch));
        }),
    },
    {
      name: 'is the same for the same seed',
      run: (subject) =>
        withModel(subject, async (model, batch) => {
          const twin = await subject.create(1);
          expect(rewards(twin, batch)).toEqual(rewards(model, batch));
          twin.dispose();
        }),
    },
    {
      name: 'treats rows independently of each other',
      run: (subject) =>
        withModel(subject, (model, batch) => {
          const one = Object.fromEntries(
            Object.entries(batch).map(([name, part]: [string, tf.Tensor]) => [name, tf.slice(part, 0, 1)]),
          ) as unknown as RewardBatch;
          const [alone, among] = [rewards(model, one), rewards(model, batch)];
          for (const of of ['forward', 'predict'] as const)
            expect(alone[of][0], `${of} of a row alone`).toBeCloseTo(among[of][0]!, 4);
        }),
    },
    {
      name: 'reads only the inputs that it declares',
      run: (subject) =>
        withModel(subject, (model, batch) => {
          const { inputs } = model;
          const other = fullBatch(subject, 99);
          const changed: RewardBatch = {
            observations: inputs.observation ? batch.observations : other.observations,
            ...(inputs.action && { actions: batch.actions }),
            ...(inputs.nextObservation && { nextObservations: batch.nextObservations }),
            ...(inputs.absorbing && { absorbing: batch.absorbing }),
            ...(inputs.demonstration && { demonstration: batch.demonstration }),
          };
          expect(rewards(model, changed)).toEqual(rewards(model, batch));
        }),
    },
    {
      name: 'has finite gradients, not all zero, in all of its variables together',
      run: (subject) =>
        withModel(subject, (model, batch) => {
          expect(model.variables.length).toBeGreaterThan(0);
          const { grads } = tf.variableGrads(
            () => tf.sum(tf.square(tf.add(model.forward(batch), 1))),
            [...model.variables],
          );
          const all = Object.values(grads).flatMap(numbers);
          expectFinite(all, 'a gradient');
          expect(Math.max(...all.map(Math.abs)), 'largest gradient').toBeGreaterThan(0);
        }),
    },
    {
      name: 'clones into an independent copy, and copies back',
      run: (subject) =>
        withModel(subject, (model, batch) => {
          const clone = model.clone();
          const original = rewards(model, batch);
          expect(rewards(clone, batch)).toEqual(original);
          disturb(clone);
          expect(rewards(model, batch), 'the original after its clone changed').toEqual(original);
          const changed = rewards(clone, batch);
          expect(changed.forward).not.toEqual(original.forward);
          model.copyFrom(clone);
          expect(rewards(model, batch)).toEqual(changed);
          clone.dispose();
        }),
    },
    {
      name: 'takes over everything of another model in copyFrom',
      run: (subject) =>
        withModel(subject, async (model, batch) => {
          const other = await subject.create(2);
          const expected = rewards(other, batch);
          model.copyFrom(other);
          expect(rewards(model, batch)).toEqual(expected);
          expect(rewards(other, batch), 'the other model').toEqual(expected);
          other.dispose();
        }),
    },
    {
      name: 'comes back from a snapshot bit for bit, and a snapshot does not change later',
      run: (subject) =>
        withModel(subject, async (model, batch) => {
          const snapshot = await model.snapshot();
          const saved = comparable(snapshot);
          const original = rewards(model, batch);
          disturb(model);
          expect(comparable(snapshot), 'the snapshot after the model changed').toEqual(saved);
          expect(rewards(model, batch).forward).not.toEqual(original.forward);
          const other = await subject.create(2);
          await model.restore(snapshot);
          await other.restore(await throughCheckpoint(snapshot));
          for (const target of [model, other]) {
            expect(rewards(target, batch)).toEqual(original);
          }
          expect(comparable(await other.snapshot())).toEqual(saved);
          other.dispose();
        }),
    },
    {
      name: 'leaves no tensor behind: not in use, not when disposed of',
      run: async (subject) => {
        const batch = fullBatch(subject);
        await expectNoLeak(async () => {
          const model = await subject.create(1);
          tf.dispose([model.forward(batch), model.predict(batch)]);
          const during = tf.memory().numTensors;
          tf.dispose([model.forward(batch), model.predict(batch)]);
          expect(tf.memory().numTensors, 'tensors after another forward').toBe(during);
          model.clone().dispose();
          model.dispose();
        });
        tf.dispose({ ...batch });
      },
    },
  ],
};
