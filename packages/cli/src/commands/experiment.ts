import type { Command } from 'commander';

import { conductExperiment, type ExperimentFlags } from '../experiment/conduct-experiment.js';
import { readExperiment } from '../experiment/read-experiment.js';
import type { CommandContext } from '../program.js';
import { folderName } from '../run/folder-name.js';

/** `minorant experiment`: tasks x algorithms x seeds, what is missing run, and the tables written. */
export function addExperiment(program: Command, context: CommandContext): Command {
  return program
    .command('experiment')
    .description('Run a matrix of tasks, algorithms and seeds; run what is missing; write tables and curves.')
    .argument('<file>', 'the experiment, YAML or JSON')
    .option('--out <folder>', 'where runs and results go (default: runs/experiments/NAME)', folderName)
    .option('--processes <number>', 'runs at once (default: one for each processor)')
    .option('--queue <url>', 'let workers run it, through this Redis server: redis://host:port')
    .option('--task <names...>', 'run only these tasks; the tables hold all that is done')
    .option('--algorithm <names...>', 'run only these algorithms')
    .option('--seed <numbers...>', 'run only these seeds')
    .option('--report', 'run nothing, only write the tables of what is done')
    .option('--json', 'end standard output with one line of JSON')
    .addHelpText(
      'after',
      `
Every run is a process of its own and writes its own folder. Given again, the command skips what is
done and what another process is at, resumes what was stopped and runs what failed. It writes results.md, results.json, report.html
and curves-TASK.svg. One signal stops it: the runs under way are saved.

An experiment file:
  name: pendulum
  base: { environment: InvertedPendulum-v4, demonstrations: demos.hdf5, evaluation: { every: 2000 } }
  tasks:
    InvertedPendulum: { budget: { steps: 12000 } }
  algorithms:
    PIRO: { algorithm: piro, trustRegion: early-stop }
    ML-IRL: { algorithm: ml-irl }
  seeds: [1, 2, 3]

Examples:
  minorant experiment pendulum.yaml
  minorant experiment pendulum.yaml --algorithm PIRO --seed 1 2
  minorant experiment pendulum.yaml --processes 2 --out runs/pendulum`,
    )
    .action(async (file: string, flags: ExperimentFlags) => {
      const { experiment, directory } = await readExperiment(file);
      await conductExperiment(experiment, directory, flags, context);
    });
}
