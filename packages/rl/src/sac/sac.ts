import * as tf from '@tensorflow/tfjs';
import { Mlp } from '@minorant/compile';
import type { RandomStream, RandomStreams } from '@minorant/core';

import type { TransitionBatch } from '../replay/transition.js';
import type { ObservationScaling } from '../spaces/observation-scaling.js';
import type { ActionScale } from './action-scale.js';
import type { CriticObjective } from './critic-objective.js';
import { release } from './release.js';
import type { SacOptions } from './sac-options.js';
import { SoftActorCritic } from './soft-actor-critic.js';
import {
  sampleSquashedGaussian,
  squashedGaussianAction,
  squashedGaussianLogProbability,
} from './squashed-gaussian.js';

/** The random numbers of one update: standard normal, `[B, A]` each. */
export interface SacNoise extends tf.TensorContainerObject {
  /** For actions at the next observations, `[B, actionSize]`, standard normal. */
  readonly next: tf.Tensor2D;
  /** For actions at the present observations, `[B, actionSize]`, standard normal. */
  readonly current: tf.Tensor2D;
}

/**
 * Soft actor-critic for continuous actions (Haarnoja et al. 2018a, arXiv 1801.01290, with the learnt temperature of
 * 2018b, arXiv 1812.05905), with the details of Stable-Baselines3: twin critics and no state-value network, a squashed
 * Gaussian with a state-dependent standard deviation, Adam, targets by polyak averaging.
 */
export class Sac extends SoftActorCritic {
  readonly #gamma: number;
  readonly #actionSize: number;
  readonly #scale: ActionScale;
  readonly #criticObjective: CriticObjective | undefined;

  constructor(setup: {
    readonly options: SacOptions;
    readonly observationSize: number;
    readonly scale: ActionScale;
    readonly scaling: ObservationScaling;
    readonly random: RandomStreams;
    /** What the critics lower in place of the Bellman error. */
    readonly criticObjective?: CriticObjective;
    /** How many critics there are; the smallest value counts. @defaultValue 2 */
    readonly criticCount?: number;
  }) {
    const { options, observationSize, scale, scaling, random, criticCount = 2 } = setup;
    const { hidden } = options;
    const actionSize = scale.half.length;
    const actor = new Mlp({
      ...{ inputs: observationSize, hidden, outputs: 2 * actionSize, activation: 'relu', name: 'actor' },
      random: random.stream('policy/actor'),
    });
    const critics = new Mlp({
      ...{ inputs: observationSize + actionSize, hidden, outputs: 1, activation: 'relu', name: 'critics' },
      ...{ layerNorm: options.criticLayerNorm, count: criticCount, random: random.stream('policy/critics') },
    });
    super({ options, scaling, actor, critics, targetEntropy: -actionSize });
    this.#gamma = options.gamma;
    this.#actionSize = actionSize;
    this.#scale = scale;
    this.#criticObjective = setup.criticObjective;
  }

