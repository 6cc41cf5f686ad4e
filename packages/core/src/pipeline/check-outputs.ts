import type { ResolvedComponent, ResolvedConfiguration } from '../configuration/resolved-configuration.js';
import { corePlugin } from '../core-plugin.js';
import { errors } from '../errors.js';
import { extensionPoints } from '../plugins/extension-point.js';
import type { PluginHost } from '../plugins/plugin-host.js';

/**
 * Checks that no two of core's own outputs (metric sinks, checkpoints) write the same file of a run's folder. What the
 * options of others mean is theirs to know.
 *
 * @throws MinorantError `MNR_CONFIG_INVALID`.
 */
export function checkOutputs({ metrics, checkpoints }: ResolvedConfiguration, host: PluginHost): void {
  const isOurs =
    (point: typeof extensionPoints.metricSink | typeof extensionPoints.checkpointStore) =>
    (choice: ResolvedComponent): boolean =>
      host.get<unknown>(point, choice.id).plugin === corePlugin.name;
  const sinks = metrics.filter(isOurs(extensionPoints.metricSink));
  const stores = checkpoints ? [checkpoints.store].filter(isOurs(extensionPoints.checkpointStore)) : [];
  const taken = new Map<string, string>();
  for (const { id, ...options } of [...sinks, ...stores]) {
    const name = options['file'] ?? options['folder'];
    if (typeof name !== 'string') continue;
    // Some systems know no capitals in names.
    const other = taken.get(name.toLowerCase());
    if (other !== undefined) {
      const problem = `${other} and ${id} would both write ${name} in the run's folder; give one of them another name`;
      throw errors.MNR_CONFIG_INVALID({ source: 'The configuration', problems: [problem] });
    }
    taken.set(name.toLowerCase(), id);
  }
}
