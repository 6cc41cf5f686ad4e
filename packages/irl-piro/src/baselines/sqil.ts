import {
  checkLearnsFromReward,
  defineComponent,
  extensionPoints,
  type IterationReport,
  type PolicyOptimizer,
  type RewardOptimizer,
  type Snapshot,
} from '@minorant/core';
import { z } from 'zod';

import { ImitationTask } from '../transitions/imitation-task.js';
import { DemonstrationReward } from './demonstration-reward.js';

/** Options of {@link sqil}. */
export const sqilOptions = z.strictObject({
  policyRounds: z.int().positive().default(1).describe('Rounds of policy optimisation in each iteration'),
  demonstrationShare: z
    .number()
    .gt(0)
    .lt(1)
    .default(0.5)
    .describe('Share of expert transitions in the batches of the policy optimizer'),
});

/**
 * Soft Q Imitation Learning (Reddy et al., ICLR 2020, arXiv 1905.11108): off-policy maximum-entropy RL with reward 1 for
 * the expert's transitions and 0 for the agent's, half of every batch from each.
 *
 * No reward is learnt, so {@link reward} is absent: the constant means nothing outside the replay buffer.
 */
export class Sqil implements RewardOptimizer {
  readonly specificationVersion = 'v1';
  readonly policy: PolicyOptimizer;
  readonly #reward = new DemonstrationReward();
  readonly #rounds: number;

  /** @throws MinorantError `MNR_RUN_POLICY_IGNORES_REWARD` when the policy learns from no reward. */
  constructor(task: ImitationTask, policy: PolicyOptimizer, options: z.output<typeof sqilOptions>) {
    checkLearnsFromReward('sqil', policy);
    this.policy = policy;
    this.#rounds = options.policyRounds;
    policy.addDemonstrations(task.demonstrations, { share: options.demonstrationShare });
  }

  async iterate(options: { readonly signal?: AbortSignal } = {}): Promise<IterationReport> {
    const signal = options.signal ? { signal: options.signal } : {};
    const { metrics } = await this.policy.improve({ reward: this.#reward, rounds: this.#rounds, ...signal });
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

/** Registers {@link Sqil} as `sqil`. */
export const sqil = defineComponent(extensionPoints.rewardOptimizer, {
  id: 'sqil',
  description: 'Soft Q imitation learning: reward 1 for expert transitions in the replay, 0 for the rest.',
  optionsSchema: sqilOptions,
  uses: ['demonstrations', 'policy'],
  async create(options, context) {
    const weights = { discount: 0.99, absorbingStates: false, discounted: false };
    const task = await ImitationTask.create('sqil', context, weights);
    return new Sqil(task, await context.create(extensionPoints.policyOptimizer, 'sac'), options);
  },
});
