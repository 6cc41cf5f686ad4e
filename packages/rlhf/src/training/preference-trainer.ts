import * as tf from '@tensorflow/tfjs';
import { Adam, compile } from '@minorant/compile';
import type {
  Preference,
  RandomStream,
  RewardChange,
  RewardModel,
  Snapshot,
  Stateful,
  TrustRegion,
} from '@minorant/core';

import {
  candidateScores,
  comparisonBatch,
  rowRewards,
  rowWeights,
  type ComparisonBatch,
} from '../comparisons/comparison-batch.js';
import type { ComparisonEncoder } from '../comparisons/comparison-encoder.js';
import { errors } from '../errors.js';
import { preferenceLoss } from '../losses/preference-loss.js';
import { AdaGrad } from './ada-grad.js';

/** Options of {@link PreferenceTrainer}. */
export interface PreferenceTrainerOptions {
  /** Comparisons in each step. */
  readonly batchSize: number;
  /** @defaultValue `adam` */
  readonly optimizer?: 'adam' | 'adagrad';
  readonly learningRate: number;
  /** L2 weight decay: this times each parameter is added to its gradient. */
  readonly weightDecay: number;
  /** Probability that a label is random. */
  readonly labelNoise: number;
  /** Weight of the squared sum of a comparison's scores. */
  readonly centring: number;
  /** Most candidates in a comparison. */
  readonly candidates: number;
}

/** What {@link PreferenceTrainer} is made of. */
export interface PreferenceTrainerParts {
  readonly reward: RewardModel;
  readonly trustRegion: TrustRegion;
  readonly encoder: ComparisonEncoder;
  readonly random: RandomStream;
  readonly execution: 'compiled' | 'eager';
}

const MAXIMUM_HALVINGS = 20;

/** What one update did. */
export interface PreferenceUpdateReport {
  /** Steps that were taken; fewer than asked for when the trust region stopped. */
  readonly steps: number;
  /** Mean loss over the steps. */
  readonly loss: number;
  /** Change of the reward from before the first step, over the rows of the last batch. */
  readonly change: number;
  readonly penalty: number;
  readonly coefficient: number;
}

/**
 * Learns a reward from comparisons (Bradley-Terry), with PIRO's proximal step: each update starts from theta_old,
 * *held through all of its steps*, and a trust region limits how far the rewards of the compared rows move from there.
 * Without a trust region it is the usual warm-started training.
 */
export class PreferenceTrainer implements Stateful {
  readonly #parts: PreferenceTrainerParts;
  readonly #options: PreferenceTrainerOptions;
  /** r_theta_old. */
  readonly #reference: RewardModel;
  readonly #optimizer: Adam | AdaGrad;
  readonly #step;
  readonly #measure;
  readonly #scores;

