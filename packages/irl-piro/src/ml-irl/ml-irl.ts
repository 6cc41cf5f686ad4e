import * as tf from '@tensorflow/tfjs';
import { Adam, compile } from '@minorant/compile';
import {
  checkLearnsFromReward,
  type IterationReport,
  type PolicyOptimizer,
  type RandomStream,
  type RewardModel,
  type RewardOptimizer,
  type Snapshot,
  type StepCounter,
} from '@minorant/core';

import { errors } from '../errors.js';
import { annealedRate, type MlIrlOptions } from '../piro/piro-options.js';
import {
  endMetrics,
  expectation,
  regularisedSurrogate,
  rewardByEnd,
  rowRewards,
} from '../piro/reward-objective.js';
import { checkDiscount } from '../transitions/check-discount.js';
import type { ImitationTask } from '../transitions/imitation-task.js';
import { PolicyRollouts } from '../transitions/policy-rollouts.js';
import { rowTensors, sampleRows, type RowTensors } from '../transitions/row-tensors.js';
import { padRows } from '../transitions/transition-rows.js';

/** What {@link MlIrl} is made of. */
export interface MlIrlParts {
  /** Environment, demonstrations and how expectations are taken. */
  readonly task: ImitationTask;
  /** The reward model. */
  readonly reward: RewardModel;
  /** The policy optimizer. */
  readonly policy: PolicyOptimizer;
  /** Draws the batches. */
  readonly random: RandomStream;
  /** Environment steps so far, by which the learning rate falls. */
  readonly counter: Pick<StepCounter, 'steps'>;
  /** Whether updates run as one compiled graph or operation by operation. */
  readonly execution: 'compiled' | 'eager';
}

/**
 * Maximum-likelihood IRL (Zeng et al., NeurIPS 2022, arXiv 2210.01808): one policy improvement and one gradient step
 * on the imitation gap in turn. It is what PIRO is with n = 1, and what the published PIRO code does.
 */
export class MlIrl implements RewardOptimizer {
  readonly specificationVersion = 'v1';
  readonly reward: RewardModel;
  readonly policy: PolicyOptimizer;
  readonly #parts: MlIrlParts;
  readonly #options: MlIrlOptions;
  readonly #rollouts: PolicyRollouts;
  readonly #optimizer: Adam;
  readonly #step;
  #iteration = 0;

  /** @throws MinorantError `MNR_RUN_POLICY_IGNORES_REWARD`, `MNR_IRL_DISCOUNT`, or what the policy throws that has no replay for demonstrations. */
  constructor(parts: MlIrlParts, options: MlIrlOptions) {
    const { reward, policy, execution } = parts;
    checkLearnsFromReward('ml-irl', policy);
    checkDiscount('ml-irl', policy, options);
    const task = parts.task.readBy(reward);
    if (options.demonstrationShare > 0) {
      policy.addDemonstrations(task.demonstrations, { share: options.demonstrationShare });
    }
    this.reward = reward;
    this.policy = policy;
    this.#parts = { ...parts, task };
    this.#options = options;
    this.#rollouts = new PolicyRollouts(policy, task, options);
    const { learningRate, weightDecay } = options;
    this.#optimizer = new Adam(reward.variables, { learningRate, weightDecay });
    this.#step = compile(
      (expert: RowTensors, agent: RowTensors) => {
        const before = rowRewards(reward, expert, agent);
        const loss = this.#optimizer.minimize(() => {
          const rewards = rowRewards(reward, expert, agent);
          return tf.neg(regularisedSurrogate(reward, rewards, expert, agent, options));
        });
        return {
          loss,
          expert: expectation(before.expert, expert.weights),
          policy: expectation(before.policy, agent.weights),
          ...rewardByEnd(before.policy, agent),
        };
      },
      { execution, name: 'ml-irl/step' },
    );
  }

  async iterate(options: { readonly signal?: AbortSignal } = {}): Promise<IterationReport> {
    const { task, reward, policy, random, counter } = this.#parts;
    const { policyRounds, expertBatchSize, policyBatchSize } = this.#options;
    const signal = options.signal ? { signal: options.signal } : {};
    const improvement = await policy.improve({ reward, rounds: policyRounds, ...signal });

    this.#optimizer.learningRate = annealedRate(this.#options, counter);
    const agentRows = await this.#rollouts.collect(options.signal);
    if (!agentRows) return { metrics: improvement.metrics };
    const expertRows =
      expertBatchSize === 'all' ? task.expert : sampleRows(task.expert, expertBatchSize, random);
    const policyRows = policyBatchSize === 'all' ? agentRows : sampleRows(agentRows, policyBatchSize, random);
    const expert = rowTensors(padRows(expertRows));
    const agent = rowTensors(padRows(policyRows));
    const scalars = await this.#step(expert, agent);
    const number = (scalar: tf.Tensor): number => scalar.dataSync()[0]!;
    const [loss, expertReward, policyReward] = [
      number(scalars.loss),
      number(scalars.expert),
      number(scalars.policy),
    ];
    const [ended, endedWeight] = [number(scalars.ended), number(scalars.endedWeight)];
    tf.dispose([expert, agent, scalars]);
    if (![loss, expertReward, policyReward].every(Number.isFinite)) {
      throw errors.MNR_IRL_NOT_FINITE({ what: 'The reward loss', iteration: this.#iteration });
    }
    this.#iteration += 1;
    return {
      metrics: {
        ...improvement.metrics,
        ...this.#rollouts.metrics(),
        'reward/loss': loss,
        'reward/expert': expertReward,
        'reward/policy': policyReward,
        'reward/gap': expertReward - policyReward,
        ...endMetrics({ policy: policyReward, ended, endedWeight }),
      },
    };
  }

  async snapshot(): Promise<Snapshot> {
    return {
      values: { iteration: this.#iteration },
      parts: {
        reward: await this.reward.snapshot(),
        policy: await this.policy.snapshot(),
        optimizer: this.#optimizer.snapshot(),
        rollouts: this.#rollouts.snapshot(),
      },
    };
  }

  async restore(snapshot: Snapshot): Promise<void> {
    const parts = snapshot.parts!;
    this.#iteration = snapshot.values!['iteration'] as number;
    await this.reward.restore(parts['reward']!);
    await this.policy.restore(parts['policy']!);
    this.#optimizer.restore(parts['optimizer']!);
    this.#rollouts.restore(parts['rollouts']!);
  }

  dispose(): void {
    this.#step.dispose();
    this.#optimizer.dispose();
    this.policy.dispose();
    this.reward.dispose();
  }
}
