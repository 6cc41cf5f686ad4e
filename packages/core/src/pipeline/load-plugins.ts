import { errors } from '../errors.js';
import type { PluginEntry } from '../plugins/plugin-staging.js';
import type { Plugin } from '../plugins/define-plugin.js';
import { resolvePlugin } from '../plugins/resolve-plugin.js';
import type { PluginChoice } from './options.js';

/** A plugin of a run, and the name under which its configuration records it. */
export interface LoadedPlugin extends PluginEntry {
  /** Name of the package or of the plugin, or the path that it was loaded from. */
  readonly name: string;
}

/**
 * The plugins of a run: those that are always there, and those the options name, each once. A name that is one of those
 * that are always there means that one; any other is resolved from the user's directory.
 *
 * @param given - the key `plugins` of a configuration, as it was given.
 * @throws MinorantError `MNR_CONFIG_INVALID` for what cannot be plugins, `MNR_PLUGIN_DUPLICATE` for two
 * different plugins of one name, or what {@link resolvePlugin} throws.
 */
export async function loadPlugins(
  given: unknown,
  always: readonly Plugin[],
  directory: string,
): Promise<LoadedPlugin[]> {
  const loaded = new Map<string, LoadedPlugin>(
    always.map((plugin) => [plugin.name, { name: plugin.name, plugin }]),
  );
  for (const choice of pluginChoices(given)) {
    const { name, plugin, config } = normalise(choice);
    const found = plugin ?? loaded.get(name)?.plugin ?? (await resolvePlugin(name, directory));
    const same = loaded.get(found.name)?.plugin;
    if (same && same !== found) {
      throw errors.MNR_PLUGIN_DUPLICATE({ plugin: found.name, versions: [same.version, found.version] });
    }
    loaded.set(found.name, { name, plugin: found, ...(config !== undefined && { config }) });
  }
  return [...loaded.values()];
}

function pluginChoices(plugins: unknown): PluginChoice[] {
  if (plugins === undefined) return [];
  const isChoice = (item: unknown): item is PluginChoice =>
    typeof item === 'string'
      ? item !== ''
      : typeof item === 'object' &&
        item !== null &&
        ('plugin' in item || typeof (item as { name?: unknown }).name === 'string');
  const list: unknown[] = Array.isArray(plugins) ? plugins : [plugins];
  const wrong = list.findIndex((item) => !isChoice(item));
  if (Array.isArray(plugins) && wrong < 0) return list as PluginChoice[];
  const problem = `plugins[${Math.max(wrong, 0)}]: expected the name of a package, a path, a plugin, or a mapping with name and config`;
  throw errors.MNR_CONFIG_INVALID({ source: 'The configuration', problems: [problem] });
}

function normalise(choice: PluginChoice): { name: string; plugin?: Plugin; config?: unknown } {
  if (typeof choice === 'string') return { name: choice };
  if ('$$type' in choice) return { name: choice.name, plugin: choice };
  if ('plugin' in choice) return { ...choice, name: choice.plugin.name };
  return choice;
}
