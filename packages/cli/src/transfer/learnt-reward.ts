import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  checkLearnsFromReward,
  defineComponent,
  extensionPoints,
  loadConfiguration,
  readEpisodes,
  readSnapshot,
  type ComponentChoice,
  type IterationReport,
  type PolicyOptimizer,
  type RewardModel,
  type RewardOptimizer,
  type Snapshot,
} from '@minorant/core';
import { rewardForms, TransformedReward } from '@minorant/irl-piro';
import { z } from 'zod';

import { errors } from '../errors.js';
import { requireRun } from '../run/require-run.js';
import { runFiles } from '../run/run-files.js';

/** Options of `learnt-reward`. */
export const learntRewardOptions = z.strictObject({
  run: z.string().min(1).describe('The folder of the run whose reward is taken'),
  which: z
    .enum(['final', 'best'])
    .default('final')
    .describe(
      'The reward at the end of that run, or the one of its best evaluation (chosen by the true return)',
    ),
  policyRounds: z.int().positive().default(1).describe('Rounds of the policy optimizer in each iteration'),
  demonstrationShare: z
    .number()
    .min(0)
    .lt(1)
    .default(0)
    .describe('Share of demonstrations, paid by the learnt reward, in the batches of the policy optimizer'),
});

/**
 * Trains a fresh policy on the reward that an earlier run has learnt, which stays as it is: the test of whether a
 * reward transfers to a changed environment.
 */
export class LearntReward implements RewardOptimizer {
  readonly specificationVersion = 'v1';

  constructor(
    readonly reward: RewardModel,
    readonly policy: PolicyOptimizer,
    readonly policyRounds: number,
  ) {}

  async iterate({ signal }: { readonly signal?: AbortSignal } = {}): Promise<IterationReport> {
    const { metrics } = await this.policy.improve({
      reward: this.reward,
      rounds: this.policyRounds,
      ...(signal && { signal }),
    });
    return { metrics };
  }

  async snapshot(): Promise<Snapshot> {
    return { parts: { reward: await this.reward.snapshot(), policy: await this.policy.snapshot() } };
  }

  async restore(snapshot: Snapshot): Promise<void> {
    await this.reward.restore(snapshot.parts!['reward']!);
    await this.policy.restore(snapshot.parts!['policy']!);
  }

  dispose(): void {
    this.policy.dispose();
    this.reward.dispose();
  }
}

/** `learnt-reward` as a component. The reward model is made with the options it was learnt with. */
export const learntRewardComponent = defineComponent(extensionPoints.rewardOptimizer, {
  id: 'learnt-reward',
  description: 'Trains a fresh policy on the reward of an earlier run, which is not changed.',
  optionsSchema: learntRewardOptions,
  uses: ['demonstrations', 'reward', 'policy'],
  paths: ['run'],
  async create({ run, which, policyRounds, demonstrationShare: share }, context) {
    const folder = requireRun(run);
    const source = await loadConfiguration(join(folder, runFiles.configuration));
    const choice = source['reward'] as ComponentChoice | undefined;
    if (choice === undefined) {
      throw errors.MNR_CLI_NO_RUN({ path: run, missing: 'learnt reward' });
    }
    const model = await context.create(extensionPoints.rewardModel, choice);
    // A run keeps what it has learnt in `final`; `Run.save` writes it beside the configuration.
    const places = which === 'best' ? ['best/reward'] : ['final/reward', 'reward'];
    const saved = places.map((place) => join(folder, place)).find((path) => existsSync(path));
    if (saved === undefined) throw errors.MNR_CLI_NO_RUN({ path: run, missing: `${which} learnt reward` });
    await model.restore(await readSnapshot(saved));
    // A discriminator is kept as it is; its policy was paid a function of its output (GAIL, DAC).
    const { rewardForm } = source['algorithm'] as { rewardForm?: keyof typeof rewardForms };
    const reward = rewardForm ? new TransformedReward(model, rewardForms[rewardForm]) : model;
    const fallback = context.environment?.actionSpace.kind === 'discrete' ? 'sac-discrete' : 'sac';
    const policy = await context.create(extensionPoints.policyOptimizer, fallback);
    checkLearnsFromReward('learnt-reward', policy);
    if (share > 0) {
      if (!context.demonstrations) throw errors.MNR_CLI_TRANSFER_DEMONSTRATIONS({ share });
      policy.addDemonstrations(await readEpisodes(context.demonstrations), { share });
    }
    return new LearntReward(reward, policy, policyRounds);
  },
});
