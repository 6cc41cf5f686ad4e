import { Adam, Mlp } from '@minorant/compile';
import {
  defineComponent,
  extensionPoints,
  type RandomStream,
  type RandomStreams,
  type Snapshot,
} from '@minorant/core';
import { OffPolicyOptimizer, offPolicyOptionsSchema, type Agent, type TransitionBatch } from '@minorant/rl';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

// Replay, collection and counting are OffPolicyOptimizer's, with its options; here is what is learnt and how.
const options = offPolicyOptionsSchema
  .omit({
    entropyCoefficient: true,
    initialEntropyCoefficient: true,
    annealEntropyCoefficient: true,
    averagePolicy: true,
    normalizeObservations: true,
    clipObservations: true,
  })
  .extend({
    noise: z.number().positive().default(0.1).describe('Standard deviation of the noise on actions'),
  });
type Options = z.output<typeof options>;

/** Deterministic policy gradient (Lillicrap et al., 2016): `a = centre + half * tanh(actor(s))`, one critic. */
class TemplateNameAgent implements Agent {
  readonly #options: Options;
  readonly #centre: Float32Array;
  readonly #half: Float32Array;
  readonly #networks: {
    readonly actor: Mlp;
    readonly critic: Mlp;
    readonly targetActor: Mlp;
    readonly targetCritic: Mlp;
  };
  readonly #optimizers: { readonly actor: Adam; readonly critic: Adam };

  constructor(setup: {
    readonly options: Options;
    readonly observationSize: number;
    readonly low: Float64Array;
    readonly high: Float64Array;
    readonly random: RandomStreams;
  }) {
    const { low, high, observationSize, random } = setup;
    const { hidden, learningRate, actorLearningRate } = setup.options;
    this.#options = setup.options;
    this.#centre = Float32Array.from(low, (value, i) => (value + high[i]!) / 2);
    this.#half = Float32Array.from(low, (value, i) => (high[i]! - value) / 2);
    const actionSize = low.length;
    const actor = new Mlp({
      ...{
        inputs: observationSize,
        hidden,
        outputs: actionSize,
        activation: 'relu',
        outputActivation: 'tanh',
      },
      random: random.stream('policy/actor'),
    });
    const critic = new Mlp({
      ...{ inputs: observationSize + actionSize, hidden, outputs: 1, activation: 'relu' },
      random: random.stream('policy/critic'),
    });
    this.#networks = { actor, critic, targetActor: actor.clone(), targetCritic: critic.clone() };
    this.#optimizers = {
      actor: new Adam([actor.parameters], { learningRate: actorLearningRate ?? learningRate }),
      critic: new Adam([critic.parameters], { learningRate }),
    };
  }

  /** What is random in an update comes in as an argument; this update needs nothing. */
  noise(): tf.TensorContainerObject {
    return {};
  }

  /** A pure function of the batch and the variables: it is compiled into one graph. */
  update({ observations, actions, rewards, nextObservations, terminated }: TransitionBatch) {
    const { gamma, tau } = this.#options;
    const { actor, critic, targetActor, targetCritic } = this.#networks;
    const next = value(targetCritic, nextObservations, targetActor.apply(nextObservations) as tf.Tensor2D);
    const targets = tf.add(rewards, tf.mul(tf.mul(gamma, tf.sub(1, terminated)), next));
    const unit = tf.div<tf.Tensor2D>(tf.sub(actions, this.#centre), this.#half);
    const criticLoss = this.#optimizers.critic.minimize(() =>
      tf.mean(tf.squaredDifference(value(critic, observations, unit), targets)),
    );
    const actorLoss = this.#optimizers.actor.minimize(() =>
      tf.neg(tf.mean(value(critic, observations, actor.apply(observations) as tf.Tensor2D))),
    );
    for (const [target, source] of [
      [targetActor, actor],
      [targetCritic, critic],
    ] as const) {
      target.parameters.assign(tf.add(tf.mul(target.parameters, 1 - tau), tf.mul(source.parameters, tau)));
    }
    return { 'train/critic_loss': criticLoss, 'train/actor_loss': actorLoss };
  }

  act(observation: Float32Array, random?: RandomStream): Float32Array {
    const unit = this.#networks.actor.applyArrays(observation);
    return unit.map((mean, i) => {
      const noisy = random ? mean + this.#options.noise * random.normal() : mean;
      return this.#centre[i]! + this.#half[i]! * Math.min(Math.max(noisy, -1), 1);
    });
  }

  mostLikelyActions(observations: tf.Tensor2D): tf.Tensor2D {
    const unit = this.#networks.actor.apply(observations) as tf.Tensor2D;
    return tf.add(this.#centre, tf.mul(this.#half, unit));
  }

  /** Regression, where a deterministic policy has no likelihood: half the mean squared error. */
  imitate(observations: tf.Tensor2D, actions: tf.Tensor2D): tf.Scalar {
    return this.#optimizers.actor.minimize(() =>
      tf.mul(0.5, tf.mean(tf.squaredDifference(this.mostLikelyActions(observations), actions))),
    );
  }

  /** For learning rates that fall during a run. */
  scaleLearningRates(factor: number): void {
    const { learningRate, actorLearningRate } = this.#options;
    this.#optimizers.actor.learningRate = factor * (actorLearningRate ?? learningRate);
    this.#optimizers.critic.learningRate = factor * learningRate;
  }

  observe(): void {
    // Nothing is normalised by what was seen.
  }

  commit(): void {
    // Nothing is kept between updates.
  }

  policySnapshot(): Snapshot {
    return { parts: { actor: this.#networks.actor.snapshot() } };
  }

  restorePolicy({ parts }: Snapshot): void {
    this.#networks.actor.restore(parts!['actor']!);
  }

  snapshot(): Snapshot {
    return { parts: Object.fromEntries(this.#parts().map(([name, part]) => [name, part.snapshot()])) };
  }

  restore({ parts }: Snapshot): void {
    for (const [name, part] of this.#parts()) part.restore(parts![name]!);
  }

  dispose(): void {
    for (const [, part] of this.#parts()) part.dispose();
  }

  #parts(): [string, Mlp | Adam][] {
    const { actor, critic } = this.#optimizers;
    return Object.entries({ ...this.#networks, actorOptimizer: actor, criticOptimizer: critic });
  }
}

/** `[B]` */
function value(critic: Mlp, observations: tf.Tensor2D, actions: tf.Tensor2D): tf.Tensor1D {
  return tf.reshape<tf.Rank.R1>(critic.apply(tf.concat([observations, actions], 1)), [observations.shape[0]]);
}

export const templateNameComponent = defineComponent(extensionPoints.policyOptimizer, {
  id: 'template-name',
  description: 'Deterministic policy gradient with one critic.',
  optionsSchema: options,
  uses: ['environment'],
  create(validated, context) {
    const { environment, random } = context;
    if (environment?.observationSpace.kind !== 'box' || environment.actionSpace.kind !== 'box') {
      throw new TypeError('template-name needs an environment whose observations and actions are boxes.');
    }
    const { low, high } = environment.actionSpace;
    const observationSize = environment.observationSpace.low.length;
    const agent = new TemplateNameAgent({ options: validated, observationSize, low, high, random });
    return new OffPolicyOptimizer({
      ...{ agent, environment, context },
      // The options of the others that do not apply have no effect here.
      options: { ...offPolicyOptionsSchema.parse({}), ...validated },
    });
  },
});
