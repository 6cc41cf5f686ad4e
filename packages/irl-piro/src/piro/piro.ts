import * as tf from '@tensorflow/tfjs';
import { Adam, compile } from '@minorant/compile';
import {
  checkLearnsFromReward,
  type IterationReport,
  type PolicyOptimizer,
  type RandomStream,
  type RewardChange,
  type RewardModel,
  type RewardOptimizer,
  type Snapshot,
  type StepCounter,
  type TrustRegion,
} from '@minorant/core';

import { errors } from '../errors.js';
import { checkDiscount, checkRegionDiscount } from '../transitions/check-discount.js';
import type { ImitationTask } from '../transitions/imitation-task.js';
import { PolicyRollouts } from '../transitions/policy-rollouts.js';
import { rowTensors, sampleRows, type RowTensors } from '../transitions/row-tensors.js';
import { padRows, type TransitionRows } from '../transitions/transition-rows.js';
import { annealedRate, type PiroOptions } from './piro-options.js';
import {
  endMetrics,
  expectation,
  regularisedSurrogate,
  rewardByEnd,
  rowRewards,
  type RowRewards,
} from './reward-objective.js';

/** What {@link Piro} is made of. */
export interface PiroParts {
  /** Environment, demonstrations and how expectations are taken. */
  readonly task: ImitationTask;
  /** The reward model. */
  readonly reward: RewardModel;
  /** The policy optimizer. */
  readonly policy: PolicyOptimizer;
  /** Limits how far the reward moves in one iteration. */
  readonly trustRegion: TrustRegion;
  /** Draws the batches. */
  readonly random: RandomStream;
  /** Environment steps so far, by which the learning rate falls. */
  readonly counter: Pick<StepCounter, 'steps'>;
  /** Whether updates run as one compiled graph or operation by operation. */
  readonly execution: 'compiled' | 'eager';
}

/** The reward and its change over D_E and D_S, as numbers. */
interface Measurement {
  readonly expert: number;
  readonly policy: number;
  /** How much higher the surrogate is than under theta_old, on the same rows. */
  readonly gain: number;
  readonly penalty: number;
  readonly change: number;
  readonly ended: number;
  readonly endedWeight: number;
}

/** How often a step is halved before a line search gives up and takes it back whole. */
const MAXIMUM_HALVINGS = 10;

/**
 * Proximal Inverse Reward Optimization (Chen et al., NeurIPS 2025, arXiv 2509.23135, Algorithm 3).
 *
 * Each outer iteration improves the policy on the present reward, collects on-policy rollouts, and then takes n reward
 * steps that raise the surrogate of the expert's likelihood less a trust region's penalty on how far the reward has
 * moved from theta_old, *which is held through all n steps*.
 */
export class Piro implements RewardOptimizer {
  readonly specificationVersion = 'v1';
  readonly reward: RewardModel;
  readonly policy: PolicyOptimizer;
  readonly #parts: PiroParts;
  readonly #options: PiroOptions;
  readonly #rollouts: PolicyRollouts;
  /** r_theta_old. */
  readonly #reference: RewardModel;
  readonly #optimizer: Adam;
  readonly #step;
  readonly #measure;
  #iteration = 0;