  constructor(parts: PreferenceTrainerParts, options: PreferenceTrainerOptions) {
    const { reward, trustRegion, execution } = parts;
    this.#parts = parts;
    this.#options = options;
    this.#reference = reward.clone();
    const { optimizer = 'adam', learningRate, weightDecay } = options;
    const Optimizer = optimizer === 'adam' ? Adam : AdaGrad;
    this.#optimizer = new Optimizer(reward.variables, { learningRate, weightDecay });
    this.#step = compile(
      (batch: ComparisonBatch) =>
        this.#optimizer.minimize(() => {
          const rewards = rowRewards(reward, batch);
          const loss = preferenceLoss(candidateScores(rewards, batch), batch, options);
          return tf.add(loss, trustRegion.penalty(this.#change(rewards, batch)));
        }),
      { execution, name: 'preferences/step' },
    );
    this.#measure = compile(
      (batch: ComparisonBatch) => {
        const change = this.#change(rowRewards(reward, batch), batch);
        return { change: trustRegion.measure(change), penalty: trustRegion.penalty(change) };
      },
      { execution, name: 'preferences/measure' },
    );
    this.#scores = compile((batch: ComparisonBatch) => candidateScores(rowRewards(reward, batch), batch), {
      execution,
      name: 'preferences/scores',
    });
  }

  /**
   * One proximal update on comparisons: up to `steps` gradient steps on shuffled batches.
   *
   * @throws MinorantError `MNR_PREFERENCES_NOT_FINITE` when the loss is not a finite number.
   */
  async update(
    records: readonly Preference[],
    { steps }: { readonly steps: number },
  ): Promise<PreferenceUpdateReport> {
    const { reward, trustRegion } = this.#parts;
    // theta_old stays what it is now until all steps are done.
    this.#reference.copyFrom(reward);
    let taken = 0;
    let loss = 0;
    let moved = { change: 0, penalty: 0 };
    for await (const batch of this.#batches(records)) {
      const start = reward.variables.map((variable) => variable.dataSync().slice());
      loss += await this.#number(this.#step(batch));
      taken += 1;
      moved = await this.#measured(batch);
      let decision = trustRegion.decide(moved.change);
      // A step too long is halved until it may be kept; after that no further one is taken.
      for (let halvings = 1; decision === 'backtrack'; halvings++) {
        moveTowards(reward.variables, start, halvings <= MAXIMUM_HALVINGS ? 0.5 : 1);
        moved = await this.#measured(batch);
        const isShort = halvings > MAXIMUM_HALVINGS || trustRegion.decide(moved.change) !== 'backtrack';
        decision = isShort ? 'stop' : 'backtrack';
      }
      tf.dispose(batch);
      if (decision === 'stop' || taken === steps) break;
    }
    const coefficient = trustRegion.coefficient;
    trustRegion.adapt(moved.change);
    return { steps: taken, loss: loss / taken, ...moved, coefficient };
  }

  /** Scores of the candidates of each record. */
  async scores(records: readonly Preference[]): Promise<number[][]> {
    const { batchSize, candidates } = this.#options;
    const scores: number[][] = [];
    for (let start = 0; start < records.length; start += batchSize) {
      const part = records.slice(start, start + batchSize);
      const batch = await comparisonBatch(part, this.#parts.encoder, { size: batchSize, candidates });
      const tensor = await this.#scores(batch);
      const values = tensor.dataSync();
      part.forEach((record, i) => scores.push(record.candidates.map((_, k) => values[i * candidates + k]!)));
      tf.dispose([batch, tensor]);
    }
    return scores;
  }

  /** Shuffled batches without end. */
  async *#batches(records: readonly Preference[]): AsyncGenerator<ComparisonBatch> {
    const { encoder, random } = this.#parts;
    const { batchSize, candidates } = this.#options;
    const size = Math.min(batchSize, records.length);
    for (;;) {
      const order = random.shuffle([...records]);
      for (let start = 0; start + size <= order.length; start += size) {
        yield await comparisonBatch(order.slice(start, start + size), encoder, { size, candidates });
      }
    }
  }

  #change(current: tf.Tensor1D, batch: ComparisonBatch): RewardChange {
    return { current, reference: rowRewards(this.#reference, batch), weights: rowWeights(batch) };
  }

  async #measured(batch: ComparisonBatch): Promise<{ change: number; penalty: number }> {
    const { change, penalty } = await this.#measure(batch);
    return {
      change: await this.#number(Promise.resolve(change)),
      penalty: await this.#number(Promise.resolve(penalty)),
    };
  }

  async #number(scalar: Promise<tf.Tensor>): Promise<number> {
    const tensor = await scalar;
    const value = tensor.dataSync()[0]!;
    tensor.dispose();
    if (!Number.isFinite(value)) throw errors.MNR_PREFERENCES_NOT_FINITE({ value });
    return value;
  }

  async snapshot(): Promise<Snapshot> {
    const { reward, trustRegion } = this.#parts;
    return {
      parts: {
        reward: await reward.snapshot(),
        trustRegion: await trustRegion.snapshot(),
        optimizer: this.#optimizer.snapshot(),
      },
    };
  }

  async restore(snapshot: Snapshot): Promise<void> {
    const parts = snapshot.parts!;
    await this.#parts.reward.restore(parts['reward']!);
    await this.#parts.trustRegion.restore(parts['trustRegion']!);
    this.#optimizer.restore(parts['optimizer']!);
  }

  /** Frees what it made itself; reward, trust region and encoder are their owner's. */
  dispose(): void {
    this.#step.dispose();
    this.#measure.dispose();
    this.#scores.dispose();
    this.#optimizer.dispose();
    this.#reference.dispose();
  }
}

/** Moves variables by a share of the way back to earlier values. */
function moveTowards(
  variables: readonly tf.Variable[],
  start: readonly (Float32Array | Int32Array | Uint8Array)[],
  share: number,
): void {
  variables.forEach((variable, i) => {
    tf.tidy(() => {
      const target = tf.tensor(start[i]!, variable.shape);
      variable.assign(tf.add(variable, tf.mul(share, tf.sub(target, variable))));
    });
  });
}
