import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { replaceFile } from '@minorant/core';

import { readRewardMap } from '../reward-map/reward-map.js';
import { machine } from './machine.js';
import { readJson } from './read-json.js';
import type { RunFolder } from './read-run-folder.js';
import { runFiles } from './run-files.js';

/** Writes `report.html` into a run's folder and gives its path. */
export async function writeReport(
  folder: string,
  { configuration, records, summary }: RunFolder,
): Promise<string> {
  const file = join(folder, runFiles.environment);
  const environment = existsSync(file) ? (readJson(file) as Record<string, unknown>) : machine();
  const { runReport } = await import('../report/run-report.js');
  const path = join(folder, runFiles.report);
  const rewardMap = await readRewardMap(folder);
  await replaceFile(
    path,
    runReport({ summary, configuration, records, environment, ...(rewardMap && { rewardMap }) }),
  );
  return path;
}
