import * as tf from '@tensorflow/tfjs';
import { Mlp } from '@minorant/compile';
import type { RandomStream, RandomStreams } from '@minorant/core';

import type { TransitionBatch } from '../replay/transition.js';
import { release } from '../sac/release.js';
import type { SacDiscreteOptions } from '../sac/sac-options.js';
import { SoftActorCritic } from '../sac/soft-actor-critic.js';
import type { ObservationScaling } from '../spaces/observation-scaling.js';
import { categoricalAction } from './categorical-action.js';

/** The default target is this share of the entropy of uniform actions (Christodoulou 2019, Appendix). */
const TARGET_ENTROPY_SHARE = 0.98;

/**
 * Soft actor-critic for discrete actions (Christodoulou 2019, arXiv 1910.07207): the critics give the value of every
 * action at once, so expectations over the policy are sums instead of samples and no noise is drawn.
 */
export class SacDiscrete extends SoftActorCritic {
  readonly #gamma: number;
  readonly #start: number;

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
    const shape = {
      inputs: observationSize,
      hidden: options.hidden,
      outputs: actions,
      activation: 'relu',
    } as const;
    super({
      options,
      scaling,
      // Observation to logits, `[B, n]`.
      actor: new Mlp({ ...shape, name: 'actor', random: random.stream('policy/actor') }),
      // Observation to values, `[2, B, n]`.
      critics: new Mlp({
        ...shape,
        name: 'critics',
        count: 2,
        layerNorm: options.criticLayerNorm,
        random: random.stream('policy/critics'),
      }),
      targetEntropy: TARGET_ENTROPY_SHARE * Math.log(actions),
    });
    this.#gamma = options.gamma;
    this.#start = setup.start ?? 0;
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
    const gamma = this.#gamma;
    const { actions, rewards, terminated } = batch;
    const observations = this.scaling.apply(batch.observations);
    const nextObservations = this.scaling.apply(batch.nextObservations);
    const alpha = this.entropyCoefficient.value();

    // Eq. 10: V(s') = sum_a pi(a|s') (min_i Q'_i(s', a) - alpha log pi(a|s')), y = r + gamma (1 - d) V(s').
    const next = this.#distribution(nextObservations);
    const nextValues = tf.sub(
      tf.min(this.targetCritics.apply(nextObservations), 0),
      tf.mul(alpha, next.logProbabilities),
    );
    const expected = tf.sum(tf.mul(next.probabilities, nextValues), 1);
    const targets = tf.add(rewards, tf.mul(tf.mul(gamma, tf.sub(1, terminated)), expected));

    // J_Q = sum_i E[1/2 (Q_i(s, a) - y)^2]; actions are one-hot rows, which pick the value of the action taken.
    let meanValue!: tf.Scalar;
    const criticLoss = this.criticOptimizer.minimize(() => {
      const values = tf.sum(tf.mul(this.critics.apply(observations), actions), 2);
      meanValue = tf.keep(tf.mean(values));
      return tf.mul(0.5, tf.sum(tf.mean(tf.squaredDifference(values, targets), 1)));
    });

    // Eq. 12: J_pi = E[sum_a pi(a|s) (alpha log pi(a|s) - min_i Q_i(s, a))].
    const values = tf.min(this.critics.apply(observations), 0);
    let entropy!: tf.Scalar;
    const actorLoss = this.actorOptimizer.minimize(() => {
      const { probabilities, logProbabilities } = this.#distribution(observations);
      entropy = tf.keep(tf.neg(tf.mean(tf.sum(tf.mul(probabilities, logProbabilities), 1))));
      const perAction = tf.sub(tf.mul(alpha, logProbabilities), values);
      return tf.mean(tf.sum(tf.mul(probabilities, perAction), 1));
    });

    this.acting.follow();

    // Eq. 11: J_alpha = E[sum_a pi(a|s) (-log alpha (log pi(a|s) + target entropy))].
    const meanEntropy = release(entropy);
    const entropyLoss = this.entropyCoefficient.update(tf.neg(meanEntropy));

    this.followCritics();

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
    const logits = this.acting.outputs(this.scaling.applyRow(observation), random !== undefined);
    const row = new Float32Array(logits.length);
    row[categoricalAction(logits, random)] = 1;
    return row;
  }

  mostLikelyActions(observations: tf.Tensor2D): tf.Tensor2D {
    const logits = this.acting.calm.apply(this.scaling.apply(observations));
    return tf.cast(tf.expandDims(tf.add(tf.argMax(logits, 1), this.#start), 1), 'float32');
  }

  logProbabilities(observations: tf.Tensor2D, actions: tf.Tensor2D): tf.Tensor1D {
    const { logProbabilities } = this.#distribution(this.scaling.apply(observations));
    return tf.sum(tf.mul(logProbabilities, actions), 1);
  }

  /** `[B, n]` each. */
  #distribution(scaledObservations: tf.Tensor2D): {
    probabilities: tf.Tensor2D;
    logProbabilities: tf.Tensor2D;
  } {
    const logProbabilities = tf.logSoftmax(this.actor.apply(scaledObservations)) as tf.Tensor2D;
    return { probabilities: tf.exp(logProbabilities), logProbabilities };
  }
}
