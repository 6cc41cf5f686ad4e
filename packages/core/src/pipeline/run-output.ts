import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

import type { RewardOptimizerV1 } from '../contracts/reward-optimizer/v1.js';
import type { JsonValue } from '../contracts/snapshot/v1.js';
import { MinorantError } from '../errors/minorant-error.js';
import { replaceFile } from '../snapshots/durable-files.js';
import { writeSnapshot } from '../snapshots/write-snapshot.js';
import { RESULT_FILE } from './run-folder.js';

/** Writes what an algorithm has learnt, `policy/` and `reward/`, into a folder. */
export async function savePolicyAndReward(
  folder: string,
  { policy, reward }: RewardOptimizerV1,
  notes: Readonly<Record<string, JsonValue>>,
): Promise<void> {
  if (policy) await writeSnapshot(join(folder, 'policy'), await policy.policySnapshot(), notes);
  if (reward) await writeSnapshot(join(folder, 'reward'), await reward.snapshot(), notes);
}

/** Writes `result.json` into a run's folder, if it has one. */
export async function writeResult(output: string | undefined, result: object): Promise<void> {
  if (output === undefined) return;
  await replaceFile(join(output, RESULT_FILE), `${JSON.stringify(result, undefined, 2)}\n`);
}

/** Whether a training has ended and left what it has learnt, or has failed after a checkpoint: none of it may be lost. */
export async function hasSaved(output: string): Promise<boolean> {
  if (existsSync(join(output, 'final'))) return true;
  try {
    const text = await readFile(join(output, RESULT_FILE), 'utf8');
    const { status, checkpoint } = JSON.parse(text) as { status?: unknown; checkpoint?: unknown };
    return status === 'completed' || typeof checkpoint === 'string';
  } catch {
    // A training that was killed has written no result, or a part of one.
    return false;
  }
}

/** Takes away the result of an earlier training, which is none of the one under way. */
export async function removeResult(output: string | undefined): Promise<void> {
  if (output !== undefined) await rm(join(output, RESULT_FILE), { force: true });
}

/** Notes a failure in `result.json`; whatever goes wrong there must not hide the failure itself. */
export async function writeFailure(output: string | undefined, error: unknown, where: object): Promise<void> {
  const message = error instanceof Error ? error.message : String(error);
  const { code, hint } = MinorantError.isInstance(error) ? error : { code: null, hint: null };
  await writeResult(output, { status: 'failed', error: { code, message, hint }, ...where }).catch(
    () => undefined,
  );
}
