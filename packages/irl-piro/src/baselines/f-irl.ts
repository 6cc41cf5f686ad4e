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
} from '@minorant/core';

import { errors } from '../errors.js';
import type { ImitationTask } from '../transitions/imitation-task.js';
import { PolicyRollouts } from '../transitions/policy-rollouts.js';
import { rowTensors, sampleRows, type RowTensors } from '../transitions/row-tensors.js';
import { checkAbsorbing } from '../transitions/check-absorbing.js';
import { checkDiscount } from '../transitions/check-discount.js';
import { crossEntropy } from './cross-entropy.js';
import { divergences } from './f-irl-divergences.js';
import type { FIrlOptions } from './f-irl-options.js';
import { trajectoryRows, type TrajectoryRows } from './trajectory-rows.js';

/** What {@link FIrl} is made of. */
export interface FIrlParts {
  readonly task: ImitationTask;
  readonly reward: RewardModel;
  /** Estimates `log rho_E / rho_pi` of a state. */
  readonly discriminator: RewardModel;
  readonly policy: PolicyOptimizer;
  readonly random: RandomStream;
  readonly execution: 'compiled' | 'eager';
}

/**
 * f-IRL (Ni et al., CoRL 2020, arXiv 2011.04709): descends an f-divergence between the state distributions of expert and
 * policy along its exact gradient in the reward, a covariance over trajectories (Theorem 4.1, Algorithm 1):
 *
 * `gradient = 1 / (alpha T) cov(sum_t h_f(rho_E(s_t) / rho_pi(s_t)), sum_t gradient of r(s_t))`
 *
 * The factor `1 / alpha` is left to the learning rate, as in the authors' code.
 */
export class FIrl implements RewardOptimizer {
  readonly specificationVersion = 'v1';
  readonly reward: RewardModel;
  readonly policy: PolicyOptimizer;
  readonly #parts: FIrlParts;
  readonly #options: FIrlOptions;
  readonly #rollouts: PolicyRollouts;
  readonly #rewardOptimizer: Adam;
  readonly #discriminatorOptimizer: Adam;
  readonly #rewardStep;
  readonly #discriminatorStep;
  #iteration = 0;

