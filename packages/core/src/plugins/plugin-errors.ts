import { defineError, defineErrors } from '../errors/define-errors.js';

/** More names than these would hide what else a message says. */
const MOST_LISTED = 24;

/** Errors of plugins and of the components they register. */
export const pluginErrors = defineErrors({
  MNR_PLUGIN_NOT_FOUND: defineError<{ name: string; directory: string; problem: string }>({
    summary: 'A plugin named in a configuration cannot be found or loaded.',
    kind: 'input',
    message: ({ name, directory, problem }) =>
      `The plugin ${name} cannot be loaded from ${directory}: ${problem}.`,
    hint: ({ name }) =>
      name.startsWith('.')
        ? 'Paths of plugins are relative to the configuration file; give one that exists.'
        : `Install it where the configuration is (npm install ${name}), or give a path that begins with ./`,
  }),
  MNR_PLUGIN_INVALID: defineError<{ what: string; problem: string }>({
    summary: 'Something given as a plugin is not one, or its manifest is wrong.',
    kind: 'input',
    message: ({ what, problem }) => `${what} is not a plugin: ${problem}.`,
    hint: 'A plugin is what definePlugin returns; a plugin package exports it as default.',
  }),
  MNR_PLUGIN_API_VERSION: defineError<{ plugin: string; wanted: string; found: string }>({
    summary: 'A plugin was written for another version of the plugin API.',
    kind: 'input',
    message: ({ plugin, wanted, found }) =>
      `The plugin ${plugin} needs the plugin API ${wanted}, but this is ${found}.`,
    hint: 'Install versions of the plugin and of @minorant/core that belong together.',
  }),
  MNR_PLUGIN_DUPLICATE: defineError<{ plugin: string; versions: readonly string[] }>({
    summary: 'Two different plugins have the same name.',
    kind: 'input',
    message: ({ plugin, versions }) =>
      `Two different plugins are called ${plugin} (versions ${versions.join(' and ')}).`,
    hint: 'Name each plugin once; if it is installed twice, run npm dedupe.',
  }),
  MNR_PLUGIN_MISSING_DEPENDENCY: defineError<{ plugin: string; missing: string; range: string }>({
    summary: 'A plugin requires another plugin that is not there.',
    kind: 'input',
    message: ({ plugin, missing, range }) =>
      `The plugin ${plugin} requires the plugin ${missing} (${range}), which is not there.`,
    hint: ({ missing }) => `Add ${missing} to the plugins.`,
  }),
  MNR_PLUGIN_DEPENDENCY_VERSION: defineError<{
    plugin: string;
    dependency: string;
    range: string;
    found: string;
  }>({
    summary: 'A plugin requires another version of a plugin.',
    kind: 'input',
    message: ({ plugin, dependency, range, found }) =>
      `The plugin ${plugin} requires ${dependency} ${range}, but ${found} is there.`,
    hint: ({ dependency, range }) => `Install ${dependency} in a version that satisfies ${range}.`,
  }),
  MNR_PLUGIN_CYCLE: defineError<{ path: readonly string[] }>({
    summary: 'Plugins require one another in a circle.',
    kind: 'input',
    message: ({ path }) => `Plugins require one another in a circle: ${path.join(' -> ')}.`,
    hint: 'Take one of these dependencies out.',
  }),
  MNR_PLUGIN_CONFIGURATION: defineError<{ plugin: string; problems: readonly string[] }>({
    summary: "A plugin's own configuration is wrong.",
    kind: 'input',
    message: ({ plugin, problems }) =>
      `The configuration of the plugin ${plugin} is wrong: ${problems.join('; ')}.`,
    hint: "See the plugin's documentation for its configuration.",
  }),
  MNR_PLUGIN_SETUP: defineError<{ plugin: string; problem: string }>({
    summary: "A plugin's setup failed; nothing of any plugin is left registered.",
    kind: 'runtime',
    message: ({ plugin, problem }) => `The setup of the plugin ${plugin} failed: ${problem}`,
    hint: 'The cause of this error says more. Leave the plugin out to go on without it.',
  }),
  MNR_PLUGIN_LATE_REGISTRATION: defineError<{ plugin: string }>({
    summary: 'A plugin registered something after its setup had ended.',
    kind: 'runtime',
    message: ({ plugin }) => `The plugin ${plugin} registered something after its setup had ended.`,
    hint: 'Register everything inside setup, and await what setup waits for.',
  }),
  MNR_PLUGIN_INVALID_COMPONENT: defineError<{ plugin: string; point: string; problem: string }>({
    summary: 'A plugin registered something that is not a component.',
    kind: 'input',
    message: ({ plugin, point, problem }) =>
      `The plugin ${plugin} registered something at ${point} that is not a component: ${problem}.`,
    hint: 'Register what defineComponent returns: id, description, optionsSchema and create.',
  }),
  MNR_PLUGIN_DUPLICATE_COMPONENT: defineError<{ point: string; id: string; plugin: string; other: string }>({
    summary: 'Two components have the same id at one extension point.',
    kind: 'input',
    message: ({ point, id, plugin, other }) =>
      `The plugin ${plugin} registers the ${point} ${id}, which ${other} has registered already.`,
    hint: 'Choose another id, or register with { override: true } if replacing it is meant.',
  }),
  MNR_PLUGIN_NOTHING_TO_OVERRIDE: defineError<{ point: string; id: string; plugin: string }>({
    summary: 'A component was registered as a replacement, but there is nothing that it replaces.',
    kind: 'input',
    message: ({ point, id, plugin }) =>
      `The plugin ${plugin} overrides the ${point} ${id}, but no plugin before it registers one.`,
    hint: 'Add the plugin whose component it replaces to requires, or register without override.',
  }),
  MNR_PLUGIN_NOT_PROVIDED: defineError<{ plugin: string; point: string; id: string }>({
    summary: 'A plugin provides less than its manifest declares.',
    kind: 'input',
    message: ({ plugin, point, id }) =>
      `The plugin ${plugin} declares that it provides the ${point} ${id}, but its setup did not register it.`,
    hint: "Register it in setup, or take it out of the manifest's provides.",
  }),
  MNR_PLUGIN_DISPOSE: defineError<{ plugins: readonly string[]; problems: readonly string[] }>({
    summary: 'Disposing of plugins failed; all others were disposed of all the same.',
    kind: 'runtime',
    message: ({ plugins, problems }) =>
      `Disposing of ${plugins.join(' and ')} failed: ${problems.join('; ')}`,
    hint: 'The causes of this error say more; everything else has been disposed of.',
  }),
  MNR_PLUGIN_HOST_DISPOSED: defineError<object>({
    summary: 'A plugin host was used after it had been disposed of.',
    kind: 'runtime',
    message: () => 'The plugin host has been disposed of.',
    hint: 'Dispose of the host (or the run) last.',
  }),
  MNR_PLUGIN_UNKNOWN_COMPONENT: defineError<{
    point: string;
    id: string;
    registered: readonly string[];
    nearest?: string | undefined;
  }>({
    summary: 'A configuration names a component that no plugin registers.',
    kind: 'input',
    message: ({ point, id, registered }) =>
      `There is no ${point} called ${id}. Registered: ${listed(registered)}.`,
    hint: ({ nearest }) =>
      nearest === undefined
        ? 'Add the plugin that registers it to plugins.'
        : `Did you mean ${nearest}? Otherwise add the plugin that registers it to plugins.`,
  }),
  MNR_PLUGIN_OPTIONS: defineError<{ point: string; id: string; problems: readonly string[] }>({
    summary: "A component's options are wrong.",
    kind: 'input',
    message: ({ point, id, problems }) =>
      `The options of the ${point} ${id} are wrong: ${problems.join('; ')}.`,
    hint: ({ point, id }) => `See the options of the ${point} ${id} in its documentation.`,
  }),
  MNR_PLUGIN_OPTIONS_SCHEMA: defineError<{ plugin: string; point: string; id: string }>({
    summary: "A component's schema refuses or changes options that it has validated already.",
    kind: 'runtime',
    message: ({ plugin, point, id }) =>
      `The options schema of the ${point} ${id} of ${plugin} refuses or changes options that it has validated itself.`,
    hint: 'For the author of the plugin: options are validated again when a run is resumed. Let the schema check and fill in defaults, and convert values in create.',
  }),
  MNR_PLUGIN_CONTRACT_VERSION: defineError<{
    point: string;
    id: string;
    plugin: string;
    expected: string;
    found: string;
  }>({
    summary: 'What a component made does not have the version of the contract of its extension point.',
    kind: 'runtime',
    message: ({ point, id, plugin, expected, found }) =>
      `The ${point} ${id} of ${plugin} has specificationVersion ${found}, expected ${expected}.`,
    hint: 'Install versions of the plugin and of @minorant/core that belong together.',
  }),
});

function listed(ids: readonly string[]): string {
  if (ids.length > MOST_LISTED) return `${ids.length}, which \`minorant plugins\` lists`;
  return ids.join(', ') || 'none';
}
