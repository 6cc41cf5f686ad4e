import { resolve } from 'node:path';

import { errors } from '../errors.js';
import { assembleRun } from './assemble-run.js';
import type { BudgetOptions, PipelineRuntime } from './options.js';
import { PipelineRun } from './pipeline-run.js';
import { environmentChanges, writeConfiguration, writeEnvironment } from './run-folder.js';
import { lockRun } from './run-lock.js';
import type { Run } from './run.js';
import { savedConfiguration } from './saved-configuration.js';

/** Options of {@link resumePipeline}, beside the runtime. */
export interface ResumeOptions {
  /** Id of the checkpoint to go on from; later ones are deleted. @defaultValue the newest */
  readonly checkpoint?: string;
  /** A new budget, counted from the beginning of the run; what it leaves out stays. @defaultValue the run's own */
  readonly budget?: BudgetOptions;
}

/**
 * Goes on with a run from a checkpoint in its folder. With the same versions and backend, the run ends with the same
 * bits as one that was never interrupted (a change of them is warned of). A run that was killed before its first checkpoint
 * begins anew; one that has ended and lost its checkpoints is refused.
 *
 * A damaged checkpoint is refused; the error names the one before it, to be given as `checkpoint`.
 *
 * @throws MinorantError `MNR_RUN_NOT_A_RUN`, `MNR_RUN_NO_CHECKPOINT`, `MNR_RUN_BUDGET_SPENT`, `MNR_RUN_LOCKED` or one of the `MNR_CHECKPOINT_` codes.
 */
export async function resumePipeline(
  folder: string,
  { checkpoint, budget, ...runtime }: ResumeOptions & PipelineRuntime = {},
): Promise<Run> {
  const path = resolve(folder);
  const saved = await savedConfiguration(path);
  if (saved.checkpoints === false) {
    throw errors.MNR_RUN_NO_CHECKPOINT({ path, problem: 'it was told to keep no checkpoints' });
  }
  const options = { ...saved, output: path, ...(budget && { budget: { ...saved.budget, ...budget } }) };
  const lock = await lockRun(path);
  let run: PipelineRun | undefined;
  try {
    const parts = await assembleRun(options, { directory: path, ...runtime }, { writes: true });
    run = new PipelineRun(parts, runtime, path, lock);
    const changes = await environmentChanges(path, parts.host);
    if (changes.length > 0) {
      parts.assembly.warn(
        `The run may end with other bits than an uninterrupted one: ${changes.join('; ')}.`,
      );
    }
    await run.resume(checkpoint, { extends: budget !== undefined });
    await writeConfiguration(path, parts.configuration);
    await writeEnvironment(path, parts.host);
    return run;
  } catch (error) {
    await (run ? run.dispose() : lock.release());
    throw error;
  }
}
