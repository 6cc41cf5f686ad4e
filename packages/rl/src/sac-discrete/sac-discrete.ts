import * as tf from '@tensorflow/tfjs';
import { Adam, Mlp } from '@minorant/compile';
import type { RandomStream, RandomStreams, Snapshot } from '@minorant/core';

import type { TransitionBatch } from '../replay/transition.js';
import { ActingNetworks } from '../sac/acting-networks.js';
import type { Agent } from '../sac/agent.js';
import { EntropyCoefficient } from '../sac/entropy-coefficient.js';
import { disposeParts, restoreParts, snapshotParts } from '../sac/parts.js';
import { release } from '../sac/release.js';
import type { SacDiscreteOptions } from '../sac/sac-options.js';
import type { ObservationScaling } from '../spaces/observation-scaling.js';
import { categoricalAction } from './categorical-action.js';

/** The default target is this share of the entropy of uniform actions (Christodoulou 2019, Appendix). */
const TARGET_ENTROPY_SHARE = 0.98;

/**
 * Soft actor-critic for discrete actions (Christodoulou 2019, arXiv 1910.07207): the critics give the value of every
 * action at once, so expectations over the policy are sums instead of samples and no noise is drawn.
 */
export class SacDiscrete implements Agent {
  readonly #options: SacDiscreteOptions;
  readonly #start: number;
  readonly #scaling: ObservationScaling;
  /** Observation to logits, `[B, n]`. */
  readonly #actor: Mlp;
  /** Both critics in one stack, observation to values `[2, B, n]`. */
  readonly #critics: Mlp;
  readonly #targetCritics: Mlp;
  readonly #entropyCoefficient: EntropyCoefficient;
  readonly #acting: ActingNetworks;
  readonly #actorOptimizer: Adam;
  readonly #criticOptimizer: Adam;

