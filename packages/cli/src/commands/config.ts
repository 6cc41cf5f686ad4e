import { configurationJsonSchema, createPluginHost, loadPlugins, resolveConfiguration } from '@minorant/core';
import type { Command } from 'commander';
import { stringify } from 'yaml';

import type { ConfigurationFlags } from '../configuration/apply-flags.js';
import { readConfiguration } from '../configuration/read-configuration.js';
import type { CommandContext } from '../program.js';
import { builtInPlugins } from '../run/built-in-plugins.js';
import { addConfigurationOptions } from './configuration-options.js';

/** `minorant config`: prints a configuration with every default, checks one, or prints the JSON Schema. */
export function addConfig(program: Command, { terminal }: CommandContext): Command {
  const command = program
    .command('config')
    .description('Print a configuration with all its defaults, check it, or print the JSON Schema.')
    .option('--schema', 'print the JSON Schema of configurations, for editors')
    .option('--check', 'only check: prints nothing but whether it is right')
    .option('--json', 'JSON instead of YAML')
    .addHelpText(
      'after',
      `
Examples:
  minorant config --config piro.yaml                     # everything that is chosen, defaults too
  minorant config --config piro.yaml --seed 3 --check    # exit code 2 and what is wrong, if anything
  minorant config --schema > minorant.schema.json        # then in YAML: # yaml-language-server: $schema=...`,
    );
  return addConfigurationOptions(command).action(
    async (flags: ConfigurationFlags & { schema?: boolean; check?: boolean; json?: boolean }) => {
      if (flags.schema) {
        const given = flags.config === undefined ? undefined : await readConfiguration(flags);
        const plugins = given ? given.configuration['plugins'] : flags.plugin;
        const host = await createPluginHost({
          plugins: await loadPlugins(plugins, await builtInPlugins(), given?.directory ?? process.cwd()),
        });
        terminal.print(JSON.stringify(configurationJsonSchema(host), undefined, 2));
        await host.dispose();
        return;
      }
      const { configuration, directory, source } = await readConfiguration(flags);
      const host = await createPluginHost({
        plugins: await loadPlugins(configuration['plugins'], await builtInPlugins(), directory),
      });
      try {
        const resolved = await resolveConfiguration(configuration, { host, directory, source });
        if (flags.check) terminal.print(`${source} is right.`);
        else if (flags.json) terminal.result(resolved);
        else terminal.print(stringify(resolved).trimEnd());
      } finally {
        await host.dispose();
      }
    },
  );
}