  /**
   * @throws MinorantError `MNR_IRL_ABSORBING_INPUT` when the reward and the options disagree about absorbing states,
   * `MNR_RUN_POLICY_IGNORES_REWARD` when the policy learns from no reward, `MNR_IRL_DISCOUNT` when it discounts otherwise.
   */
  constructor(parts: FIrlParts, options: FIrlOptions) {
    const { reward, discriminator, policy, execution } = parts;
    const task = parts.task.readBy(reward);
    checkAbsorbing('f-irl', reward, options.absorbingStates);
    checkLearnsFromReward('f-irl', policy);
    checkDiscount('f-irl', policy, options);
    if (options.demonstrationShare > 0) {
      policy.addDemonstrations(task.demonstrations, { share: options.demonstrationShare });
    }
    this.reward = reward;
    this.policy = policy;
    this.#parts = { ...parts, task };
    this.#options = options;
    this.#rollouts = new PolicyRollouts(policy, task, options);
    const { learningRate, weightDecay } = options;
    this.#rewardOptimizer = new Adam(reward.variables, { learningRate, weightDecay });
    this.#discriminatorOptimizer = new Adam(discriminator.variables, {
      learningRate: options.discriminatorLearningRate,
      weightDecay: options.discriminatorWeightDecay,
    });
    this.#discriminatorStep = compile(
      (expert: RowTensors, agent: RowTensors) => {
        const loss = this.#discriminatorOptimizer.minimize(() =>
          crossEntropy(discriminator.forward(expert), discriminator.forward(agent)),
        );
        return { loss };
      },
      { execution, name: 'f-irl/discriminator' },
    );
    this.#rewardStep = compile(
      (trajectories: TrajectoryRows & tf.TensorContainerObject) => {
        const ratios = divergences[options.divergence](discriminator.forward(trajectories.rows));
        const loss = this.#rewardOptimizer.minimize(() =>
          trajectoryCovariance(trajectories, ratios, reward.forward(trajectories.rows)),
        );
        return { loss };
      },
      { execution, name: 'f-irl/reward' },
    );
  }

  async iterate(options: { readonly signal?: AbortSignal } = {}): Promise<IterationReport> {
    const { task, reward, policy, random } = this.#parts;
    const { policyRounds, discriminatorUpdates, batchSize, rewardUpdates, expertTrajectories } =
      this.#options;
    const signal = options.signal ? { signal: options.signal } : {};
    const improvement = await policy.improve({ reward, rounds: policyRounds, ...signal });
    const agentRows = await this.#rollouts.collect(options.signal);
    if (!agentRows) return { metrics: improvement.metrics };
    this.#iteration += 1;

    // The density ratio of states, from a classifier between both.
    let classification = 0;
    for (let update = 0; update < discriminatorUpdates; update++) {
      const expert = rowTensors(sampleRows(task.expert, batchSize, random));
      const agent = rowTensors(sampleRows(agentRows, batchSize, random));
      const { loss } = await this.#discriminatorStep(expert, agent);
      tf.dispose([expert, agent]);
      classification += this.#finite('The discriminator', loss) / discriminatorUpdates;
    }

    // The gradient of the divergence in the reward, over trajectories of both.
    let covariance = 0;
    for (let update = 0; update < rewardUpdates; update++) {
      const drawn = Array.from(
        { length: expertTrajectories },
        () => task.demonstrations[random.integer(task.demonstrations.length)]!,
      );
      const trajectories = { ...trajectoryRows(task, [...this.#rollouts.episodes, ...drawn]) };
      const { loss } = await this.#rewardStep(trajectories);
      tf.dispose(trajectories);
      covariance += this.#finite('The covariance', loss) / rewardUpdates;
    }
    return {
      metrics: {
        ...improvement.metrics,
        ...this.#rollouts.metrics(),
        'discriminator/loss': classification,
        'reward/covariance': covariance,
      },
    };
  }

  /** The number in a scalar, which is disposed of. */
  #finite(what: string, scalar: tf.Tensor): number {
    const value = scalar.dataSync()[0]!;
    scalar.dispose();
    if (!Number.isFinite(value)) throw errors.MNR_IRL_NOT_FINITE({ what, iteration: this.#iteration });
    return value;
  }

  async snapshot(): Promise<Snapshot> {
    return {
      values: { iteration: this.#iteration },
      parts: {
        reward: await this.reward.snapshot(),
        discriminator: await this.#parts.discriminator.snapshot(),
        policy: await this.policy.snapshot(),
        rewardOptimizer: this.#rewardOptimizer.snapshot(),
        discriminatorOptimizer: this.#discriminatorOptimizer.snapshot(),
        rollouts: this.#rollouts.snapshot(),
      },
    };
  }

  async restore(snapshot: Snapshot): Promise<void> {
    const parts = snapshot.parts!;
    this.#iteration = snapshot.values!['iteration'] as number;
    await this.reward.restore(parts['reward']!);
    await this.#parts.discriminator.restore(parts['discriminator']!);
    await this.policy.restore(parts['policy']!);
    this.#rewardOptimizer.restore(parts['rewardOptimizer']!);
    this.#discriminatorOptimizer.restore(parts['discriminatorOptimizer']!);
    this.#rollouts.restore(parts['rollouts']!);
  }

  dispose(): void {
    const parts = [
      this.#rewardStep,
      this.#discriminatorStep,
      this.#rewardOptimizer,
      this.#discriminatorOptimizer,
    ];
    for (const part of [...parts, this.#parts.discriminator, this.policy, this.reward]) part.dispose();
  }
}

/**
 * `cov(-sum_t ratios, sum_t rewards) / T` over trajectories: a scalar whose gradient in the reward is that of the divergence,
 * `ratios` held fixed.
 */
export function trajectoryCovariance(
  { steps, shares }: TrajectoryRows,
  ratios: tf.Tensor1D,
  rewards: tf.Tensor1D,
): tf.Scalar {
  const sum = (values: tf.Tensor1D): tf.Tensor => tf.squeeze(tf.matMul(steps, tf.expandDims(values, 1)), [1]);
  const [a, b] = [tf.neg(sum(ratios)), sum(rewards)];
  const mean = (values: tf.Tensor): tf.Scalar => tf.sum(tf.mul(values, shares));
  return tf.sub(mean(tf.mul(a, b)), tf.mul(mean(a), mean(b)));
}
