import * as tf from '@tensorflow/tfjs';
import { Mlp } from '@minorant/compile';
import type { RandomStream, RewardBatch, RewardInputs, RewardModel, Snapshot, Space } from '@minorant/core';

import { actionRowSize } from '../transitions/transition-rows.js';
import { errors } from '../errors.js';

/** Options of {@link MlpReward}. */
export interface MlpRewardOptions {
  readonly inputs: RewardInputs;
  readonly observationSize: number;
  readonly actionSpace: Space;
  /** Sizes of the hidden layers. */
  readonly hidden: readonly number[];
  readonly activation: 'tanh' | 'relu';
  /** Rewards are `bound * tanh(y / bound)`, smooth and within `(-bound, bound)`. */
  readonly bound: number;
  /** `[observationSize]` each: observations enter as `clip((x - mean) / std)`. */
  readonly standardisation?: {
    readonly mean: Float32Array;
    readonly std: Float32Array;
    readonly clip: number;
  };
  readonly random: RandomStream;
}

/**
 * A reward computed by a multilayer perceptron from any of observation, action, next observation and the absorbing
 * flag. Observations are standardised by fixed numbers (the expert's), actions scaled from their box to `[-1, 1]`;
 * in absorbing rows every input but the flag is zero.
 */
export class MlpReward implements RewardModel {
  readonly specificationVersion = 'v1';
  readonly inputs: RewardInputs;
  readonly #options: MlpRewardOptions;
  readonly #network: Mlp;
  readonly #constants: {
    mean: tf.Tensor1D;
    std: tf.Tensor1D;
    actionCentre: tf.Tensor1D;
    actionRange: tf.Tensor1D;
  };

  constructor(options: MlpRewardOptions, network?: Mlp) {
    const { inputs, observationSize, actionSpace, standardisation } = options;
    const actionSize = inputs.action ? actionRowSize(actionSpace) : 0;
    const size =
      (inputs.observation ? observationSize : 0) +
      actionSize +
      (inputs.nextObservation ? observationSize : 0) +
      (inputs.absorbing ? 1 : 0);
    if (size === 0) throw errors.MNR_IRL_REWARD_INPUTS({});
    this.inputs = inputs;
    this.#options = options;
    this.#network =
      network ??
      new Mlp({
        inputs: size,
        hidden: [...options.hidden],
        outputs: 1,
        activation: options.activation,
        random: options.random,
        name: 'reward',
      });
    const [centre, range] = actionScale(actionSpace);
    this.#constants = {
      mean: tf.tensor1d(standardisation?.mean ?? new Float32Array(observationSize)),
      std: tf.tensor1d(standardisation?.std ?? new Float32Array(observationSize).fill(1)),
      actionCentre: tf.tensor1d(centre),
      actionRange: tf.tensor1d(range),
    };
  }

  get variables(): readonly tf.Variable[] {
    return [this.#network.parameters];
  }

  forward(batch: RewardBatch): tf.Tensor1D {
    return tf.tidy(() => {
      const { bound } = this.#options;
      const output = tf.reshape(this.#network.apply(this.#features(batch)), [-1]);
      return tf.mul(bound, tf.tanh(tf.div(output, bound)));
    });
  }

  predict(batch: RewardBatch): tf.Tensor1D {
    return this.forward(batch);
  }

  clone(): MlpReward {
    return new MlpReward(this.#options, this.#network.clone());
  }

  copyFrom(other: RewardModel): void {
    if (!(other instanceof MlpReward))
      throw errors.MNR_IRL_REWARD_COPY({ from: other.constructor.name, to: 'MlpReward' });
    this.#network.copyFrom(other.#network);
  }

  snapshot(): Snapshot {
    return { parts: { network: this.#network.snapshot() } };
  }

  restore(snapshot: Snapshot): void {
    this.#network.restore(snapshot.parts!['network']!);
  }

  dispose(): void {
    this.#network.dispose();
    tf.dispose(this.#constants);
  }

  /** `[B, inputs of the network]` */
  #features(batch: RewardBatch): tf.Tensor2D {
    const { inputs, standardisation } = this.#options;
    const { mean, std, actionCentre, actionRange } = this.#constants;
    const clip = standardisation?.clip ?? Infinity;
    const live = batch.absorbing ? tf.expandDims(tf.sub(1, batch.absorbing), 1) : undefined;
    const standardise = (x: tf.Tensor2D): tf.Tensor2D => {
      const scaled = tf.div<tf.Tensor2D>(tf.sub(x, mean), std);
      return Number.isFinite(clip) ? tf.clipByValue(scaled, -clip, clip) : scaled;
    };
    const parts: tf.Tensor2D[] = [];
    if (inputs.observation) parts.push(standardise(batch.observations));
    if (inputs.action) parts.push(tf.div(tf.sub(need(batch.actions, 'actions'), actionCentre), actionRange));
    if (inputs.nextObservation) parts.push(standardise(need(batch.nextObservations, 'nextObservations')));
    const features = live ? parts.map((part) => tf.mul<tf.Tensor2D>(part, live)) : parts;
    if (inputs.absorbing) {
      const flag = batch.absorbing ?? tf.zeros([batch.observations.shape[0]]);
      features.push(tf.reshape<tf.Rank.R2>(flag, [batch.observations.shape[0], 1]));
    }
    return features.length === 1 ? features[0]! : tf.concat(features, 1);
  }
}

function need<T>(part: T | undefined, name: string): T {
  if (part === undefined) throw errors.MNR_IRL_REWARD_BATCH({ missing: name });
  return part;
}

/** Centre and half-width of each action; 0 and 1 where the box is unbounded and for one-hot actions. */
function actionScale(space: Space): [Float32Array, Float32Array] {
  const size = actionRowSize(space);
  const centre = new Float32Array(size);
  const range = new Float32Array(size).fill(1);
  if (space.kind === 'box') {
    for (let i = 0; i < size; i++) {
      const low = space.low[i]!;
      const high = space.high[i]!;
      if (!Number.isFinite(low) || !Number.isFinite(high)) continue;
      centre[i] = (low + high) / 2;
      range[i] = (high - low) / 2;
    }
  }
  return [centre, range];
}
