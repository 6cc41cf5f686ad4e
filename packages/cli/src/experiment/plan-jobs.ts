import { join } from 'node:path';

import type { RawConfiguration } from '../configuration/raw-configuration.js';
import type { Experiment } from './experiment-schema.js';
import { mergeConfiguration } from './merge-configuration.js';

/** One run of an experiment. */
export interface Job {
  readonly task: string;
  readonly algorithm: string;
  readonly seed: number;
  readonly configuration: RawConfiguration;
  /** The run's folder. */
  readonly folder: string;
  /** Where the configuration is kept that the run was started with. */
  readonly configurationFile: string;
}

/** All runs of an experiment: seeds outermost, so that every algorithm has a first result early. */
export function planJobs(experiment: Experiment, output: string): readonly Job[] {
  const jobs: Job[] = [];
  for (const seed of experiment.seeds) {
    for (const [task, taskConfiguration] of Object.entries(experiment.tasks)) {
      for (const [algorithm, algorithmConfiguration] of Object.entries(experiment.algorithms)) {
        const folder = join(output, task, algorithm, `seed-${seed}`);
        const merged = mergeConfiguration(
          mergeConfiguration(experiment.base, taskConfiguration),
          algorithmConfiguration,
        );
        jobs.push({
          task,
          algorithm,
          seed,
          configuration: { ...merged, seed, output: folder },
          folder,
          configurationFile: `${folder}.yaml`,
        });
      }
    }
  }
  return jobs;
}
