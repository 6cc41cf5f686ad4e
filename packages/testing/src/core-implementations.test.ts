import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  ConsoleSink,
  consoleSinkOptions,
  createPluginHost,
  CsvSink,
  extensionPoints,
  FileCheckpointStore,
  JsonlSink,
  TensorboardSink,
} from '@minorant/core';
import { afterAll } from 'vitest';

import { checkpointStoreSuite } from './checkpoint-store-suite.js';
import { componentSuite } from './component-suite.js';
import { metricSinkSuite } from './metric-sink-suite.js';
import { describeConformance } from './suite.js';

// What core itself implements, held to the suites that everybody's implementations are held to.
const folder = mkdtempSync(join(tmpdir(), 'minorant-core-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let count = 0;
let path = '';
const next = (): string => (path = join(folder, String(count++)));

describeConformance('FileCheckpointStore', checkpointStoreSuite, {
  create: () => new FileCheckpointStore(next()),
});
describeConformance('JsonlSink', metricSinkSuite, {
  create: () => new JsonlSink(next()),
  reopen: () => new JsonlSink(path),
  written: () => readFileSync(path, 'utf8').trim().split('\n'),
});
describeConformance('CsvSink', metricSinkSuite, {
  create: () => new CsvSink(next()),
  reopen: () => new CsvSink(path),
  written: () => {
    const [names, ...rows] = readFileSync(path, 'utf8').trim().split('\n');
    return rows.map((row) => ({ names, row }));
  },
});
describeConformance('TensorboardSink', metricSinkSuite, {
  create: () => new TensorboardSink(next()),
  reopen: () => new TensorboardSink(path),
});
const lines: string[] = [];
describeConformance('ConsoleSink', metricSinkSuite, {
  create: () => {
    lines.length = 0;
    return new ConsoleSink(consoleSinkOptions.parse({}), (line) => lines.push(line));
  },
  written: () => lines,
});

const host = await createPluginHost();
for (const point of [extensionPoints.metricSink, extensionPoints.checkpointStore] as const) {
  for (const { component } of host.list(point as typeof extensionPoints.metricSink)) {
    describeConformance(component.id, componentSuite, { component: component });
  }
}
