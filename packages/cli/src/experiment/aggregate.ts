import { RandomStreams } from '@minorant/core';

import type { ProgressUnit } from '../report/progress-axis.js';
import { bootstrapInterval, type Interval } from '../statistics/bootstrap-interval.js';
import { interquartileMean } from '../statistics/interquartile-mean.js';
import { meanAndDeviation } from '../statistics/mean-and-deviation.js';
import type { JobResult } from './job-result.js';

/** An algorithm on one task, over its seeds. */
export interface Cell {
  readonly task: string;
  readonly algorithm: string;
  readonly seeds: number;
  readonly mean: number;
  readonly std: number;
  /** Interquartile mean of the final returns, with a 95 % bootstrap interval over the seeds. */
  readonly interquartileMean: number;
  readonly interval: Interval;
  readonly best: number;
  readonly worst: number;
  /** Mean over the seeds of each run's best evaluation; undefined where a run has none, as the next two. */
  readonly meanBest?: number;
  readonly meanLargestDrop?: number;
  /** Mean share of the way from random to expert; undefined where one of them is unknown. */
  readonly normalised?: number;
  /** How many seeds had an evaluation of 80 % of the way from random to expert, and after how much, in the mean. */
  readonly reached?: { readonly seeds: number; readonly after: number; readonly unit: ProgressUnit };
  /** Mean wall time of a run. */
  readonly seconds: number;
}

/** An algorithm over all tasks, in returns with random at 0 and the expert at 1. */
export interface Overall {
  readonly algorithm: string;
  readonly runs: number;
  readonly interquartileMean: number;
  /** 95 %, stratified by task, as rliable's. */
  readonly interval: Interval;
}

/** The tables of an experiment. */
export interface Aggregate {
  readonly cells: readonly Cell[];
  readonly overall: readonly Overall[];
}

/** Means, spreads, interquartile means and intervals of runs: of each algorithm on each task, and over all tasks. */
export function aggregate(results: readonly JobResult[]): Aggregate {
  const random = new RandomStreams(0);
  const cells = [...group(results, ({ task, algorithm }) => JSON.stringify([task, algorithm])).values()].map(
    (runs): Cell => {
      const { task, algorithm } = runs[0]!;
      const finals = runs.map(({ final }) => final);
      const normalised = runs.flatMap((run) => run.normalised ?? []);
      const reached = runs.flatMap((run) => run.reachedAfter ?? []);
      const best = runs.flatMap((run) => run.best ?? []);
      const drops = runs.flatMap((run) => run.largestDrop ?? []);
      const isEvaluated = best.length === runs.length;
      return {
        task,
        algorithm,
        seeds: runs.length,
        ...meanAndDeviation(finals),
        interquartileMean: interquartileMean(finals),
        interval: bootstrapInterval([finals], interquartileMean, {
          random: random.stream(`cell/${task}/${algorithm}`),
        }),
        best: Math.max(...finals),
        worst: Math.min(...finals),
        ...(isEvaluated && {
          meanBest: meanAndDeviation(best).mean,
          meanLargestDrop: meanAndDeviation(drops).mean,
        }),
        ...(normalised.length === runs.length && { normalised: meanAndDeviation(normalised).mean }),
        ...(isEvaluated && {
          reached: { seeds: reached.length, after: meanAndDeviation(reached).mean, unit: runs[0]!.unit },
        }),
        seconds: meanAndDeviation(runs.map(({ summary }) => summary.seconds)).mean,
      };
    },
  );
  const overall = [...group(results, ({ algorithm }) => algorithm).entries()].flatMap(
    ([algorithm, runs]): Overall[] => {
      const strata = [...group(runs, ({ task }) => task).values()].map((ofTask) =>
        ofTask.flatMap((run) => run.normalised ?? []),
      );
      if (strata.some((scores) => scores.length === 0)) return [];
      return [
        {
          algorithm,
          runs: strata.flat().length,
          interquartileMean: interquartileMean(strata.flat()),
          interval: bootstrapInterval(strata, interquartileMean, {
            random: random.stream(`overall/${algorithm}`),
          }),
        },
      ];
    },
  );
  return { cells, overall };
}

function group<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const members = groups.get(key(item));
    if (members) members.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}
