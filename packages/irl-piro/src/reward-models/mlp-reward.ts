import * as tf from '@tensorflow/tfjs';
import { Mlp } from '@minorant/compile';
import type {
  RandomStream,
  RewardBatch,
  RewardInputs,
  RewardModel,
  Snapshot,
  Space,
  Standardisation,
} from '@minorant/core';

import { errors } from '../errors.js';
import { rowSize } from '../transitions/row-size.js';
import { InputScale } from './input-scale.js';

/** Options of {@link MlpReward}. */
export interface MlpRewardOptions {
  /** Which parts of a transition the reward reads. */
  readonly inputs: RewardInputs;
  /** Numbers in one flattened observation. */
  readonly observationSize: number;
  /** What actions are drawn from. */
  readonly actionSpace: Space;
  /** Sizes of the hidden layers. */
  readonly hidden: readonly number[];
  /** Between hidden layers. */
  readonly activation: 'tanh' | 'relu';
  /** Rewards are `bound * tanh(y / bound)`, smooth and within `(-bound, bound)`. */
  readonly bound: number;
  /**
   * What the absorbing flag enters as, where it is set. The other inputs of an absorbing row are zero, the middle of the
   * expert's observations; with a flag of 1 that row lies nearer to them than any state with many numbers that is off in a
   * few of them, and ending an episode can be worth more than going on in it. @defaultValue 1
   */
  readonly absorbingScale?: number;
  /** `[observationSize]` each: observations enter as `clip((x - mean) / std)`. */
  readonly standardisation?: Standardisation;
  /**
   * Whether the model is meant to be standardised although there is nothing here to take the numbers from: it then
   * works on observations as they are until a snapshot brings the numbers it was learnt with. @defaultValue false
   */
  readonly awaitsStandardisation?: boolean;
  /** The random stream that everything here draws from. */
  readonly random: RandomStream;
}

/**
 * A reward computed by a multilayer perceptron from any of observation, action, next observation and the absorbing
 * flag. Observations are standardised by fixed numbers (the expert's), which are part of the reward and of its snapshots,
 * actions scaled from their box to `[-1, 1]`; where it reads the flag, every other input of absorbing rows is zero, but for
 * the observations where it reads `lastTransition`.
 */
export class MlpReward implements RewardModel {
  readonly specificationVersion = 'v1';
  readonly inputs: RewardInputs;
  readonly #options: MlpRewardOptions;
  readonly #network: Mlp;
  readonly #scale: InputScale;
  readonly #constants: { actionCentre: tf.Tensor1D; actionRange: tf.Tensor1D };

  constructor(options: MlpRewardOptions, network?: Mlp) {
    const { inputs, observationSize, actionSpace } = options;
    const actionSize = inputs.action ? rowSize(actionSpace) : 0;
    const size =
      (inputs.observation ? observationSize : 0) +
      actionSize +
      (inputs.nextObservation ? observationSize : 0) +
      (inputs.absorbing ? 1 : 0);
    if (size === 0) throw errors.MNR_IRL_REWARD_INPUTS({});
    if (inputs.lastTransition && !inputs.absorbing) throw errors.MNR_IRL_LAST_TRANSITION({});
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
    this.#constants = { actionCentre: tf.tensor1d(centre), actionRange: tf.tensor1d(range) };
    this.#scale = new InputScale(options);
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
    const clone = new MlpReward(this.#options, this.#network.clone());
    clone.#scale.copyFrom(this.#scale);
    return clone;
  }

  copyFrom(other: RewardModel): void {
    if (!(other instanceof MlpReward))
      throw errors.MNR_IRL_REWARD_COPY({ from: other.constructor.name, to: 'MlpReward' });
    this.#network.copyFrom(other.#network);
    this.#scale.copyFrom(other.#scale);
  }

  /** The network and the scale of its observations: all that the reward is, given its options. */
  snapshot(): Snapshot {
    return { parts: { network: this.#network.snapshot(), scale: this.#scale.snapshot() } };
  }

  /**
   * Takes over a snapshot, with the scale it was learnt in. Early snapshots hold none: those are taken over where the
   * demonstrations are at hand that it is computed from.
   *
   * @throws MinorantError `MNR_IRL_REWARD_SCALE` when the scale is missing or of another observation size.
   */
  restore(snapshot: Snapshot): void {
    this.#scale.restore(snapshot.parts!['scale']);
    this.#network.restore(snapshot.parts!['network']!);
  }

  dispose(): void {
    this.#network.dispose();
    this.#scale.dispose();
    tf.dispose(this.#constants);
  }

  /** `[B, inputs of the network]` */
  #features(batch: RewardBatch): tf.Tensor2D {
    const { inputs, absorbingScale = 1 } = this.#options;
    const { actionCentre, actionRange } = this.#constants;
    const ended = inputs.absorbing ? batch.absorbing : undefined;
    const live = ended && tf.expandDims(tf.sub(1, ended), 1);
    const masked = (part: tf.Tensor2D): tf.Tensor2D => (live ? tf.mul(part, live) : part);
    const scaled = (observations: tf.Tensor2D): tf.Tensor2D => {
      const part = this.#scale.apply(observations);
      return inputs.lastTransition ? part : masked(part);
    };
    const features: tf.Tensor2D[] = [];
    if (inputs.observation) features.push(scaled(batch.observations));
    if (inputs.action) {
      const centred = tf.sub(need(batch.actions, 'actions'), actionCentre);
      features.push(masked(tf.div(centred, actionRange)));
    }
    if (inputs.nextObservation) features.push(scaled(need(batch.nextObservations, 'nextObservations')));
    if (inputs.absorbing) {
      const flag = ended ?? tf.zeros([batch.observations.shape[0]]);
      const column = tf.reshape<tf.Rank.R2>(flag, [batch.observations.shape[0], 1]);
      features.push(absorbingScale === 1 ? column : tf.mul(absorbingScale, column));
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
  const size = rowSize(space);
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