  noise(batchSize: number, random: RandomStream): SacNoise {
    const draw = (): tf.Tensor2D =>
      tf.tensor2d(random.fillNormal(new Float32Array(batchSize * this.#actionSize)), [
        batchSize,
        this.#actionSize,
      ]);
    return { next: draw(), current: draw() };
  }

  /**
   * One gradient step on critics, actor and entropy coefficient, then the target networks.
   *
   * @returns scalars: losses, mean Q of the batch, log-probability and the coefficient used
   */
  update(batch: TransitionBatch, noise: SacNoise): Readonly<Record<string, tf.Scalar>> {
    const gamma = this.#gamma;
    const { rewards, terminated } = batch;
    const observations = this.scaling.apply(batch.observations);
    const nextObservations = this.scaling.apply(batch.nextObservations);
    const actions = this.#toUnit(batch.actions);
    const alpha = this.entropyCoefficient.value();

    // Eq. 2 and 3: y = r + gamma (1 - d) (min_i Q'_i(s', a') - alpha log pi(a'|s')), a' ~ pi(.|s').
    const next = this.#sample(nextObservations, noise.next);
    const nextValues = tf.sub(
      minimum(this.targetCritics, nextObservations, next.actions),
      tf.mul(alpha, next.logProbabilities),
    );
    const targets = tf.add(rewards, tf.mul(tf.mul(gamma, tf.sub(1, terminated)), nextValues));

    // Eq. 5: J_Q = sum_i E[1/2 (Q_i(s, a) - y)^2].
    let meanValue!: tf.Scalar;
    const criticLoss = this.criticOptimizer.minimize(() => {
      const values = evaluate(this.critics, observations, actions);
      meanValue = tf.keep(tf.mean(values));
      if (this.#criticObjective) {
        const current = this.#sample(observations, noise.current);
        const currentValues = evaluate(this.critics, observations, current.actions);
        const stateValues = tf.sub<tf.Tensor2D>(currentValues, tf.mul(alpha, current.logProbabilities));
        const nextDiscounted = tf.mul<tf.Tensor1D>(tf.mul(gamma, tf.sub(1, terminated)), nextValues);
        const { demonstration } = batch;
        return this.#criticObjective({ values, stateValues, nextDiscounted, demonstration, discount: gamma });
      }
      return tf.mul(0.5, tf.sum(tf.mean(tf.squaredDifference(values, targets), 1)));
    });

    // Eq. 7: J_pi = E[alpha log pi(a|s) - min_i Q_i(s, a)], a = f(s, noise).
    let logProbability!: tf.Scalar;
    const actorLoss = this.actorOptimizer.minimize(() => {
      const current = this.#sample(observations, noise.current);
      logProbability = tf.keep(tf.mean(current.logProbabilities));
      const values = minimum(this.critics, observations, current.actions);
      return tf.mean(tf.sub(tf.mul(alpha, current.logProbabilities), values));
    });

    this.acting.follow();

    // 2018b, Eq. 18: J_alpha = E[-log alpha (log pi(a|s) + target entropy)].
    const meanLogProbability = release(logProbability);
    const entropyLoss = this.entropyCoefficient.update(meanLogProbability);

    this.followCritics();

    return {
      'train/critic_loss': criticLoss,
      'train/actor_loss': actorLoss,
      'train/ent_coef': alpha,
      'train/ent_coef_loss': entropyLoss,
      'train/q_value': release(meanValue),
      'train/entropy': tf.neg(meanLogProbability),
    };
  }

  act(observation: Float32Array, random?: RandomStream): Float32Array {
    const row = this.scaling.applyRow(observation);
    const output = this.acting.outputs(row, random !== undefined);
    const unit = squashedGaussianAction(output, random && (() => random.normal()));
    return Float32Array.from(unit, (value, i) => this.#scale.centre[i]! + this.#scale.half[i]! * value);
  }

  mostLikelyActions(observations: tf.Tensor2D): tf.Tensor2D {
    const output = this.acting.calm.apply(this.scaling.apply(observations)) as tf.Tensor2D;
    const [mean] = tf.split(output, 2, 1) as [tf.Tensor2D];
    return tf.add(tf.tensor1d(this.#scale.centre), tf.mul(tf.tensor1d(this.#scale.half), tf.tanh(mean)));
  }

  logProbabilities(observations: tf.Tensor2D, actions: tf.Tensor2D): tf.Tensor1D {
    const output = this.actor.apply(this.scaling.apply(observations)) as tf.Tensor2D;
    return squashedGaussianLogProbability(output, this.#toUnit(actions));
  }

  #sample(scaledObservations: tf.Tensor2D, noise: tf.Tensor2D) {
    return sampleSquashedGaussian(this.actor.apply(scaledObservations) as tf.Tensor2D, noise);
  }

  /** Actions from the environment's units to `[-1, 1]`. */
  #toUnit(actions: tf.Tensor2D): tf.Tensor2D {
    return tf.div(tf.sub(actions, tf.tensor1d(this.#scale.centre)), tf.tensor1d(this.#scale.half));
  }
}

/** `[C, B]`, all critics' values. */
function evaluate(critics: Mlp, observations: tf.Tensor2D, actions: tf.Tensor2D): tf.Tensor2D {
  return tf.squeeze(critics.apply(tf.concat([observations, actions], 1)), [2]);
}

/** `[B]`, the smallest of the critics' values. */
function minimum(critics: Mlp, observations: tf.Tensor2D, actions: tf.Tensor2D): tf.Tensor1D {
  return tf.min(evaluate(critics, observations, actions), 0);
}
