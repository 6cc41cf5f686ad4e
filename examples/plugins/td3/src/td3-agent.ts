import { Adam, Mlp } from '@minorant/compile';
import type { RandomStream, RandomStreams, Snapshot } from '@minorant/core';
import type { Agent, TransitionBatch } from '@minorant/rl';
import * as tf from '@tensorflow/tfjs';

import type { Td3Options } from './td3-options.js';

/** What is random or scheduled in one update. */
export interface Td3Noise extends tf.TensorContainerObject {
  /** Standard normal, `[B, actionSize]`. */
  readonly smoothing: tf.Tensor2D;
  /** Whether this update moves the policy and the targets. */
  readonly movesPolicy: tf.Scalar;
}

/**
 * Twin Delayed Deep Deterministic policy gradient (Fujimoto et al., 2018, Algorithm 1). `OffPolicyOptimizer` does the
 * rest: collecting, replay, counting. Networks work on actions scaled to `[-1, 1]`.
 *
 * The update is compiled into one graph, which has no branches: the delayed steps are computed each time and kept in
 * every `policyDelay`-th update.
 */
export class Td3Agent implements Agent {
  readonly #options: Td3Options;
  readonly #centre: Float32Array;
  readonly #half: Float32Array;
  readonly #actor: Mlp;
  readonly #targetActor: Mlp;
  /** Both in one stack: `[2, P]`. */
  readonly #critics: Mlp;
  readonly #targetCritics: Mlp;
  readonly #actorOptimizer: Adam;
  readonly #criticOptimizer: Adam;
  #updates = 0;

