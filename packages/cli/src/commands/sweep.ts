import type { Command } from 'commander';

import { conductExperiment, type ExperimentFlags } from '../experiment/conduct-experiment.js';
import { readSweep } from '../experiment/read-experiment.js';
import type { CommandContext } from '../program.js';
import { folderName } from '../run/folder-name.js';

/** `minorant sweep`: an experiment over parameters too, on this machine or on a queue. */
export function addSweep(program: Command, context: CommandContext): Command {
  return program
    .command('sweep')
    .description(
      'Run algorithms, tasks, seeds and every combination of parameters; here, or on many machines.',
    )
    .argument('<file>', 'the sweep, YAML or JSON')
    .option('--out <folder>', 'where runs and results go (default: runs/experiments/NAME)', folderName)
    .option('--processes <number>', 'runs at once on this machine (default: one for each processor)')
    .option('--queue <url>', 'let workers run it, through this Redis server: redis://host:port')
    .option('--task <names...>', 'run only these tasks; the tables hold all that is done')
    .option('--algorithm <names...>', 'run only these algorithms')
    .option('--seed <numbers...>', 'run only these seeds')
    .option('--report', 'run nothing, only write the tables of what is done')
    .option('--json', 'end standard output with one line of JSON')
    .addHelpText(
      'after',
      `
Like an experiment, with a grid of parameters: each combination is a row of the tables. Given again, the
command skips what is done and what another process is at, resumes what was stopped and runs what failed.

With --queue, the runs are jobs that \`minorant worker --queue URL\` takes, on any number of machines that
see --out under the same path. A run whose worker died goes on from its last checkpoint with another one.

A sweep file:
  name: pendulum
  base: { environment: InvertedPendulum-v4, demonstrations: demos.hdf5, evaluation: { every: 2000 } }
  tasks:
    InvertedPendulum: { budget: { steps: 12000 } }
  algorithms:
    PIRO: { algorithm: piro, trustRegion: early-stop }
  parameters:
    algorithm.innerSteps: [10, 20]
    policy.batchSize: [64, 128]
  seeds: [1, 2, 3]

Examples:
  minorant sweep pendulum.yaml
  minorant sweep pendulum.yaml --queue redis://10.0.0.1:6379 --out /shared/pendulum`,
    )
    .action(async (file: string, flags: ExperimentFlags) => {
      const { sweep, directory } = await readSweep(file);
      await conductExperiment(sweep, directory, flags, context);
    });
}
