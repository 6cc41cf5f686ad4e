import type { IterationReport, PolicyOptimizer, RewardOptimizer, Snapshot } from '@minorant/core';

import type { ReinforcementLearningOptions } from './reinforcement-learning-options.js';

/** Plain reinforcement learning as an algorithm of the pipeline: improves a policy on the environment's own reward. */
export class ReinforcementLearning implements RewardOptimizer {
  readonly specificationVersion = 'v1';
  readonly policy: PolicyOptimizer;
  readonly #options: ReinforcementLearningOptions;

  constructor(policy: PolicyOptimizer, options: ReinforcementLearningOptions) {
    this.policy = policy;
    this.#options = options;
  }

  async iterate({ signal }: { readonly signal?: AbortSignal } = {}): Promise<IterationReport> {
    const { metrics } = await this.policy.improve({
      ...{ reward: 'environment', rounds: this.#options.policyRounds },
      ...(signal ? { signal } : {}),
    });
    return { metrics };
  }

  async snapshot(): Promise<Snapshot> {
    return { parts: { policy: await this.policy.snapshot() } };
  }

  async restore(snapshot: Snapshot): Promise<void> {
    await this.policy.restore(snapshot.parts!['policy']!);
  }

  dispose(): void {
    this.policy.dispose();
  }
}
