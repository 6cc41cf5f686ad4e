import { resolvePlugin, type Plugin } from '@minorant/core';

import { isRecord, type RawConfiguration } from '../configuration/raw-configuration.js';
import { builtInPlugins } from './built-in-plugins.js';

/** The built-in plugins and those that a configuration names; a wrong entry is left for the schema to refuse. */
export async function allPlugins(
  configuration: RawConfiguration,
  directory = process.cwd(),
): Promise<readonly (Plugin | { plugin: Plugin; config?: unknown })[]> {
  const given: unknown = configuration['plugins'];
  const named = (Array.isArray(given) ? (given as unknown[]) : []).flatMap((entry) =>
    typeof entry === 'string'
      ? [{ name: entry }]
      : isRecord(entry) && typeof entry['name'] === 'string'
        ? [{ name: entry['name'], config: entry['config'] }]
        : [],
  );
  const builtIn = await builtInPlugins();
  // A saved configuration names the built-in ones too.
  const others = named.filter(({ name }) => !builtIn.some((plugin) => plugin.name === name));
  const loaded = await Promise.all(
    others.map(async ({ name, ...rest }) => ({ plugin: await resolvePlugin(name, directory), ...rest })),
  );
  return [...builtIn, ...loaded];
}
