import type { MetricRecord } from '@minorant/core';

import type { LineChartOptions, Reference } from './line-chart.js';
import { lastAtEach, progressAxis } from './progress-axis.js';
import type { RunSummary } from './run-summary.js';
import type { Point, Series } from './series.js';

/** A chart of a report: its title, a sentence that explains it, and what to draw. */
export interface ChartSpecification {
  readonly title: string;
  readonly caption: string;
  readonly chart: LineChartOptions;
}

/** The main learning curves of a run, those that its metrics have: returns, reward gap, what the end pays, mu, reward change. */
export function mainCharts(records: readonly MetricRecord[], summary: RunSummary): ChartSpecification[] {
  const references: Reference[] = [];
  if (summary.expert) references.push({ name: 'expert', value: summary.expert.mean });
  if (summary.random) references.push({ name: 'random', value: summary.random.mean });
  const specifications: ChartSpecification[] = [
    {
      title: 'Return',
      caption:
        'True return, which the algorithm never sees: evaluations (band: one standard deviation) and rollouts.',
      chart: overProgress(
        records,
        'return',
        [
          curve(records, 'evaluation', 'eval/mean_reward', 'eval/std_reward'),
          curve(records, 'rollouts', 'rollout/ep_rew_mean'),
        ],
        { references },
      ),
    },
    {
      title: 'Reward gap',
      caption:
        "Mean learnt reward of the expert's transitions less that of the policy's: its gradient is the likelihood's.",
      chart: overProgress(records, 'learnt reward', [
        curve(records, 'gap', 'reward/gap'),
        curve(records, 'expert', 'reward/expert'),
        curve(records, 'policy', 'reward/policy'),
      ]),
    },
    {
      title: 'Living and the end',
      caption:
        'Mean learnt reward of the states that the policy lives in, and of each step after an episode has ended: where the end pays more, the policy learns to end its episodes.',
      chart: overProgress(records, 'learnt reward', [
        curve(records, 'living', 'reward/living'),
        curve(records, 'the end', 'reward/absorbing'),
      ]),
    },
    {
      title: 'Trust-region coefficient μ',
      caption: 'Weight of the penalty on the change of the reward.',
      chart: overProgress(records, 'μ', [curve(records, 'μ', 'trust_region/coefficient')], {
        logarithmic: values(records, 'trust_region/coefficient').every((value) => value > 0),
      }),
    },
    {
      title: 'Reward change',
      caption: 'How far the reward moved in each outer iteration, measured against the reward before it.',
      chart: overProgress(records, 'change', [curve(records, 'change', 'trust_region/change')]),
    },
  ];
  return specifications.filter(({ chart }) => chart.series.length > 0);
}

/** One small chart for each metric, in the order of their names. */
export function allMetricCharts(records: readonly MetricRecord[]): ChartSpecification[] {
  const names = new Set(records.flatMap((record) => Object.keys(record.values)));
  return [...names].sort().map((name) => ({
    title: name,
    caption: '',
    chart: overProgress(records, '', [curve(records, name, name)], { height: 180 }),
  }));
}

function curve(records: readonly MetricRecord[], name: string, metric: string, deviation?: string): Series {
  const points: Point[] = [];
  const axis = progressAxis(records);
  for (const record of records) {
    const { values } = record;
    const y = values[metric];
    if (y === undefined || !Number.isFinite(y)) continue;
    const spread = deviation === undefined ? undefined : values[deviation];
    points.push({
      x: axis.of(record),
      y,
      ...(spread !== undefined && { low: y - spread, high: y + spread }),
    });
  }
  return { name, points: lastAtEach(points) };
}

function values(records: readonly MetricRecord[], metric: string): number[] {
  return records.flatMap((record) => record.values[metric] ?? []);
}

/** A chart over the run's progress, of those series that have points. */
function overProgress(
  records: readonly MetricRecord[],
  yLabel: string,
  series: readonly Series[],
  rest: Partial<LineChartOptions> = {},
): LineChartOptions {
  const present = series.filter(({ points }) => points.length > 0);
  return { xLabel: progressAxis(records).unit, yLabel, series: present, ...rest };
}
