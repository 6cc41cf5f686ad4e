import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { errors } from '../errors.js';
import { readSnapshot } from '../snapshots/read-snapshot.js';
import { assembleRun } from './assemble-run.js';
import type { PipelineRuntime } from './options.js';
import { PipelineRun } from './pipeline-run.js';
import type { Run } from './run.js';
import { savedConfiguration } from './saved-configuration.js';

/** Options of {@link openRun}, beside the runtime. */
export interface OpenOptions {
  /** The policy and reward at the end of the run, or those of its best evaluation. @defaultValue `final` */
  readonly which?: 'final' | 'best';
}

/**
 * Opens what a run has learnt, to evaluate it or to collect episodes with it: the folder of a run, or one that
 * {@link Run.save} wrote, which has one policy and no best one. Nothing is written there.
 *
 * @throws MinorantError `MNR_RUN_NOT_A_RUN`, also where there is no best policy, or one of the `MNR_CHECKPOINT_` codes.
 */
export async function openRun(
  folder: string,
  { which = 'final', ...runtime }: OpenOptions & PipelineRuntime = {},
): Promise<Run> {
  const path = resolve(folder);
  const saved = await savedConfiguration(path);
  const isSaved = existsSync(join(path, 'policy')) || existsSync(join(path, 'reward'));
  const from = isSaved && which === 'final' ? path : join(path, which);
  if (!existsSync(from)) throw errors.MNR_RUN_NOT_A_RUN({ path, problem: `it has no folder ${which}` });
  const parts = await assembleRun(saved, { directory: path, ...runtime }, { writes: false });
  const run = new PipelineRun(parts, runtime, undefined);
  const { policy, reward } = parts.algorithm;
  try {
    if (policy) await policy.restorePolicy(await readSnapshot(join(from, 'policy')));
    if (reward) await reward.restore(await readSnapshot(join(from, 'reward')));
  } catch (error) {
    await run.dispose();
    throw error;
  }
  return run;
}