  constructor(setup: {
    readonly options: SacDiscreteOptions;
    readonly observationSize: number;
    /** How many actions there are. */
    readonly actions: number;
    /** The number of the first action. @defaultValue 0 */
    readonly start?: number;
    readonly scaling: ObservationScaling;
    readonly random: RandomStreams;
  }) {
    const { options, observationSize, actions, scaling, random } = setup;
    const { hidden, learningRate } = options;
    this.#options = options;
    this.#start = setup.start ?? 0;
    this.#scaling = scaling;
    const shape = { inputs: observationSize, hidden, outputs: actions, activation: 'relu' } as const;
    this.#actor = new Mlp({ ...shape, name: 'actor', random: random.stream('policy/actor') });
    this.#critics = new Mlp({
      ...shape,
      ...{
        name: 'critics',
        count: 2,
        layerNorm: options.criticLayerNorm,
        random: random.stream('policy/critics'),
      },
    });
    this.#acting = new ActingNetworks(this.#actor, options.averagePolicy);
    this.#targetCritics = this.#critics.clone();
    this.#actorOptimizer = new Adam([this.#actor.parameters], {
      learningRate: options.actorLearningRate ?? learningRate,
    });
    this.#criticOptimizer = new Adam([this.#critics.parameters], { learningRate });
    this.#entropyCoefficient = new EntropyCoefficient({
      value:
        options.entropyCoefficient === 'auto'
          ? options.initialEntropyCoefficient
          : options.entropyCoefficient,
      automatic: options.entropyCoefficient === 'auto',
      targetEntropy:
        options.targetEntropy === 'auto' ? TARGET_ENTROPY_SHARE * Math.log(actions) : options.targetEntropy,
      learningRate,
    });
  }

  noise(): tf.TensorContainerObject {
    return {};
  }

  /**
   * One gradient step on critics, actor and entropy coefficient, then the target networks.
   *
   * @returns scalars: losses, mean Q of the batch, entropy and the coefficient used
   */
  update(batch: TransitionBatch): Readonly<Record<string, tf.Scalar>> {
    const { gamma, tau } = this.#options;
    const { actions, rewards, terminated } = batch;
    const observations = this.#scaling.apply(batch.observations);
    const nextObservations = this.#scaling.apply(batch.nextObservations);
    const alpha = this.#entropyCoefficient.value();

    // Eq. 10: V(s') = sum_a pi(a|s') (min_i Q'_i(s', a) - alpha log pi(a|s')), y = r + gamma (1 - d) V(s').
    const next = this.#distribution(nextObservations);
    const nextValues = tf.sub(
      tf.min(this.#targetCritics.apply(nextObservations), 0),
      tf.mul(alpha, next.logProbabilities),
    );
    const expected = tf.sum(tf.mul(next.probabilities, nextValues), 1);
    const targets = tf.add(rewards, tf.mul(tf.mul(gamma, tf.sub(1, terminated)), expected));

    // J_Q = sum_i E[1/2 (Q_i(s, a) - y)^2]; actions are one-hot rows, which pick the value of the action taken.
    let meanValue!: tf.Scalar;
    const criticLoss = this.#criticOptimizer.minimize(() => {
      const values = tf.sum(tf.mul(this.#critics.apply(observations), actions), 2);
      meanValue = tf.keep(tf.mean(values));
      return tf.mul(0.5, tf.sum(tf.mean(tf.squaredDifference(values, targets), 1)));
    });

    // Eq. 12: J_pi = E[sum_a pi(a|s) (alpha log pi(a|s) - min_i Q_i(s, a))].
    const values = tf.min(this.#critics.apply(observations), 0);
    let entropy!: tf.Scalar;
    const actorLoss = this.#actorOptimizer.minimize(() => {
      const { probabilities, logProbabilities } = this.#distribution(observations);
      entropy = tf.keep(tf.neg(tf.mean(tf.sum(tf.mul(probabilities, logProbabilities), 1))));
      const perAction = tf.sub(tf.mul(alpha, logProbabilities), values);
      return tf.mean(tf.sum(tf.mul(probabilities, perAction), 1));
    });

    this.#acting.follow();

    // Eq. 11: J_alpha = E[sum_a pi(a|s) (-log alpha (log pi(a|s) + target entropy))].
    const meanEntropy = release(entropy);
    const entropyLoss = this.#entropyCoefficient.update(tf.neg(meanEntropy));

    const target = this.#targetCritics.parameters;
    target.assign(tf.add(tf.mul(target, 1 - tau), tf.mul(this.#critics.parameters, tau)));

    return {
      'train/critic_loss': criticLoss,
      'train/actor_loss': actorLoss,
      'train/ent_coef': alpha,
      'train/ent_coef_loss': entropyLoss,
      'train/q_value': release(meanValue),
      'train/entropy': meanEntropy,
    };
  }

  act(observation: Float32Array, random?: RandomStream): Float32Array {
    const logits = this.#acting.outputs(this.#scaling.applyRow(observation), random !== undefined);
    const row = new Float32Array(logits.length);
    row[categoricalAction(logits, random)] = 1;
    return row;
  }

  mostLikelyActions(observations: tf.Tensor2D): tf.Tensor2D {
    const logits = this.#acting.calm.apply(this.#scaling.apply(observations));
    return tf.cast(tf.expandDims(tf.add(tf.argMax(logits, 1), this.#start), 1), 'float32');
  }

  imitate(observations: tf.Tensor2D, actions: tf.Tensor2D): tf.Scalar {
    const loss = this.#actorOptimizer.minimize(() =>
      tf.neg(tf.mean(this.logProbabilities(observations, actions))),
    );
    this.#acting.follow();
    return loss;
  }

  logProbabilities(observations: tf.Tensor2D, actions: tf.Tensor2D): tf.Tensor1D {
    const { logProbabilities } = this.#distribution(this.#scaling.apply(observations));
    return tf.sum(tf.mul(logProbabilities, actions), 1);
  }

  scaleLearningRates(factor: number): void {
    const { learningRate, actorLearningRate = learningRate } = this.#options;
    this.#actorOptimizer.learningRate = factor * actorLearningRate;
    this.#criticOptimizer.learningRate = factor * learningRate;
    this.#entropyCoefficient.setLearningRate(factor * learningRate);
  }

  scaleEntropyCoefficient(factor: number): void {
    this.#entropyCoefficient.scale(factor);
  }

  observe(observation: Float32Array): void {
    this.#scaling.observe(observation);
  }

  commit(): void {
    this.#scaling.commit();
    this.#acting.changed();
  }

  policySnapshot(): Snapshot {
    return snapshotParts(this.#policyParts());
  }

  /** Puts the policy of a snapshot back, without replay or optimizers. */
  restorePolicy(snapshot: Snapshot): void {
    this.#acting.changed();
    restoreParts(this.#policyParts(), snapshot);
  }

  snapshot(): Snapshot {
    return snapshotParts(this.#parts());
  }

  restore(snapshot: Snapshot): void {
    this.#acting.changed();
    restoreParts(this.#parts(), snapshot);
  }

  /** Frees tensors and other memory that the garbage collector does not see; not to be used afterwards. */
  dispose(): void {
    disposeParts(this.#parts());
  }

  /** `[B, n]` each. */
  #distribution(scaledObservations: tf.Tensor2D): {
    probabilities: tf.Tensor2D;
    logProbabilities: tf.Tensor2D;
  } {
    const logProbabilities = tf.logSoftmax(this.#actor.apply(scaledObservations)) as tf.Tensor2D;
    return { probabilities: tf.exp(logProbabilities), logProbabilities };
  }

  #policyParts() {
    return { ...this.#acting.parts(), observations: this.#scaling };
  }

  #parts() {
    return {
      ...this.#policyParts(),
      critics: this.#critics,
      targetCritics: this.#targetCritics,
      actorOptimizer: this.#actorOptimizer,
      criticOptimizer: this.#criticOptimizer,
      entropyCoefficient: this.#entropyCoefficient,
    };
  }
}
