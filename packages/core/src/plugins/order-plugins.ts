import { satisfies } from 'semver';

import { errors } from '../errors.js';
import type { Plugin } from './define-plugin.js';

/**
 * Plugins in an order in which each comes after those it requires, otherwise as given.
 *
 * @throws MinorantError `MNR_PLUGIN_DUPLICATE`, `MNR_PLUGIN_MISSING_DEPENDENCY`, `MNR_PLUGIN_DEPENDENCY_VERSION` or
 * `MNR_PLUGIN_CYCLE` with the circle's path.
 */
export function orderPlugins<T extends { readonly plugin: Plugin }>(entries: readonly T[]): T[] {
  const byName = new Map<string, T>();
  for (const entry of entries) {
    const { name, version } = entry.plugin;
    const other = byName.get(name);
    if (other) throw errors.MNR_PLUGIN_DUPLICATE({ plugin: name, versions: [other.plugin.version, version] });
    byName.set(name, entry);
  }
  const ordered = new Set<T>();
  const visit = (entry: T, path: readonly string[]): void => {
    const { name, requires } = entry.plugin;
    const start = path.indexOf(name);
    if (start >= 0) throw errors.MNR_PLUGIN_CYCLE({ path: [...path.slice(start), name] });
    if (ordered.has(entry)) return;
    for (const [dependency, range] of Object.entries(requires ?? {})) {
      const found = byName.get(dependency);
      if (!found) throw errors.MNR_PLUGIN_MISSING_DEPENDENCY({ plugin: name, missing: dependency, range });
      if (!satisfies(found.plugin.version, range, { includePrerelease: true })) {
        throw errors.MNR_PLUGIN_DEPENDENCY_VERSION({
          plugin: name,
          dependency,
          range,
          found: found.plugin.version,
        });
      }
      visit(found, [...path, name]);
    }
    ordered.add(entry);
  };
  for (const entry of entries) visit(entry, []);
  return [...ordered];
}
