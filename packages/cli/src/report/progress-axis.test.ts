import type { MetricRecord } from '@minorant/core';
import { expect, it } from 'vitest';

import { exampleReport } from '../test-support/example-report.js';
import { allMetricCharts, mainCharts } from './metric-charts.js';
import { lastAtEach, progressAxis } from './progress-axis.js';

const record = (step: number, iteration: number, value: number): MetricRecord => ({
  ...{ step, iteration, seconds: iteration },
  values: { 'eval/mean_reward': value },
});

it('counts steps where there are any, and iterations where there are none', () => {
  expect(progressAxis([record(0, 1, 0), record(10, 2, 0)])).toMatchObject({ unit: 'environment steps' });
  expect(progressAxis([record(0, 1, 0), record(0, 2, 0)])).toMatchObject({ unit: 'iterations' });
  expect(progressAxis([])).toMatchObject({ unit: 'environment steps' });
});

it('leaves the last point at each place', () => {
  const points = [3, 3, 5].map((x, y) => ({ x, y }));
  expect(lastAtEach(points)).toEqual([
    { x: 3, y: 1 },
    { x: 5, y: 2 },
  ]);
});

it('draws the charts of an algorithm without steps over its iterations', () => {
  const records = [record(0, 10, 1), record(0, 20, 5), record(0, 20, 6)];
  const [returns] = mainCharts(records, exampleReport().summary);
  const [metric] = allMetricCharts(records);
  for (const { chart } of [returns!, metric!]) {
    expect(chart.xLabel).toBe('iterations');
    expect(chart.series[0]!.points).toEqual([
      { x: 10, y: 1 },
      { x: 20, y: 6 },
    ]);
  }
});
