import type { MetricRecord, MetricSink } from '@minorant/core';
import { expect, it } from 'vitest';

import { metricSinkSuite } from './metric-sink-suite.js';
import { failedChecks } from './suite.js';

/** The failed checks of a sink that writes `entry` for each record. */
async function failed(entry: (record: MetricRecord) => unknown): Promise<string[]> {
  let written: unknown[] = [];
  const create = (): MetricSink => {
    written = [];
    return {
      specificationVersion: 'v1',
      write: (record) => void written.push(entry(record)),
      close: () => undefined,
    };
  };
  return [...(await failedChecks(metricSinkSuite, { create, written: () => written })).keys()];
}

it('catches metric sinks that write no metric, only names, only numbers, or always the first value', async () => {
  const writes = ['writes each value of a metric, and what it is called'];
  expect(await failed(({ values }) => ({ ...values }))).toEqual([]);
  expect(await failed(({ values }) => new Map(Object.entries(values)))).toEqual([]);
  expect(await failed(() => ({ step: 0, nothing: true }))).toEqual(writes);
  expect(await failed(({ values }) => Object.keys(values))).toEqual(writes);
  expect(await failed(({ values }) => Object.values(values))).toEqual(writes);
  let first: MetricRecord | undefined;
  expect(await failed((record) => (first ??= record).values)).toEqual(writes);
});
