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
import { replayRows } from '../transitions/replay-rows.js';
import { rowTensors, sampleRows, type RowTensors } from '../transitions/row-tensors.js';
import type { TransitionRows } from '../transitions/transition-rows.js';
import type { AdversarialOptions } from './adversarial-options.js';
import { checkAbsorbing } from '../transitions/check-absorbing.js';
import { checkDiscount } from '../transitions/check-discount.js';
import { rowLogProbabilities } from './row-log-probabilities.js';

/** One batch of each side, as a discriminator's loss sees it; rows weigh the same. */
export interface AdversarialBatch {
  readonly expert: RowTensors;
  readonly policy: RowTensors;
  /** `[B]`, log pi(a|s) of the expert's rows under the present policy; zeros unless the method asks for them. */
  readonly expertLogProbabilities: tf.Tensor1D;
  /** `[B]`, of the policy's rows. */
  readonly policyLogProbabilities: tf.Tensor1D;
  /** `[B]`, uniform in `[0, 1)`, for points between both. */
  readonly mixing: tf.Tensor1D;
}

/** What tells one adversarial method from another. */
export interface AdversarialMethod {
  /** For messages and compiled graphs. */
  readonly name: string;
  /** What the discriminator's steps move. */
  readonly variables: readonly tf.Variable[];
  /** What the policy is trained on. */
  readonly policyReward: RewardModel;
  /** What is learnt, kept and transferred; `policyReward` without it. */
  readonly reward?: RewardModel;
  /** Whether {@link loss} reads log-probabilities. */
  readonly needsLogProbabilities?: boolean;
  /** How sure the discriminator is that rows are the expert's: logits, `[B]`. */
  logits(rows: RowTensors, logProbabilities: tf.Tensor1D): tf.Tensor1D;
  /** What the discriminator's steps lower: a scalar. */
  loss(batch: AdversarialBatch): tf.Scalar;
  /** Learning rate of outer iteration `i` (from 1); the option without it. */
  learningRate?(iteration: number): number;
}

/** What {@link AdversarialImitation} is made of. */
export interface AdversarialParts {
  readonly task: ImitationTask;
  readonly method: AdversarialMethod;
  readonly policy: PolicyOptimizer;
  readonly random: RandomStream;
  readonly execution: 'compiled' | 'eager';
}

/**
 * The loop of GAIL and its kin: improve the policy on what the discriminator says, collect on-policy rollouts (or draw from
 * the policy's replay, as DAC does), and train the discriminator for some steps to tell them from the expert.
 *
 * The policy optimizer recomputes rewards when it samples, so no update sees the reward of an earlier discriminator.
 */
export class AdversarialImitation implements RewardOptimizer {
  readonly specificationVersion = 'v1';
  readonly reward: RewardModel;
  readonly policy: PolicyOptimizer;
  readonly #parts: AdversarialParts;
  readonly #options: AdversarialOptions;
  readonly #rollouts: PolicyRollouts;
  readonly #optimizer: Adam;
  readonly #step;
  #iteration = 0;

