import { inspect } from 'node:util';

import type { MetricRecord, MetricSink } from '@minorant/core';
import { expect } from 'vitest';

import type { ConformanceSuite } from './suite.js';

/** What the suite needs of a metric sink. */
export interface MetricSinkSubject {
  /** Makes a fresh instance. */
  create(): MetricSink | Promise<MetricSink>;
  /**
   * What has arrived after `close`, if the test can see it: one entry a record, in any form that has the names and values
   * of its metrics in it.
   */
  written?(): readonly unknown[] | Promise<readonly unknown[]>;
  /** Another instance on what the last one wrote, as in a run that goes on; left out, `rewind` is not tried. */
  reopen?(): MetricSink | Promise<MetricSink>;
}

const record = (step: number, values: Record<string, number>): MetricRecord => ({
  step,
  iteration: step / 10,
  seconds: step / 100,
  values,
});

/** What every metric sink must do. */
export const metricSinkSuite: ConformanceSuite<MetricSinkSubject> = {
  contract: 'metric-sink v1',
  checks: [
    {
      name: 'says which contract it implements',
      run: async (subject) => {
        const sink = await subject.create();
        expect(sink.specificationVersion).toBe('v1');
        await sink.close();
      },
    },
    {
      name: 'takes records whose names change, and none at all',
      run: async (subject) => {
        const sink = await subject.create();
        await sink.write(record(10, { 'train/loss': 1 }));
        await sink.write(record(20, { 'train/loss': 0.5, 'eval/mean_reward': 3 }));
        await sink.write(record(30, {}));
        await sink.close();
        const written = await subject.written?.();
        if (written) expect(written.length).toBeGreaterThanOrEqual(2);
      },
    },
    {
      name: 'writes each value of a metric, and what it is called',
      run: async (subject) => {
        const sink = await subject.create();
        await sink.write(record(10, { 'eval/mean_reward': 123.5 }));
        await sink.write(record(20, { 'eval/mean_reward': 67.25 }));
        await sink.close();
        const written = await subject.written?.();
        if (!written) return;
        const text = inspect(written, { depth: null, maxArrayLength: null, maxStringLength: null });
        // A table for people may do without the group of a name, and fill its numbers up with zeros.
        for (const part of ['mean_reward', '123.5', '67.25']) expect(text).toContain(part);
      },
    },
    {
      name: 'takes numbers that are not finite without losing the rest',
      run: async (subject) => {
        const sink = await subject.create();
        await sink.write(record(10, { 'train/loss': NaN, 'train/other': Infinity, 'train/fine': 1 }));
        await sink.close();
        const written = await subject.written?.();
        if (written)
          expect(written.length, 'records with a number that is not finite').toBeGreaterThanOrEqual(1);
      },
    },
    {
      name: 'does not keep or change the record that it was given',
      run: async (subject) => {
        const sink = await subject.create();
        const given = Object.freeze({
          ...record(10, { 'train/loss': 1 }),
          values: Object.freeze({ 'train/loss': 1 }),
        });
        await sink.write(given);
        await sink.close();
        expect(given.values).toEqual({ 'train/loss': 1 });
      },
    },
    {
      name: 'forgets what a killed run wrote beyond its checkpoint, if it can forget',
      run: async (subject) => {
        const killed = await subject.create();
        for (const step of [10, 20, 30]) await killed.write(record(step, { 'train/loss': step }));
        await killed.close();
        const resumed = await subject.reopen?.();
        if (!resumed) return;
        await resumed.rewind?.(1);
        await resumed.write(record(20, { 'train/loss': 20 }));
        await resumed.close();
        const written = await subject.written?.();
        if (written && resumed.rewind) expect(written.length, 'records of iterations 1 and 2').toBe(2);
      },
    },
    {
      name: 'may be closed twice',
      run: async (subject) => {
        const sink = await subject.create();
        await sink.close();
        await sink.close();
      },
    },
  ],
};
