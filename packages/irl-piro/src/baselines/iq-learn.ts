import {
  defineComponent,
  extensionPoints,
  type IterationReport,
  type PolicyOptimizer,
  type RewardOptimizer,
  type Snapshot,
} from '@minorant/core';
import { z } from 'zod';

import { errors } from '../errors.js';
import { ImitationTask } from '../transitions/imitation-task.js';

/** Options of {@link IqLearn}. */
export const iqLearnOptions = z.strictObject({
  policyRounds: z.int().positive().default(1).describe('Rounds of policy optimisation in each iteration'),
  demonstrationShare: z
    .number()
    .gt(0)
    .lt(1)
    .default(0.5)
    .describe('Share of expert transitions in the batches of the policy optimizer'),
});

/**
 * IQ-Learn, inverse soft-Q learning (Garg et al., NeurIPS 2021, arXiv 2106.12142), written from the paper.
 *
 * There is no reward to learn and none to hand to the policy: the soft Q-function *is* the reward, `r = Q - gamma V`, and
 * its objective is a critic's loss. So everything happens in the policy optimizer (`inverse-soft-q`, whose options hold
 * the per-environment settings), and this loop only gives it half of each batch from the demonstrations. The reward
 * depends on the dynamics through V, so it is not offered for transfer.
 */
export class IqLearn implements RewardOptimizer {
  readonly specificationVersion = 'v1';
  readonly policy: PolicyOptimizer;
  readonly #rounds: number;

  /** @throws MinorantError `MNR_IRL_POLICY_LEARNS_FROM_REWARD` when the policy optimizer maximises a reward. */
  constructor(task: ImitationTask, policy: PolicyOptimizer, options: z.output<typeof iqLearnOptions>) {
    if (policy.learnsFrom !== 'demonstrations') {
      throw errors.MNR_IRL_POLICY_LEARNS_FROM_REWARD({ algorithm: 'iq-learn' });
    }
    this.policy = policy;
    this.#rounds = options.policyRounds;
    policy.addDemonstrations(task.demonstrations, { share: options.demonstrationShare });
  }

  async iterate(options: { readonly signal?: AbortSignal } = {}): Promise<IterationReport> {
    const signal = options.signal ? { signal: options.signal } : {};
    const { metrics } = await this.policy.improve({ reward: 'environment', rounds: this.#rounds, ...signal });
    // The optimizer does not read the environment's reward, so neither does its mean belong here.
    return {
      metrics: Object.fromEntries(Object.entries(metrics).filter(([name]) => name !== 'train/reward')),
    };
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

/** Registers {@link IqLearn} as `iq-learn`. */
export const iqLearn = defineComponent(extensionPoints.rewardOptimizer, {
  id: 'iq-learn',
  description:
    'Inverse soft-Q learning (IQ-Learn): the critic learns from demonstrations; no reward of its own.',
  optionsSchema: iqLearnOptions,
  uses: ['demonstrations', 'policy'],
  async create(options, context) {
    const weights = { discount: 0.99, absorbingStates: false, discounted: false };
    const task = await ImitationTask.create('iq-learn', context, weights);
    const policy = await context.create(extensionPoints.policyOptimizer, 'inverse-soft-q');
    return new IqLearn(task, policy, options);
  },
});
