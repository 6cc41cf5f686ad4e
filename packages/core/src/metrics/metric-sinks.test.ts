import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { MetricRecord } from '../contracts/metric-sink/v1.js';
import { ConsoleSink, consoleSinkOptions } from './console-sink.js';
import { CsvSink } from './csv-sink.js';
import { JsonlSink } from './jsonl-sink.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minorant-metrics-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const record = (iteration: number, values: MetricRecord['values']): MetricRecord => ({
  step: iteration * 100,
  iteration,
  seconds: iteration / 2,
  values,
});

describe('JsonlSink', () => {
  it('writes a line for each record, and forgets later ones on rewinding', async () => {
    const path = join(folder, 'm.jsonl');
    const sink = new JsonlSink(path);
    for (const i of [1, 2, 3]) await sink.write(record(i, { 'train/loss': 1 / i }));
    await new JsonlSink(path).rewind(2);
    const again = new JsonlSink(path);
    await again.write(record(3, { 'train/loss': 7 }));
    expect(await readFile(path, 'utf8')).toBe(
      '{"step":100,"iteration":1,"seconds":0.5,"train/loss":1}\n' +
        '{"step":200,"iteration":2,"seconds":1,"train/loss":0.5}\n' +
        '{"step":300,"iteration":3,"seconds":1.5,"train/loss":7}\n',
    );
  });
});

describe('CsvSink', () => {
  it('adds columns at the end as metrics appear, leaving cells empty where there was none', async () => {
    const path = join(folder, 'm.csv');
    const sink = new CsvSink(path);
    await sink.write(record(1, { 'train/loss': 0.25 }));
    await sink.write(record(2, { 'a,"b"': 1, 'train/loss': 0.5 }));
    await sink.write(record(3, { 'a,"b"': 2 }));
    const expected = [
      'step,iteration,seconds,train/loss,"a,""b"""',
      '100,1,0.5,0.25,',
      '200,2,1,0.5,1',
      '300,3,1.5,,2',
    ];
    expect(await readFile(path, 'utf8')).toBe(`${expected.join('\n')}\n`);
    const resumed = new CsvSink(path);
    await resumed.rewind(2);
    await resumed.write(record(3, { 'train/loss': 9, 'eval/x': 3 }));
    expect(await readFile(path, 'utf8')).toBe(
      [
        'step,iteration,seconds,train/loss,"a,""b""",eval/x',
        '100,1,0.5,0.25,,',
        '200,2,1,0.5,1,',
        '300,3,1.5,9,,3',
        '',
      ].join('\n'),
    );
  });
});

describe('CsvSink of a run that goes on', () => {
  it('leaves a file alone that is not what it wrote, such as one that a spreadsheet has saved', async () => {
    const path = join(folder, 'm.csv');
    const text = 'step;iteration;seconds\n100;1;0,5\n';
    await writeFile(path, text);
    const sink = new CsvSink(path);
    const refused = { code: 'MNR_METRIC_FILE', message: expect.stringContaining(path) as string };
    await expect(sink.rewind(1)).rejects.toMatchObject(refused);
    await expect(sink.write(record(2, {}))).rejects.toMatchObject(refused);
    expect(await readFile(path, 'utf8')).toBe(text);
  });
});

describe('ConsoleSink', () => {
  it('keeps the columns that it has seen, and no others whose names are a part of theirs', () => {
    const lines: string[] = [];
    const columns = ['train/loss', 'train/actor_loss', 'eval/step'];
    const sink = new ConsoleSink(consoleSinkOptions.parse({ columns }), (line) => lines.push(line));
    sink.write(record(1, { 'train/actor_loss': 1 }));
    sink.write(record(2, {}));
    expect(lines.map((line) => line.trim().split(/\s+/))).toEqual([
      ['step', 'iteration', 'seconds', 'actor_loss'],
      ['100', '1', '0.5', '1'],
      ['200', '2', '1.0'],
    ]);
  });

  it('prints a heading and short lines, evaluations always', () => {
    const lines: string[] = [];
    const sink = new ConsoleSink(consoleSinkOptions.parse({ every: 2 }), (line) => lines.push(line));
    sink.write(record(1, { 'rollout/ep_rew_mean': 1 }));
    sink.write(record(2, { 'rollout/ep_rew_mean': 12.345678 }));
    sink.write(record(3, { 'rollout/ep_rew_mean': 3, 'eval/mean_reward': 4 }));
    sink.write(record(4, { 'rollout/ep_rew_mean': 5, 'train/other': 1 }));
    expect(lines.map((line) => line.trim().split(/\s+/))).toEqual([
      ['step', 'iteration', 'seconds', 'ep_rew_mean'],
      ['200', '2', '1.0', '12.346'],
      ['step', 'iteration', 'seconds', 'ep_rew_mean', 'mean_reward'],
      ['300', '3', '1.5', '3', '4'],
      ['400', '4', '2.0', '5'],
    ]);
  });
});
