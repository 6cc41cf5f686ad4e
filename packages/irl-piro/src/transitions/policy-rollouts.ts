import {
  restoreEpisodes,
  snapshotEpisodes,
  type Episode,
  type PolicyOptimizer,
  type Snapshot,
} from '@minorant/core';

import type { ImitationTask } from './imitation-task.js';
import type { TransitionRows } from './transition-rows.js';

/** Options of {@link PolicyRollouts}. */
export interface PolicyRolloutsOptions {
  readonly rolloutSteps: number;
  readonly rolloutEpisodes: number;
  readonly rolloutHistory: number;
}

/** D_S: on-policy episodes of the last iterations, and what their true returns were (for metrics only). */
export class PolicyRollouts {
  readonly #policy: PolicyOptimizer;
  readonly #task: ImitationTask;
  readonly #options: PolicyRolloutsOptions;
  #history: (readonly Episode[])[] = [];

  constructor(policy: PolicyOptimizer, task: ImitationTask, options: PolicyRolloutsOptions) {
    this.#policy = policy;
    this.#task = task;
    this.#options = options;
  }

  /**
   * Collects fresh episodes and returns the rows of all that are kept. Every step is counted by the policy.
   *
   * @returns nothing when it was aborted before the first episode ended; what is kept stays as it was.
   */
  async collect(signal?: AbortSignal): Promise<TransitionRows | undefined> {
    const episodes = await this.#policy.rollout({
      minimumSteps: this.#options.rolloutSteps,
      maximumEpisodes: this.#options.rolloutEpisodes,
      ...(signal && { signal }),
    });
    if (signal?.aborted && episodes.length === 0) return undefined;
    this.#history = [...this.#history, episodes].slice(-this.#options.rolloutHistory);
    return this.#task.rows(this.#history.flat());
  }

  /** All episodes that are kept, oldest first. */
  get episodes(): readonly Episode[] {
    return this.#history.flat();
  }

  /** True return and length of the newest episodes. */
  metrics(): Record<string, number> {
    const newest = this.#history.at(-1) ?? [];
    if (newest.length === 0) return {};
    const mean = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;
    return {
      'rollout/ep_rew_mean': mean(
        newest.map((episode) => episode.rewards.reduce((sum, reward) => sum + reward, 0)),
      ),
      'rollout/ep_len_mean': mean(newest.map((episode) => episode.length)),
    };
  }

  snapshot(): Snapshot {
    const parts = this.#history.map((episodes, age) => [String(age), snapshotEpisodes(episodes)] as const);
    return { parts: Object.fromEntries(parts) };
  }

  restore({ parts = {} }: Snapshot): void {
    const ages = Object.keys(parts).sort((a, b) => Number(a) - Number(b));
    this.#history = ages.map((age) => restoreEpisodes(parts[age]!));
  }
}