  /** @throws MinorantError `MNR_RUN_POLICY_IGNORES_REWARD`, `MNR_IRL_DISCOUNT`, `MNR_IRL_REGION_DISCOUNT`, or what the policy throws that has no replay for demonstrations. */
  constructor(parts: PiroParts, options: PiroOptions) {
    const { reward, policy, trustRegion, execution } = parts;
    checkLearnsFromReward('piro', policy);
    checkDiscount('piro', policy, options);
    checkRegionDiscount('piro', trustRegion, options.discount);
    const task = parts.task.readBy(reward);
    if (options.demonstrationShare > 0) {
      policy.addDemonstrations(task.demonstrations, { share: options.demonstrationShare });
    }
    this.reward = reward;
    this.policy = policy;
    this.#parts = { ...parts, task };
    this.#options = options;
    this.#rollouts = new PolicyRollouts(policy, task, options);
    this.#reference = reward.clone();
    this.#optimizer = new Adam(reward.variables, {
      learningRate: options.learningRate,
      weightDecay: options.weightDecay,
    });

    /** One gradient step on L(theta) = surrogate - penalty (Eq. 10). */
    this.#step = compile(
      (expert: RowTensors, agent: RowTensors) => {
        const loss = this.#optimizer.minimize(() => {
          const rewards = rowRewards(reward, expert, agent);
          const objective = regularisedSurrogate(reward, rewards, expert, agent, options);
          const reference = rowRewards(this.#reference, expert, agent);
          const penalty = trustRegion.penalty(change(rewards, reference, expert, agent));
          return tf.neg(tf.sub(objective, penalty));
        });
        return { loss };
      },
      { execution, name: 'piro/step' },
    );

    this.#measure = compile(
      (expert: RowTensors, agent: RowTensors) => {
        const rewards = rowRewards(reward, expert, agent);
        const reference = rowRewards(this.#reference, expert, agent);
        const moved = change(rewards, reference, expert, agent);
        const surrogate = ({ expert: ofExpert, policy: ofPolicy }: RowRewards) =>
          tf.sub(expectation(ofExpert, expert.weights), expectation(ofPolicy, agent.weights));
        return {
          expert: expectation(rewards.expert, expert.weights),
          policy: expectation(rewards.policy, agent.weights),
          gain: tf.sub(surrogate(rewards), surrogate(reference)),
          penalty: trustRegion.penalty(moved),
          change: trustRegion.measure(moved),
          ...rewardByEnd(rewards.policy, agent),
        };
      },
      { execution, name: 'piro/measure' },
    );
  }

  /** Algorithm 3, lines 2 to 10. */
  async iterate(options: { readonly signal?: AbortSignal } = {}): Promise<IterationReport> {
    const { task, reward, policy, trustRegion, random, counter } = this.#parts;
    const { policyRounds, innerSteps, freshRollouts, expertBatchSize, policyBatchSize } = this.#options;
    const signal = options.signal ? { signal: options.signal } : {};

    // pi_old: k rounds of soft policy iteration on r_theta_old, from the policy of the last iteration.
    const improvement = await policy.improve({ reward, rounds: policyRounds, ...signal });

    // theta_old stays what it is now until all inner steps are done.
    this.#reference.copyFrom(reward);
    this.#optimizer.learningRate = annealedRate(this.#options, counter);
    let agentRows = await this.#rollouts.collect(options.signal);
    if (!agentRows) return { metrics: improvement.metrics };
    let expert = rowTensors(padRows(draw(task.expert, expertBatchSize, random)));
    let agent = rowTensors(padRows(draw(agentRows, policyBatchSize, random)));
    try {
      const before = await this.#measurement(expert, agent);
      let after = before;
      let steps = 0;
      let decision: ReturnType<TrustRegion['decide']> = 'continue';
      while (steps < innerSteps && decision === 'continue') {
        if (steps > 0) {
          if (freshRollouts) agentRows = await this.#rollouts.collect(options.signal);
          if (!agentRows) break;
          if (expertBatchSize !== 'all') {
            tf.dispose(expert);
            expert = rowTensors(padRows(draw(task.expert, expertBatchSize, random)));
          }
          if (policyBatchSize !== 'all' || freshRollouts) {
            tf.dispose(agent);
            agent = rowTensors(padRows(draw(agentRows, policyBatchSize, random)));
          }
        }
        ({ decision, after } = await this.#innerStep(expert, agent));
        steps += 1;
      }

      // mu for the next iteration (Eq. 11).
      const coefficient = trustRegion.coefficient;
      trustRegion.adapt(after.change);
      this.#iteration += 1;

      return {
        metrics: {
          ...improvement.metrics,
          ...this.#rollouts.metrics(),
          'reward/expert': before.expert,
          'reward/policy': before.policy,
          'reward/gap': before.expert - before.policy,
          ...endMetrics(before),
          'reward/surrogate_gain': after.gain,
          'reward/inner_steps': steps,
          'trust_region/change': after.change,
          'trust_region/penalty': after.penalty,
          'trust_region/coefficient': coefficient,
        },
      };
    } finally {
      tf.dispose([expert, agent]);
    }
  }

  /** A gradient step, then what the trust region makes of it: go on, stop, or halve it until it may be kept. */
  async #innerStep(
    expert: RowTensors,
    agent: RowTensors,
  ): Promise<{ decision: ReturnType<TrustRegion['decide']>; after: Measurement }> {
    const { reward, trustRegion } = this.#parts;
    const start = reward.variables.map((variable) => variable.dataSync().slice());
    const { loss } = await this.#step(expert, agent);
    const value = loss.dataSync()[0]!;
    loss.dispose();
    this.#check('The reward loss', value);
    let after = await this.#measurement(expert, agent);
    let decision = trustRegion.decide(after.change);
    for (let halvings = 0; decision === 'backtrack'; halvings++) {
      moveTowards(reward.variables, start, halvings < MAXIMUM_HALVINGS ? 0.5 : 1);
      after = await this.#measurement(expert, agent);
      decision = halvings < MAXIMUM_HALVINGS ? trustRegion.decide(after.change) : 'stop';
      if (decision === 'continue') decision = 'stop';
    }
    return { decision, after };
  }

  async #measurement(expert: RowTensors, agent: RowTensors): Promise<Measurement> {
    const scalars = await this.#measure(expert, agent);
    const number = (scalar: tf.Tensor): number => scalar.dataSync()[0]!;
    const measurement = {
      expert: number(scalars.expert),
      policy: number(scalars.policy),
      gain: number(scalars.gain),
      penalty: number(scalars.penalty),
      change: number(scalars.change),
      ended: number(scalars.ended),
      endedWeight: number(scalars.endedWeight),
    };
    tf.dispose(scalars);
    this.#check("The expert's mean reward", measurement.expert);
    this.#check("The policy's mean reward", measurement.policy);
    this.#check('The penalty of the trust region', measurement.penalty);
    this.#check('The measured change of the reward', measurement.change);
    return measurement;
  }

  #check(what: string, value: number): void {
    if (!Number.isFinite(value)) throw errors.MNR_IRL_NOT_FINITE({ what, iteration: this.#iteration });
  }

  async snapshot(): Promise<Snapshot> {
    const { reward, policy, trustRegion } = this.#parts;
    return {
      values: { iteration: this.#iteration },
      parts: {
        reward: await reward.snapshot(),
        policy: await policy.snapshot(),
        trustRegion: await trustRegion.snapshot(),
        optimizer: this.#optimizer.snapshot(),
        rollouts: this.#rollouts.snapshot(),
      },
    };
  }

  async restore(snapshot: Snapshot): Promise<void> {
    const { reward, policy, trustRegion } = this.#parts;
    const parts = snapshot.parts!;
    this.#iteration = snapshot.values!['iteration'] as number;
    await reward.restore(parts['reward']!);
    await policy.restore(parts['policy']!);
    await trustRegion.restore(parts['trustRegion']!);
    this.#optimizer.restore(parts['optimizer']!);
    this.#rollouts.restore(parts['rollouts']!);
  }

  dispose(): void {
    this.#step.dispose();
    this.#measure.dispose();
    this.#optimizer.dispose();
    this.#reference.dispose();
    this.#parts.trustRegion.dispose();
    this.#parts.policy.dispose();
    this.reward.dispose();
  }
}

/** Rewards of D_E and D_S under theta and theta_old; half of the weight lies on each set. */
function change(
  current: RowRewards,
  reference: RowRewards,
  expert: RowTensors,
  agent: RowTensors,
): RewardChange {
  return {
    current: tf.concat([current.expert, current.policy]),
    reference: tf.concat([reference.expert, reference.policy]),
    weights: tf.mul(0.5, tf.concat([expert.weights, agent.weights])),
  };
}

function draw(rows: TransitionRows, size: 'all' | number, random: RandomStream): TransitionRows {
  return size === 'all' ? rows : sampleRows(rows, size, random);
}

/** Moves variables a part of the way back to earlier values. */
function moveTowards(
  variables: readonly tf.Variable[],
  earlier: readonly tf.TypedArray[],
  fraction: number,
): void {
  variables.forEach((variable, i) => {
    const now = variable.dataSync();
    const values = Float32Array.from(now, (value, j) => value + fraction * (earlier[i]![j]! - value));
    const tensor = tf.tensor(values, variable.shape);
    variable.assign(tensor);
    tensor.dispose();
  });
}
