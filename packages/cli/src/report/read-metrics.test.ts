import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { readMetrics } from './read-metrics.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'minorant-metrics-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const row = '{"step":10,"iteration":1,"seconds":0.5,"eval/mean_reward":3,"train/loss":null}';

describe('readMetrics', () => {
  const read = (text: string) => {
    writeFileSync(join(folder, 'metrics.jsonl'), text);
    return readMetrics(join(folder, 'metrics.jsonl'));
  };

  it('gives every row, without the numbers that were not finite', async () => {
    expect(await read(`${row}\n${row}\n`)).toEqual([
      { step: 10, iteration: 1, seconds: 0.5, values: { 'eval/mean_reward': 3 } },
      { step: 10, iteration: 1, seconds: 0.5, values: { 'eval/mean_reward': 3 } },
    ]);
  });

  it('leaves out a last row that a killed run did not finish', async () => {
    expect(await read(`${row}\n${row.slice(0, 30)}`)).toHaveLength(1);
  });

  it('gives nothing where there is no file', async () => {
    expect(await readMetrics(join(folder, 'none.jsonl'))).toEqual([]);
  });

  it.each([
    ['not JSON', `${row}\n{"step":\n${row}\n`],
    ['wrong keys', `${row}\n{"step":"10"}\n${row}\n`],
  ])('names the line of a damaged file: %s', async (problem, text) => {
    await expect(read(text)).rejects.toThrow(`line 2: no row of metrics (${problem})`);
  });
});
