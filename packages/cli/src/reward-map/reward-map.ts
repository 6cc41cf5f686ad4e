import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { replaceFile } from '@minorant/core';
import { z } from 'zod';

import { runFiles } from '../run/run-files.js';

const axis = z.strictObject({ dimension: z.int().nonnegative(), low: z.number(), high: z.number() });

/** A learnt reward as a picture: the cells of a grid world, or a slice through two dimensions of the observation. */
const rewardMapSchema = z.strictObject({
  /** `grid`: rows from the top; `slice`: rows from the lowest value of y. */
  kind: z.enum(['grid', 'slice']),
  columns: z.int().positive().max(200),
  rows: z.int().positive().max(200),
  /** Row by row. */
  rewards: z.array(z.number()).max(40_000),
  x: axis.optional(),
  y: axis.optional(),
  /** What the other parts of a transition were. */
  note: z.string().max(1000),
});

/** A learnt reward as a picture: the cells of a grid world, or a slice through two dimensions of the observation. */
export type RewardMap = z.output<typeof rewardMapSchema>;

/** The map that a run's folder holds; undefined when there is none, or one that nothing can be made of. */
export async function readRewardMap(folder: string): Promise<RewardMap | undefined> {
  const file = join(folder, runFiles.rewardMap);
  if (!existsSync(file)) return undefined;
  try {
    const parsed = rewardMapSchema.safeParse(JSON.parse(await readFile(file, 'utf8')));
    if (!parsed.success) return undefined;
    return parsed.data.rewards.length === parsed.data.columns * parsed.data.rows ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/** Writes a map into a run's folder. */
export async function writeRewardMap(folder: string, map: RewardMap): Promise<void> {
  await replaceFile(join(folder, runFiles.rewardMap), JSON.stringify(map));
}
