import { isRecord, type RawConfiguration } from '../configuration/raw-configuration.js';

/**
 * A configuration with another one put over it: objects are merged key by key, everything else is replaced. A component
 * with another id replaces the whole component, since the options of the first would mean nothing to it. `null` takes a
 * key away, as in JSON Merge Patch (RFC 7396).
 */
export function mergeConfiguration(below: RawConfiguration, above: RawConfiguration): RawConfiguration {
  const result: Record<string, unknown> = { ...below };
  for (const [key, value] of Object.entries(above)) result[key] = merge(result[key], value);
  return Object.fromEntries(Object.entries(result).filter(([, value]) => value !== null));
}

function merge(below: unknown, above: unknown): unknown {
  if (!isRecord(above)) return isRecord(below) && below['id'] === above ? below : above;
  const base = typeof below === 'string' && 'id' in above ? { id: below } : below;
  const another = !isRecord(base) || ('id' in above && base['id'] !== above['id']);
  return mergeConfiguration(another ? {} : base, above);
}
