import type { PluginEntry } from '../plugins/plugin-staging.js';
import type { Plugin } from '../plugins/define-plugin.js';
import { resolvePlugin } from '../plugins/resolve-plugin.js';
import type { PluginChoice } from './options.js';

/** A plugin of a run, and the name under which its configuration records it. */
export interface LoadedPlugin extends PluginEntry {
  readonly name: string;
}

/**
 * The plugins of a run: those that are always there, and those the options name, each once. A name that is one of those
 * that are always there means that one; any other is resolved from the user's directory.
 */
export async function loadPlugins(
  choices: readonly PluginChoice[],
  always: readonly Plugin[],
  directory: string,
): Promise<LoadedPlugin[]> {
  const loaded = new Map<string, LoadedPlugin>(
    always.map((plugin) => [plugin.name, { name: plugin.name, plugin }]),
  );
  for (const choice of choices) {
    const { name, plugin, config } = normalise(choice);
    const found = plugin ?? loaded.get(name)?.plugin ?? (await resolvePlugin(name, directory));
    loaded.set(found.name, { name, plugin: found, ...(config !== undefined && { config }) });
  }
  return [...loaded.values()];
}

function normalise(choice: PluginChoice): { name: string; plugin?: Plugin; config?: unknown } {
  if (typeof choice === 'string') return { name: choice };
  if ('$$type' in choice) return { name: choice.name, plugin: choice };
  if ('plugin' in choice) return { ...choice, name: choice.plugin.name };
  return choice;
}
