import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';

import { runFiles } from '../run/run-files.js';
import { exampleReport } from './example-report.js';

/** Writes the folder of a made-up run whose metrics have the given number of rows. */
export function leaveRun(folder: string, seed: number, rows: number): void {
  const { configuration, summary } = exampleReport();
  mkdirSync(folder, { recursive: true });
  const write = (name: keyof typeof runFiles, text: string): void =>
    writeFileSync(join(folder, runFiles[name]), text);
  write('configuration', stringify({ ...configuration, seed }));
  write('summary', JSON.stringify({ ...summary, seed }));
  write('report', '<!doctype html><title>report</title>');
  const lines = Array.from({ length: rows }, (_, i) => {
    const step = (i + 1) * 10;
    const values = { 'eval/mean_reward': Math.sqrt(step) + seed, 'reward/gap': 1 / step };
    return JSON.stringify({ step, iteration: i + 1, seconds: i, ...values });
  });
  write('metrics', `${lines.join('\n')}\n`);
}
