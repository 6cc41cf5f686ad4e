import { createPluginHost, resolvePlugin } from '@minorant/core';
import type { Command } from 'commander';

import { errors } from '../errors.js';
import type { CommandContext } from '../program.js';
import { builtInPlugins } from '../run/built-in-plugins.js';
import { formatTable } from '../terminal/format-table.js';

/** `minorant plugins`: what is registered at each extension point, and by which plugin. */
export function addPlugins(program: Command, { terminal }: CommandContext): Command {
  return program
    .command('plugins')
    .description('List what is registered at each extension point, and by which plugin.')
    .argument('[names...]', 'further plugins: package names or paths')
    .option('--point <id>', 'only this extension point, such as reward-optimizer')
    .option('--json', 'one line of JSON on standard output')
    .addHelpText(
      'after',
      `
Examples:
  minorant plugins
  minorant plugins --point environment
  minorant plugins minorant-plugin-mine ./plugins/local.js`,
    )
    .action(async (names: readonly string[], flags: { point?: string; json?: boolean }) => {
      terminal.json = flags.json === true;
      const added = await Promise.all(names.map((name) => resolvePlugin(name, process.cwd())));
      const host = await createPluginHost({ plugins: [...(await builtInPlugins()), ...added] });
      try {
        const known = host.points();
        const points = known.filter(({ id }) => flags.point === undefined || id === flags.point);
        if (points.length === 0) {
          throw errors.MNR_CLI_USAGE({
            message: `There is no extension point ${flags.point ?? ''}. There are: ${known.map(({ id }) => id).join(', ')}.`,
            command: 'minorant plugins',
          });
        }
        const rows = points.flatMap((point) =>
          host.list(point).map(({ component, plugin, pluginVersion }) => ({
            point: point.id,
            id: component.id,
            plugin,
            version: pluginVersion,
            description: component.description,
          })),
        );
        for (const point of points) {
          terminal.print(`\n${point.id}`);
          const own = rows.filter((row) => row.point === point.id);
          terminal.print(
            formatTable(
              ['id', 'plugin', 'description'],
              own.map((row) => [row.id, `${row.plugin} ${row.version}`, row.description]),
            ),
          );
        }
        if (flags.json) terminal.result({ plugins: host.plugins, components: rows });
      } finally {
        await host.dispose();
      }
    });
}
