import { isDeepStrictEqual } from 'node:util';

import type { ResolvedComponent } from '../configuration/resolved-configuration.js';
import { errors } from '../errors.js';
import { MinorantError } from '../errors/minorant-error.js';
import type { ComponentChoice } from './component.js';
import { explainIssues, pathText } from './explain-issues.js';
import type { ExtensionPoint } from './extension-point.js';
import type { PluginHost } from './plugin-host.js';

/** A chosen component with all its options, or what is wrong with the choice. */
export interface CheckedChoice {
  readonly value?: ResolvedComponent;
  readonly problems: readonly string[];
}

/**
 * Looks a component up and validates its options; problems are named by their path in the configuration.
 *
 * @throws MinorantError `MNR_PLUGIN_OPTIONS_SCHEMA` when the component's schema does not take what it gives: validated
 * options are saved, and validated again when a run is resumed.
 */
export async function checkChoice(
  host: PluginHost,
  point: ExtensionPoint<unknown>,
  choice: ComponentChoice,
  path: readonly PropertyKey[] = [],
): Promise<CheckedChoice> {
  const { id, ...options } = typeof choice === 'string' ? { id: choice } : choice;
  try {
    const { component, plugin } = host.get(point, id);
    const { optionsSchema } = component;
    const result = await optionsSchema['~standard'].validate(options);
    if (result.issues) return { problems: explainIssues(result.issues, optionsSchema, path) };
    const again = await optionsSchema['~standard'].validate(result.value);
    if (again.issues || !isDeepStrictEqual(again.value, result.value)) {
      throw errors.MNR_PLUGIN_OPTIONS_SCHEMA({ plugin, point: point.id, id });
    }
    return { value: { id, ...(result.value as Record<string, unknown>) }, problems: [] };
  } catch (error) {
    if (!MinorantError.isInstance(error) || error.code !== 'MNR_PLUGIN_UNKNOWN_COMPONENT') throw error;
    return { problems: [`${pathText(path)}: ${error.message} ${error.hint}`] };
  }
}