  constructor(setup: {
    readonly options: Td3Options;
    readonly observationSize: number;
    readonly low: Float64Array;
    readonly high: Float64Array;
    readonly random: RandomStreams;
  }) {
    const { options, observationSize, low, high, random } = setup;
    const { hidden, learningRate, actorLearningRate = learningRate } = options;
    this.#options = options;
    this.#centre = Float32Array.from(low, (value, i) => (value + high[i]!) / 2);
    this.#half = Float32Array.from(low, (value, i) => (high[i]! - value) / 2);
    this.#actor = new Mlp({
      ...{
        inputs: observationSize,
        hidden,
        outputs: low.length,
        activation: 'relu',
        outputActivation: 'tanh',
      },
      random: random.stream('policy/actor'),
    });
    this.#critics = new Mlp({
      ...{ inputs: observationSize + low.length, hidden, outputs: 1, activation: 'relu', count: 2 },
      random: random.stream('policy/critics'),
    });
    this.#targetActor = this.#actor.clone();
    this.#targetCritics = this.#critics.clone();
    this.#actorOptimizer = new Adam([this.#actor.parameters], { learningRate: actorLearningRate });
    this.#criticOptimizer = new Adam([this.#critics.parameters], { learningRate });
  }

  noise(batchSize: number, random: RandomStream): Td3Noise {
    const size = this.#half.length;
    this.#updates += 1;
    return {
      smoothing: tf.tensor2d(random.fillNormal(new Float32Array(batchSize * size)), [batchSize, size]),
      movesPolicy: tf.scalar(this.#updates % this.#options.policyDelay === 0 ? 1 : 0),
    };
  }

  update(batch: TransitionBatch, { smoothing, movesPolicy }: Td3Noise): Readonly<Record<string, tf.Scalar>> {
    const { gamma, tau, targetPolicyNoise, targetNoiseClip } = this.#options;
    const { observations, nextObservations, rewards, terminated } = batch;
    const actions = tf.div<tf.Tensor2D>(
      tf.sub(batch.actions, tf.tensor1d(this.#centre)),
      tf.tensor1d(this.#half),
    );

    // Target policy smoothing: a~ = pi'(s') + clip(N(0, sigma), -c, c).
    const noise = tf.clipByValue(tf.mul(smoothing, targetPolicyNoise), -targetNoiseClip, targetNoiseClip);
    const nextActions = tf.clipByValue<tf.Tensor2D>(
      tf.add(this.#targetActor.apply(nextObservations), noise),
      -1,
      1,
    );
    // Clipped double Q-learning: y = r + gamma min_i Q'_i(s', a~).
    const nextValues = tf.min(values(this.#targetCritics, nextObservations, nextActions), 0);
    const targets = tf.add(rewards, tf.mul(tf.mul(gamma, tf.sub(1, terminated)), nextValues));
    const criticLoss = this.#criticOptimizer.minimize(() =>
      tf.sum(tf.mean(tf.squaredDifference(values(this.#critics, observations, actions), targets), 1)),
    );

    // Delayed: the deterministic policy gradient through the first critic, then the targets.
    const isMoving = tf.greater(movesPolicy, 0.5);
    const actorLoss = keepIf(isMoving, [...this.#actorOptimizer.variables, this.#actor.parameters], () =>
      this.#actorOptimizer.minimize(() => {
        const own = this.#actor.apply(observations) as tf.Tensor2D;
        const [first] = tf.unstack(values(this.#critics, observations, own));
        return tf.neg(tf.mean(first!));
      }),
    );
    for (const [target, source] of [
      [this.#targetActor.parameters, this.#actor.parameters],
      [this.#targetCritics.parameters, this.#critics.parameters],
    ] as const) {
      const moved = tf.add(tf.mul(target, 1 - tau), tf.mul(source, tau));
      target.assign(tf.where(isMoving, moved, target));
    }
    return { 'train/critic_loss': criticLoss, 'train/actor_loss': actorLoss };
  }

  act(observation: Float32Array, random?: RandomStream): Float32Array {
    const { actionNoise } = this.#options;
    return this.#actor.applyArrays(observation).map((mean, i) => {
      const unit = random ? mean + actionNoise * random.normal() : mean;
      return this.#centre[i]! + this.#half[i]! * Math.min(Math.max(unit, -1), 1);
    });
  }

  mostLikelyActions(observations: tf.Tensor2D): tf.Tensor2D {
    return tf.add(
      tf.tensor1d(this.#centre),
      tf.mul(tf.tensor1d(this.#half), this.#actor.apply(observations)),
    );
  }

  /** Regression, since a deterministic policy has no likelihood: half the mean squared error of scaled actions. */
  imitate(observations: tf.Tensor2D, actions: tf.Tensor2D): tf.Scalar {
    const unit = tf.div(tf.sub(actions, tf.tensor1d(this.#centre)), tf.tensor1d(this.#half));
    return this.#actorOptimizer.minimize(() =>
      tf.mul(0.5, tf.mean(tf.squaredDifference(this.#actor.apply(observations), unit))),
    );
  }

  scaleLearningRates(factor: number): void {
    const { learningRate, actorLearningRate = learningRate } = this.#options;
    this.#actorOptimizer.learningRate = factor * actorLearningRate;
    this.#criticOptimizer.learningRate = factor * learningRate;
  }

  observe(): void {
    // Observations are not normalised.
  }

  commit(): void {
    // Acting reads the actor's parameters in place.
  }

  policySnapshot(): Snapshot {
    return { parts: { actor: this.#actor.snapshot() } };
  }

  restorePolicy({ parts }: Snapshot): void {
    this.#actor.restore(parts!['actor']!);
  }

  snapshot(): Snapshot {
    const parts = Object.entries(this.#parts()).map(([name, part]) => [name, part.snapshot()] as const);
    return { parts: Object.fromEntries(parts), values: { updates: this.#updates } };
  }

  restore({ parts, values: saved }: Snapshot): void {
    for (const [name, part] of Object.entries(this.#parts())) part.restore(parts![name]!);
    this.#updates = saved!['updates'] as number;
  }

  dispose(): void {
    for (const part of Object.values(this.#parts())) part.dispose();
  }

  #parts(): Record<string, Mlp | Adam> {
    return {
      actor: this.#actor,
      targetActor: this.#targetActor,
      critics: this.#critics,
      targetCritics: this.#targetCritics,
      actorOptimizer: this.#actorOptimizer,
      criticOptimizer: this.#criticOptimizer,
    };
  }
}

/** `[2, B]` */
function values(critics: Mlp, observations: tf.Tensor2D, actions: tf.Tensor2D): tf.Tensor2D {
  return tf.squeeze(critics.apply(tf.concat([observations, actions], 1)), [2]);
}

/** What `change` returns; its changes of the variables are taken back where the condition is false. */
function keepIf<T>(condition: tf.Tensor, variables: readonly tf.Variable[], change: () => T): T {
  const before = variables.map((variable) => tf.clone(variable));
  const result = change();
  for (const [i, variable] of variables.entries()) variable.assign(tf.where(condition, variable, before[i]!));
  return result;
}
