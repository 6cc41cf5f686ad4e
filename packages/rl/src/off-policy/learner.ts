import * as tf from '@tensorflow/tfjs';
import { compile, type CompiledFunction } from '@minorant/compile';
import type { RandomStream, RewardSource } from '@minorant/core';

import { errors } from '../errors.js';
import { relabel } from '../replay/relabel.js';
import type { ReplayBuffer } from '../replay/replay-buffer.js';
import { transitionArrays, type TransitionArrays, type TransitionBatch } from '../replay/transition.js';
import type { Agent } from '../sac/agent.js';
import type { RunningMeans } from '../collection/running-means.js';

type Update = (
  batch: TransitionBatch & tf.TensorContainerObject,
  noise: tf.TensorContainerObject,
) => Record<string, tf.Tensor>;

/**
 * Samples batches, recomputes their rewards and runs the agent's update on them. Relabelling and update are one
 * function, compiled once for each reward: sampling a transition again after the reward has changed gives the new
 * reward, without a pass over the buffer.
 */
export class Learner {
  /** Share of each batch that is drawn from the demonstrations. */
  demonstrationShare = 0;
  /** What batches and noise are drawn from. */
  readonly random: RandomStream;
  /** Updates so far. */
  updates = 0;
  readonly #agent: Agent;
  readonly #replay: ReplayBuffer;
  readonly #demonstrations: ReplayBuffer;
  readonly #settings: {
    readonly batchSize: number;
    readonly gamma: number;
    readonly execution: 'compiled' | 'eager';
  };
  readonly #arrays: TransitionArrays;
  #update: { readonly reward: RewardSource; readonly run: CompiledFunction<Update> } | undefined;

  constructor(setup: {
    readonly agent: Agent;
    readonly replay: ReplayBuffer;
    readonly demonstrations: ReplayBuffer;
    readonly random: RandomStream;
    readonly batchSize: number;
    readonly gamma: number;
    readonly execution: 'compiled' | 'eager';
  }) {
    this.#agent = setup.agent;
    this.#replay = setup.replay;
    this.#demonstrations = setup.demonstrations;
    this.random = setup.random;
    this.#settings = setup;
    this.#arrays = transitionArrays(setup.batchSize, setup.replay.observationSize, setup.replay.actionSize);
  }

  /**
   * One update.
   *
   * @throws MinorantError `MNR_RL_NOT_FINITE` when a loss is NaN or infinite.
   */
  async update(reward: RewardSource, means: RunningMeans): Promise<void> {
    const arrays = this.#arrays;
    const rows = arrays.count;
    const demonstrationRows = this.#demonstrations.size > 0 ? shareOf(rows, this.demonstrationShare) : 0;
    this.#replay.sample(this.random, arrays, 0, rows - demonstrationRows);
    this.#demonstrations.sample(this.random, arrays, rows - demonstrationRows, rows);
    arrays.demonstration.fill(0).fill(1, rows - demonstrationRows);
    const batch = {
      observations: tf.tensor2d(arrays.observations, [rows, this.#replay.observationSize]),
      actions: tf.tensor2d(arrays.actions, [rows, this.#replay.actionSize]),
      rewards: tf.tensor1d(arrays.rewards),
      nextObservations: tf.tensor2d(arrays.nextObservations, [rows, this.#replay.observationSize]),
      terminated: tf.tensor1d(arrays.terminated),
      demonstration: tf.tensor1d(arrays.demonstration),
    };
    const noise = this.#agent.noise(rows, this.random);
    this.#agent.commit();
    const metrics = await this.#compiled(reward)(batch, noise);
    tf.dispose([batch, noise]);
    this.updates += 1;
    const values = Object.entries(metrics).map(([name, tensor]) => [name, tensor.dataSync()[0]!] as const);
    tf.dispose(metrics);
    for (const [name, value] of values) {
      means.add(name, value);
      if (!Number.isFinite(value)) throw errors.MNR_RL_NOT_FINITE({ what: name, updates: this.updates });
    }
  }

  #compiled(reward: RewardSource): CompiledFunction<Update> {
    if (this.#update?.reward !== reward) {
      this.#update?.run.dispose();
      const agent = this.#agent;
      const { gamma, execution } = this.#settings;
      const update: Update = (batch, noise) => {
        const rewards = relabel(reward, batch, gamma);
        return { ...agent.update({ ...batch, rewards }, noise), 'train/reward': tf.mean(rewards) };
      };
      this.#update = { reward, run: compile(update, { execution, name: 'policy update' }) };
    }
    return this.#update.run;
  }

  dispose(): void {
    this.#update?.run.dispose();
    this.#update = undefined;
  }
}

/** A share of rows as a number of them: where it is a part, neither side of a batch is left without any. */
function shareOf(rows: number, share: number): number {
  const count = Math.round(share * rows);
  return share > 0 && share < 1 && rows > 1 ? Math.min(Math.max(count, 1), rows - 1) : count;
}
