import {
  defineComponent,
  extensionPoints,
  readEpisodes,
  type Episode,
  type IterationReport,
  type PolicyOptimizer,
  type RewardModel,
  type RewardOptimizer,
  type Snapshot,
} from '@minorant/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

const options = z.strictObject({
  policyRounds: z.int().positive().default(1).describe('Rounds of policy improvement in each iteration'),
  rolloutSteps: z.int().positive().default(200).describe('Steps of fresh episodes in each iteration'),
  rewardSteps: z.int().positive().default(5).describe('Gradient steps on the reward in each iteration'),
  learningRate: z.number().positive().default(0.01).describe('Step size of the gradient steps'),
  decay: z
    .number()
    .nonnegative()
    .default(0.01)
    .describe('Weight of the mean square reward, which keeps it small'),
});

/**
 * Matches moments: raises the reward of the expert's steps and lowers it of the policy's own, by plain gradient ascent.
 * The reward is any reward model, the policy any policy optimizer.
 */
export class TemplateNameAlgorithm implements RewardOptimizer {
  readonly specificationVersion = 'v1';
  readonly reward: RewardModel;
  readonly policy: PolicyOptimizer;
  readonly #expert: readonly Episode[];
  readonly #options: z.output<typeof options>;

  constructor(
    parts: {
      readonly reward: RewardModel;
      readonly policy: PolicyOptimizer;
      readonly expert: readonly Episode[];
    },
    validated: z.output<typeof options>,
  ) {
    this.reward = parts.reward;
    this.policy = parts.policy;
    this.#expert = parts.expert;
    this.#options = validated;
  }

  async iterate({ signal }: { readonly signal?: AbortSignal } = {}): Promise<IterationReport> {
    const { policyRounds, rolloutSteps } = this.#options;
    const abort = signal ? { signal } : {};
    const { metrics } = await this.policy.improve({ reward: this.reward, rounds: policyRounds, ...abort });
    const own = await this.policy.rollout({ minimumSteps: rolloutSteps, ...abort });
    const gap = own.length > 0 ? this.#learn(own) : 0;
    return { metrics: { ...metrics, 'reward/gap': gap } };
  }

  /** Returns the expert's mean reward less the policy's, after the steps. */
  #learn(own: readonly Episode[]): number {
    const optimizer = tf.train.sgd(this.#options.learningRate);
    const batches = { expert: toBatch(this.#expert), own: toBatch(own) };
    const gap = (): tf.Scalar =>
      tf.sub(tf.mean(this.reward.forward(batches.expert)), tf.mean(this.reward.forward(batches.own)));
    const size = (): tf.Scalar => tf.mean(tf.square(this.reward.forward(batches.expert)));
    for (let i = 0; i < this.#options.rewardSteps; i++) {
      optimizer.minimize(() => tf.sub<tf.Scalar>(tf.mul(this.#options.decay, size()), gap()), false, [
        ...this.reward.variables,
      ]);
    }
    const found = tf.tidy(() => gap().dataSync()[0]!);
    tf.dispose([batches.expert, batches.own]);
    optimizer.dispose();
    return found;
  }

  async snapshot(): Promise<Snapshot> {
    return { parts: { reward: await this.reward.snapshot(), policy: await this.policy.snapshot() } };
  }

  async restore({ parts }: Snapshot): Promise<void> {
    await this.reward.restore(parts!['reward']!);
    await this.policy.restore(parts!['policy']!);
  }

  dispose(): void {
    this.policy.dispose();
    this.reward.dispose();
  }
}

/** All steps of episodes as tensors; whoever asks disposes of them. */
function toBatch(episodes: readonly Episode[]) {
  const { observationSize, actionSize } = episodes[0]!;
  const steps = episodes.reduce((sum, { length }) => sum + length, 0);
  const rows = (part: (episode: Episode) => Float64Array): number[] =>
    episodes.flatMap((episode) => [...part(episode)]);
  return {
    observations: tf.tensor2d(
      rows(({ observations, length }) => observations.subarray(0, length * observationSize)),
      [steps, observationSize],
    ),
    actions: tf.tensor2d(
      rows(({ actions }) => actions),
      [steps, actionSize],
    ),
  };
}

export const templateNameComponent = defineComponent(extensionPoints.rewardOptimizer, {
  id: 'template-name',
  description: "Raises the reward of the expert's steps and lowers it of the policy's.",
  optionsSchema: options,
  uses: ['environment', 'demonstrations', 'reward', 'policy'],
  async create(validated, context) {
    if (!context.demonstrations) throw new TypeError('template-name needs demonstrations.');
    return new TemplateNameAlgorithm(
      {
        expert: await readEpisodes(context.demonstrations),
        // What the configuration chooses for these, or else this.
        reward: await context.create(extensionPoints.rewardModel, {
          id: 'mlp',
          inputs: ['observation', 'action'],
        }),
        policy: await context.create(extensionPoints.policyOptimizer, 'sac'),
      },
      validated,
    );
  },
});
