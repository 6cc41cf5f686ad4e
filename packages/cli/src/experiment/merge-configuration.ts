import { isRecord, type RawConfiguration } from '../configuration/raw-configuration.js';

/**
 * A configuration with another one put over it: objects are merged key by key, everything else is replaced. A component
 * with another id replaces the whole component, since the options of the first would mean nothing to it; options below
 * without an id are those of the component that is named above, whose schema judges them. `null` takes a key away, as in
 * JSON Merge Patch (RFC 7396).
 */
export function mergeConfiguration(below: RawConfiguration, above: RawConfiguration): RawConfiguration {
  const result: Record<string, unknown> = { ...below };
  for (const [key, value] of Object.entries(above)) result[key] = merge(result[key], value, key);
  return Object.fromEntries(Object.entries(result).filter(([, value]) => value !== null));
}

/** Where a mere text is the path of a file and not the id of a component. */
const paths = ['demonstrations', 'preferences'];

function merge(below: unknown, above: unknown, key: string): unknown {
  if (typeof above === 'string' && isRecord(below)) {
    if ('id' in below) return below['id'] === above ? below : above;
    return mergeConfiguration(below, { [paths.includes(key) ? 'path' : 'id']: above });
  }
  if (!isRecord(above)) return above;
  const base = typeof below === 'string' && 'id' in above ? { id: below } : below;
  const another = !isRecord(base) || ('id' in above && 'id' in base && base['id'] !== above['id']);
  return mergeConfiguration(another ? {} : base, above);
}
