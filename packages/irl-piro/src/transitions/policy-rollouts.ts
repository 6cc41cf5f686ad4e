import type { Episode, PolicyOptimizer, Snapshot } from '@minorant/core';

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

  /** Collects fresh episodes and returns the rows of all that are kept. Every step is counted by the policy. */
  async collect(signal?: AbortSignal): Promise<TransitionRows> {
    const episodes = await this.#policy.rollout({
      minimumSteps: this.#options.rolloutSteps,
      maximumEpisodes: this.#options.rolloutEpisodes,
      ...(signal && { signal }),
    });
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
    const parts = this.#history.flatMap((episodes, age) =>
      episodes.map((episode, index) => [`${age}/${index}`, episodeSnapshot(episode)] as const),
    );
    return { parts: Object.fromEntries(parts) };
  }

  restore(snapshot: Snapshot): void {
    const history: Episode[][] = [];
    for (const [name, part] of Object.entries(snapshot.parts ?? {})) {
      const age = Number(name.split('/')[0]);
      (history[age] ??= []).push(episodeFromSnapshot(part));
    }
    this.#history = history;
  }
}

function episodeSnapshot(episode: Episode): Snapshot {
  const { length, observationSize, actionSize, observations, actions, rewards, terminations, truncations } =
    episode;
  return {
    values: { length, observationSize, actionSize },
    tensors: {
      observations: { dtype: 'float64', shape: [length + 1, observationSize], data: observations.slice() },
      actions: { dtype: 'float64', shape: [length, actionSize], data: actions.slice() },
      rewards: { dtype: 'float64', shape: [length], data: rewards.slice() },
      terminations: { dtype: 'uint8', shape: [length], data: terminations.slice() },
      truncations: { dtype: 'uint8', shape: [length], data: truncations.slice() },
    },
  };
}

function episodeFromSnapshot(snapshot: Snapshot): Episode {
  const values = snapshot.values as { length: number; observationSize: number; actionSize: number };
  const data = (name: string): never => snapshot.tensors![name]!.data.slice() as never;
  return {
    ...values,
    observations: data('observations'),
    actions: data('actions'),
    rewards: data('rewards'),
    terminations: data('terminations'),
    truncations: data('truncations'),
  };
}
