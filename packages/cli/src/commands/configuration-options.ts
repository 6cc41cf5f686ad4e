import { Option, type Command } from 'commander';

import { folderName } from '../run/folder-name.js';

/** Adds the flags that say what a configuration says; they win over the file. */
export function addConfigurationOptions(command: Command): Command {
  return command
    .option('-c, --config <file>', 'configuration, YAML or JSON; flags win over it')
    .option(
      '--relative-to <folder>',
      'where relative paths in the configuration start (default: its own folder)',
    )
    .option('--env <id>', 'environment, by its Gymnasium id')
    .option('--algorithm <id>', 'reward optimizer: piro, ml-irl, bc, ...')
    .option('--demos <path>', "demonstrations: an HDF5 file or a dataset folder in Minari's layout")
    .option('--reward <id>', 'reward model')
    .option('--policy <id>', 'policy optimizer')
    .option('--trust-region <id>', 'trust region on the reward')
    .option('--seed <number>', 'seed of everything')
    .option('--steps <number>', 'budget in environment steps')
    .option('--iterations <number>', 'budget in outer iterations')
    .option('--seconds <number>', 'budget in seconds of training')
    .option('--out <folder>', "the run's folder, new or empty", folderName)
    .addOption(collected('--plugin <name>', 'a further plugin: package name or path; can be repeated'))
    .option('--eager', 'plain TensorFlow.js instead of compiled graphs')
    .addOption(
      collected(
        '--set <path=value>',
        'any key, the value as in YAML: --set algorithm.innerSteps=20; can be repeated',
      ),
    );
}

function collected(flags: string, description: string): Option {
  return new Option(flags, description).argParser((value: string, previous: string[] | undefined) => [
    ...(previous ?? []),
    value,
  ]);
}