  /**
   * @throws MinorantError `MNR_IRL_NO_LIKELIHOOD` when the method needs log-probabilities and the policy has none,
   * `MNR_IRL_NO_REPLAY` when it has no replay to draw negatives from, `MNR_IRL_ABSORBING_INPUT` when the reward and the options disagree about absorbing states,
   * `MNR_RUN_POLICY_IGNORES_REWARD` when the policy learns from no reward, `MNR_IRL_DISCOUNT` when it discounts otherwise.
   */
  constructor(parts: AdversarialParts, options: AdversarialOptions) {
    const { method, policy, execution } = parts;
    const task = parts.task.readBy(method.policyReward);
    if (method.needsLogProbabilities && !policy.logProbabilities) {
      throw errors.MNR_IRL_NO_LIKELIHOOD({ algorithm: method.name, missing: 'logProbabilities' });
    }
    if (options.negatives === 'replay' && !policy.sampleReplay) {
      throw errors.MNR_IRL_NO_REPLAY({ algorithm: method.name });
    }
    checkAbsorbing(method.name, method.policyReward, options.absorbingStates);
    checkLearnsFromReward(method.name, policy);
    checkDiscount(method.name, policy, options);
    if (options.demonstrationShare > 0) {
      policy.addDemonstrations(task.demonstrations, { share: options.demonstrationShare });
    }
    this.reward = method.reward ?? method.policyReward;
    this.policy = policy;
    this.#parts = { ...parts, task };
    this.#options = options;
    this.#rollouts = new PolicyRollouts(policy, task, options);
    const { learningRate, weightDecay } = options;
    this.#optimizer = new Adam(method.variables, { learningRate, weightDecay });
    this.#step = compile(
      (batch: AdversarialBatch & tf.TensorContainerObject) => {
        const loss = this.#optimizer.minimize(() => method.loss(batch));
        const expert = method.logits(batch.expert, batch.expertLogProbabilities);
        const agent = method.logits(batch.policy, batch.policyLogProbabilities);
        const right = tf.add(tf.mean(tf.step(expert)), tf.sub(1, tf.mean(tf.step(agent))));
        return { loss, expert: tf.mean(expert), policy: tf.mean(agent), accuracy: tf.div(right, 2) };
      },
      { execution, name: `${method.name}/discriminator` },
    );
  }

  async iterate(options: { readonly signal?: AbortSignal } = {}): Promise<IterationReport> {
    const { task, method, policy } = this.#parts;
    const { policyRounds, discriminatorUpdates, negatives } = this.#options;
    const signal = options.signal ? { signal: options.signal } : {};
    const improvement = await policy.improve({
      reward: method.policyReward,
      rounds: policyRounds,
      ...signal,
    });
    const rolled = negatives === 'rollouts' ? await this.#rollouts.collect(options.signal) : undefined;
    // Aborted, perhaps before there was anything to learn from.
    if (!rolled && options.signal?.aborted) return { metrics: improvement.metrics };

    this.#iteration += 1;
    if (method.learningRate) this.#optimizer.learningRate = method.learningRate(this.#iteration);
    const sums = { loss: 0, expert: 0, policy: 0, accuracy: 0 };
    for (let update = 0; update < discriminatorUpdates; update++) {
      const batch = await this.#batch(task.expert, rolled ?? this.#replayRows());
      const scalars = await this.#step(batch);
      const names = ['loss', 'expert', 'policy', 'accuracy'] as const;
      const values = names.map((name) => scalars[name].dataSync()[0]!);
      tf.dispose([batch, scalars]);
      for (const [i, name] of names.entries()) sums[name] += this.#finite(values[i]!) / discriminatorUpdates;
    }
    return {
      metrics: {
        ...improvement.metrics,
        ...this.#rollouts.metrics(),
        'discriminator/loss': sums.loss,
        'discriminator/accuracy': sums.accuracy,
        'reward/expert': sums.expert,
        'reward/policy': sums.policy,
        'reward/gap': sums.expert - sums.policy,
      },
    };
  }

  /** Rows of transitions drawn from the policy's replay. */
  #replayRows(): TransitionRows {
    const { method, policy, random } = this.#parts;
    const lastTransitions = method.policyReward.inputs.lastTransition ?? false;
    const sample = policy.sampleReplay!(this.#options.batchSize, random);
    return replayRows(sample, { ...this.#options, lastTransitions });
  }

  /** Rows of both sides, drawn in proportion to their weights. The caller disposes of the tensors. */
  async #batch(
    expertRows: TransitionRows,
    policyRows: TransitionRows,
  ): Promise<AdversarialBatch & tf.TensorContainerObject> {
    const { method, policy, random, task } = this.#parts;
    const { batchSize } = this.#options;
    const expert = sampleRows(expertRows, batchSize, random);
    const agent = sampleRows(policyRows, batchSize, random);
    const logProbabilities = async (rows: TransitionRows): Promise<tf.Tensor1D> =>
      tf.tensor1d(
        method.needsLogProbabilities
          ? await rowLogProbabilities(policy, task.environment, rows)
          : new Float32Array(batchSize),
      );
    return {
      expert: rowTensors(expert),
      policy: rowTensors(agent),
      expertLogProbabilities: await logProbabilities(expert),
      policyLogProbabilities: await logProbabilities(agent),
      mixing: tf.tensor1d(Float32Array.from({ length: batchSize }, () => random.uniform())),
    };
  }

  #finite(value: number): number {
    if (!Number.isFinite(value)) {
      throw errors.MNR_IRL_NOT_FINITE({ what: 'The discriminator', iteration: this.#iteration });
    }
    return value;
  }

  async snapshot(): Promise<Snapshot> {
    const { method } = this.#parts;
    return {
      values: { iteration: this.#iteration },
      parts: {
        reward: await method.policyReward.snapshot(),
        policy: await this.policy.snapshot(),
        optimizer: this.#optimizer.snapshot(),
        rollouts: this.#rollouts.snapshot(),
      },
    };
  }

  async restore(snapshot: Snapshot): Promise<void> {
    const parts = snapshot.parts!;
    this.#iteration = snapshot.values!['iteration'] as number;
    await this.#parts.method.policyReward.restore(parts['reward']!);
    await this.policy.restore(parts['policy']!);
    this.#optimizer.restore(parts['optimizer']!);
    this.#rollouts.restore(parts['rollouts']!);
  }

  dispose(): void {
    this.#step.dispose();
    this.#optimizer.dispose();
    this.policy.dispose();
    this.#parts.method.policyReward.dispose();
  }
}
