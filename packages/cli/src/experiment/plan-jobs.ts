import { join } from 'node:path';

import { assignAt } from '../configuration/set-value.js';
import { isRecord, type RawConfiguration } from '../configuration/raw-configuration.js';
import type { Experiment, Sweep } from './experiment-schema.js';
import { gridPoints } from './grid-points.js';
import { mergeConfiguration } from './merge-configuration.js';

/** Which cell of the matrix a run is. */
export interface Cell {
  readonly task: string;
  /** The algorithm's name, in a sweep with its parameters. */
  readonly algorithm: string;
  readonly seed: number;
}

/** One run of an experiment. */
export interface Job extends Cell {
  readonly configuration: RawConfiguration;
  /** The run's folder. */
  readonly folder: string;
  /** Where the configuration is kept that the run was started with. */
  readonly configurationFile: string;
}

/** How messages and tables name a run. */
export function jobName({ task, algorithm, seed }: Cell): string {
  return `${task} / ${algorithm} / seed ${seed}`;
}

/** The job of a cell, with its place below the experiment's folder. */
export function jobOf(cell: Cell, configuration: RawConfiguration, output: string): Job {
  const { task, algorithm, seed } = cell;
  const folder = join(output, task, algorithm, `seed-${seed}`);
  return {
    task,
    algorithm,
    seed,
    configuration: { ...configuration, seed, output: folder },
    folder,
    configurationFile: `${folder}.yaml`,
  };
}

/**
 * All runs of an experiment or a sweep: seeds outermost, so that every algorithm has a first result early.
 *
 * @throws MinorantError `MNR_CLI_SET` when a parameter leads through something that has no keys.
 */
export function planJobs(experiment: Experiment | Sweep, output: string): readonly Job[] {
  const points = gridPoints('parameters' in experiment ? experiment.parameters : {});
  const jobs: Job[] = [];
  for (const seed of experiment.seeds) {
    for (const [task, taskConfiguration] of Object.entries(experiment.tasks)) {
      for (const [algorithm, algorithmConfiguration] of Object.entries(experiment.algorithms)) {
        const merged = mergeConfiguration(
          mergeConfiguration(experiment.base, taskConfiguration),
          algorithmConfiguration,
        );
        for (const { name, values } of points) {
          const configuration = values.reduce((below, [path, value]) => assignAt(below, path, value), merged);
          const cell = { task, algorithm: name === '' ? algorithm : `${algorithm} ${name}`, seed };
          jobs.push(jobOf(cell, isRecord(configuration) ? configuration : merged, output));
        }
      }
    }
  }
  return jobs;
}
