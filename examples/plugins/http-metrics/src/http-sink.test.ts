import { extensionPoints } from '@minorant/core';
import { componentSuite, describeConformance, metricSinkSuite, testContext } from '@minorant/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import plugin, { httpComponent } from './index.js';
import { TestTracker } from './test-tracker.js';

let tracker: TestTracker;
beforeAll(async () => {
  tracker = await TestTracker.start();
});
beforeEach(() => {
  tracker.requests.length = 0;
  tracker.answers = [];
});
afterAll(() => tracker.stop());

const make = async (options: Record<string, unknown> = {}) => {
  const context = await testContext({ plugins: [plugin], output: '/runs/my run' });
  const all = { id: 'http', url: tracker.url, backoff: 1, ...options };
  return context.create(extensionPoints.metricSink, all);
};
const record = (iteration: number, value = 1) => ({
  ...{ step: 10 * iteration, iteration, seconds: iteration, values: { 'train/loss': value } },
});

describeConformance('http', componentSuite, { component: httpComponent, options: { url: 'http://a' } });
describeConformance('http', metricSinkSuite, {
  create: () => {
    tracker.requests.length = 0;
    return make({ batchSize: 2 });
  },
  written: () => tracker.records,
});

describe('http', () => {
  it('sends full batches as it goes and the rest at the end', async () => {
    const sink = await make({ batchSize: 3 });
    const counts: number[] = [];
    for (let i = 1; i <= 7; i++) {
      await sink.write(record(i, i === 2 ? NaN : i));
      counts.push(tracker.records.length);
    }
    await sink.close();
    expect(counts).toEqual([0, 0, 3, 3, 3, 6, 6]);
    expect(tracker.requests.map(({ records }) => records.length)).toEqual([3, 3, 1]);
    expect(tracker.requests[0]!.path).toBe('/runs/my%20run/records');
    expect(tracker.records.map(({ sequence }) => sequence)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(tracker.records[1]!.values).toEqual({ 'train/loss': null });
  });

  it('tries again after a refusal for now and a broken connection', async () => {
    const sink = await make({ batchSize: 1 });
    tracker.answers = [503, 0, 429];
    await sink.write(record(1));
    expect(tracker.records).toHaveLength(1);
  });

  it('keeps what could not be sent, and sends it when the tracker is back', async () => {
    const sink = await make({ batchSize: 1, retries: 1 });
    tracker.answers = [500, 500, 500, 500];
    await expect(sink.write(record(1))).rejects.toThrow(/could not be sent to http.*it answered 500/);
    await expect(sink.write(record(2))).rejects.toThrow();
    await sink.write(record(3));
    expect(tracker.records.map(({ sequence }) => sequence)).toEqual([0, 1, 2]);
  });

  it('does not repeat a request that is wrong, and keeps no more than it should', async () => {
    const sink = await make({ batchSize: 1, keep: 2 });
    tracker.answers = [401, 401, 401];
    for (let i = 1; i <= 3; i++) await expect(sink.write(record(i))).rejects.toThrow(/answered 401/);
    expect(tracker.answers).toEqual([]);
    await sink.close();
    expect(tracker.records.map(({ sequence }) => sequence)).toEqual([1, 2]);
  });

  it('takes its token from the environment, and says so when it is not there', async () => {
    process.env['MY_TRACKER_TOKEN'] = 'secret';
    const sink = await make({ tokenVariable: 'MY_TRACKER_TOKEN', batchSize: 1 });
    await sink.write(record(1));
    expect(tracker.requests[0]!.authorization).toBe('Bearer secret');
    delete process.env['MY_TRACKER_TOKEN'];
    await expect(make({ tokenVariable: 'MY_TRACKER_TOKEN' })).rejects.toThrow(/MY_TRACKER_TOKEN is not set/);
  });

  it('tells the tracker what a resumed run forgets, and its records from those before', async () => {
    const first = await make({ batchSize: 1 });
    await first.write(record(1));
    const resumed = await make({ batchSize: 1 });
    await resumed.rewind!(4);
    expect(tracker.requests[1]!.path).toBe('/runs/my%20run/rewind');
    await resumed.write(record(5));
    await resumed.write(record(6));
    const sent = [tracker.requests[0]!, ...tracker.requests.slice(2)];
    const names = sent.map(({ session, records }) => `${session}/${records[0]!.sequence}`);
    expect(new Set(names).size).toBe(3);
    expect(sent[1]!.session).toBe(sent[2]!.session);
  });
});
