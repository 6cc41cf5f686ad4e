import * as tf from '@tensorflow/tfjs';
import { Adam, type Mlp } from '@minorant/compile';
import type { RandomStream, Snapshot } from '@minorant/core';

import type { TransitionBatch } from '../replay/transition.js';
import type { ObservationScaling } from '../spaces/observation-scaling.js';
import { ActingNetworks } from './acting-networks.js';
import type { Agent } from './agent.js';
import { EntropyCoefficient } from './entropy-coefficient.js';
import { disposeParts, restoreParts, snapshotParts } from './parts.js';
import type { SacOptions } from './sac-options.js';

/**
 * What soft actor-critic has for either kind of actions: networks, their optimizers, the entropy coefficient, and the keeping of
 * all of them. How it acts and learns is told by {@link Sac} and {@link SacDiscrete}.
 */
export abstract class SoftActorCritic implements Agent {
  protected readonly scaling: ObservationScaling;
  protected readonly actor: Mlp;
  /** All critics in one stack. */
  protected readonly critics: Mlp;
  protected readonly targetCritics: Mlp;
  protected readonly entropyCoefficient: EntropyCoefficient;
  protected readonly acting: ActingNetworks;
  protected readonly actorOptimizer: Adam;
  protected readonly criticOptimizer: Adam;
  readonly #learningRate: number;
  readonly #actorLearningRate: number;
  readonly #tau: number;

  constructor(setup: {
    readonly options: SacOptions;
    readonly scaling: ObservationScaling;
    readonly actor: Mlp;
    readonly critics: Mlp;
    /** What `auto` stands for. */
    readonly targetEntropy: number;
  }) {
    const { options, scaling, actor, critics, targetEntropy } = setup;
    const { learningRate, entropyCoefficient } = options;
    this.#learningRate = learningRate;
    this.#actorLearningRate = options.actorLearningRate ?? learningRate;
    this.#tau = options.tau;
    this.scaling = scaling;
    this.actor = actor;
    this.critics = critics;
    this.targetCritics = critics.clone();
    this.acting = new ActingNetworks(actor, options.averagePolicy);
    this.actorOptimizer = new Adam([actor.parameters], { learningRate: this.#actorLearningRate });
    this.criticOptimizer = new Adam([critics.parameters], { learningRate });
    this.entropyCoefficient = new EntropyCoefficient({
      value: entropyCoefficient === 'auto' ? options.initialEntropyCoefficient : entropyCoefficient,
      automatic: entropyCoefficient === 'auto',
      targetEntropy: options.targetEntropy === 'auto' ? targetEntropy : options.targetEntropy,
      learningRate,
    });
  }

  abstract noise(batchSize: number, random: RandomStream): tf.TensorContainerObject;
  abstract update(
    batch: TransitionBatch,
    noise: tf.TensorContainerObject,
  ): Readonly<Record<string, tf.Scalar>>;
  abstract act(observation: Float32Array, random?: RandomStream): Float32Array;
  abstract mostLikelyActions(observations: tf.Tensor2D): tf.Tensor2D;
  abstract logProbabilities(observations: tf.Tensor2D, actions: tf.Tensor2D): tf.Tensor1D;

  imitate(observations: tf.Tensor2D, actions: tf.Tensor2D): tf.Scalar {
    const loss = this.actorOptimizer.minimize(() =>
      tf.neg(tf.mean(this.logProbabilities(observations, actions))),
    );
    this.acting.follow();
    return loss;
  }

  /** Moves the target networks towards the critics (polyak averaging). */
  protected followCritics(): void {
    const target = this.targetCritics.parameters;
    target.assign(tf.add(tf.mul(target, 1 - this.#tau), tf.mul(this.critics.parameters, this.#tau)));
  }

  scaleLearningRates(factor: number): void {
    this.actorOptimizer.learningRate = factor * this.#actorLearningRate;
    this.criticOptimizer.learningRate = factor * this.#learningRate;
    this.entropyCoefficient.setLearningRate(factor * this.#learningRate);
  }

  scaleEntropyCoefficient(factor: number): void {
    this.entropyCoefficient.scale(factor);
  }

  observe(observation: Float32Array): void {
    this.scaling.observe(observation);
  }

  commit(): void {
    this.scaling.commit();
    this.acting.changed();
  }

  policySnapshot(): Snapshot {
    return snapshotParts(this.#policyParts());
  }

  /** Puts the policy of a snapshot back, without replay or optimizers. */
  restorePolicy(snapshot: Snapshot): void {
    this.acting.changed();
    restoreParts(this.#policyParts(), snapshot);
  }

  snapshot(): Snapshot {
    return snapshotParts(this.#parts());
  }

  restore(snapshot: Snapshot): void {
    this.acting.changed();
    restoreParts(this.#parts(), snapshot);
  }

  /** Frees tensors and other memory that the garbage collector does not see; not to be used afterwards. */
  dispose(): void {
    disposeParts(this.#parts());
  }

  #policyParts() {
    return { ...this.acting.parts(), observations: this.scaling };
  }

  #parts() {
    return {
      ...this.#policyParts(),
      critics: this.critics,
      targetCritics: this.targetCritics,
      actorOptimizer: this.actorOptimizer,
      criticOptimizer: this.criticOptimizer,
      entropyCoefficient: this.entropyCoefficient,
    };
  }
}
