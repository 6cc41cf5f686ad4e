import type { SpaceValue } from '@minorant/core';

/** A text that two values share only if they are equal bit for bit (-0 and NaN included). */
export function fingerprint(value: SpaceValue): string {
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  if (value instanceof Float64Array || value instanceof Int32Array || value instanceof Uint8Array)
    return `[${Array.from(value, fingerprint).join(',')}]`;
  if (Array.isArray(value)) return `[${(value as SpaceValue[]).map(fingerprint).join(';')}]`;
  return `{${Object.entries(value as Record<string, SpaceValue>)
    .map(([key, part]) => `${key}:${fingerprint(part)}`)
    .join(';')}}`;
}
