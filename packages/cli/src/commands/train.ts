import { resolve } from 'node:path';
import { pipeline, type PipelineOptions } from '@minorant/core';
import type { Command } from 'commander';

import { readConfiguration } from '../configuration/read-configuration.js';
import type { ConfigurationFlags } from '../configuration/apply-flags.js';
import type { CommandContext } from '../program.js';
import { builtInPlugins } from '../run/built-in-plugins.js';
import { defaultOutput } from '../run/default-output.js';
import { trainRun } from '../run/train-run.js';
import { addConfigurationOptions } from './configuration-options.js';

/** `minorant train`: learns a reward and a policy, ends with a table and a report. */
export function addTrain(program: Command, context: CommandContext): Command {
  const command = program
    .command('train')
    .description('Learn a reward and a policy; ends with a table of true returns and a report page.')
    .option('--json', 'end standard output with one line of JSON; everything else goes to standard error')
    .addHelpText(
      'after',
      `
Paths in flags are relative to the working directory, paths in a configuration to its folder.
Without --out and without "output" in the configuration, the run goes to a new folder below ./runs.

Examples:
  minorant train --config examples/inverted-pendulum/piro.yaml
  minorant train --config piro.yaml --seed 3 --trust-region early-stop --set algorithm.innerSteps=20
  minorant train --env InvertedPendulum-v4 --algorithm piro --demos demos.hdf5 \\
    --seed 3 --steps 20000 --out runs/first --json`,
    );
  return addConfigurationOptions(command).action(async (flags: ConfigurationFlags & { json?: boolean }) => {
    context.terminal.json = flags.json === true;
    const { configuration, directory } = await readConfiguration(flags);
    const output: unknown = configuration['output'] ?? resolve(defaultOutput(configuration, new Date()));
    const plugins = await builtInPlugins();
    await trainRun(context, (runtime) =>
      // The schema checks it; until then it is whatever the user wrote.
      pipeline({ ...configuration, output } as unknown as PipelineOptions, {
        ...runtime,
        directory,
        plugins,
      }),
    );
  });
}
