import { z } from 'zod';

import type { JsonValue, Snapshot, TensorData } from '../contracts/snapshot/v1.js';
import { errors } from '../errors.js';
import { safetensorsTypes } from './safetensors-header.js';

/** A snapshot without its arrays: what `values.json` holds. Numbers that JSON lacks are `\{ "$number": "NaN" \}`. */
export interface SnapshotDocument {
  readonly values?: Readonly<Record<string, unknown>> | undefined;
  /** Names of the tensors of this part; in the file they are `part/part/name`. */
  readonly tensors?: readonly string[] | undefined;
  readonly parts?: Readonly<Record<string, SnapshotDocument>> | undefined;
}

/** Checks `values.json`. */
export const snapshotDocumentSchema: z.ZodType<SnapshotDocument> = z.lazy(() =>
  z.strictObject({
    values: z.record(z.string(), z.json()).optional(),
    tensors: z.array(z.string()).optional(),
    parts: z.record(z.string(), snapshotDocumentSchema).optional(),
  }),
);

/** Takes a snapshot apart into its JSON document and its arrays under their full names. */
export function splitSnapshot(snapshot: Snapshot): {
  document: SnapshotDocument;
  tensors: Record<string, TensorData>;
} {
  const tensors: [string, TensorData][] = [];
  const visit = (part: Snapshot, prefix: string): SnapshotDocument => {
    for (const names of [part.tensors, part.parts]) checkNames(names, prefix);
    for (const [name, tensor] of Object.entries(part.tensors ?? {})) {
      checkTensor(tensor, prefix + name);
      tensors.push([prefix + escape(name), tensor]);
    }
    return {
      ...(part.values && { values: encodeValue(part.values, `${prefix}values`) as Record<string, unknown> }),
      ...(part.tensors && { tensors: Object.keys(part.tensors) }),
      ...(part.parts && {
        parts: mapValues(part.parts, (child, name) => visit(child, `${prefix}${escape(name)}/`)),
      }),
    };
  };
  const document = visit(snapshot, '');
  return { document, tensors: Object.fromEntries(tensors) };
}

/** Puts a snapshot together again. @throws Error when arrays are missing or left over. */
export function joinSnapshot(document: SnapshotDocument, tensors: ReadonlyMap<string, TensorData>): Snapshot {
  let used = 0;
  const visit = (part: SnapshotDocument, prefix: string): Snapshot => ({
    ...(part.values && { values: decodeValue(part.values) as Record<string, JsonValue> }),
    ...(part.tensors && {
      tensors: Object.fromEntries(
        part.tensors.map((name) => {
          const tensor = tensors.get(prefix + escape(name));
          if (!tensor) throw new Error(`the tensor ${prefix}${name} is missing`);
          used += 1;
          return [name, tensor];
        }),
      ),
    }),
    ...(part.parts && {
      parts: mapValues(part.parts, (child, name) => visit(child, `${prefix}${escape(name)}/`)),
    }),
  });
  const snapshot = visit(document, '');
  if (used !== tensors.size) throw new Error(`${tensors.size - used} tensors belong to nothing`);
  return snapshot;
}

/** `__proto__` is the one key that JavaScript's tools do not all keep. */
function checkNames(record: object | undefined, where: string): void {
  if (record && Object.hasOwn(record, '__proto__')) {
    throw errors.MNR_SNAPSHOT_VALUE({ where, problem: 'uses the name __proto__' });
  }
}

function checkTensor({ dtype, shape, data }: TensorData, where: string): void {
  const type = safetensorsTypes[dtype] as (typeof safetensorsTypes)[typeof dtype] | undefined;
  if (!type || !(data instanceof type.array)) {
    throw errors.MNR_SNAPSHOT_VALUE({ where, problem: `is not an array of the element type ${dtype}` });
  }
  const count = shape.reduce((product, n) => product * n, 1);
  if (count !== data.length) {
    throw errors.MNR_SNAPSHOT_VALUE({
      where,
      problem: `has the shape [${shape.join(', ')}] but ${data.length} elements`,
    });
  }
}

function encodeValue(value: JsonValue, where: string): unknown {
  if (typeof value === 'number') {
    return Number.isFinite(value) && !Object.is(value, -0)
      ? value
      : { $number: Object.is(value, -0) ? '-0' : String(value) };
  }
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (Array.isArray(value))
    return Array.from(value as JsonValue[], (item, i) => encodeValue(item, `${where}/${i}`));
  const prototype: unknown = typeof value === 'object' ? Object.getPrototypeOf(value) : undefined;
  if (prototype !== Object.prototype && prototype !== null) {
    throw errors.MNR_SNAPSHOT_VALUE({ where, problem: `is not a JSON value but a ${typeof value}` });
  }
  checkNames(value, where);
  if ('$number' in value)
    throw errors.MNR_SNAPSHOT_VALUE({ where, problem: 'uses the reserved key $number' });
  return mapValues(value as Record<string, JsonValue>, (item, key) => encodeValue(item, `${where}/${key}`));
}

function decodeValue(value: unknown): JsonValue {
  if (Array.isArray(value)) return value.map(decodeValue);
  if (typeof value !== 'object' || value === null) return value as JsonValue;
  const special: unknown = Object.hasOwn(value, '$number')
    ? (value as { $number: unknown }).$number
    : undefined;
  if (special === undefined) return mapValues(value as Record<string, unknown>, decodeValue);
  const number = { NaN: NaN, Infinity: Infinity, '-Infinity': -Infinity, '-0': -0 }[special as string];
  if (number === undefined) throw new Error(`$number is ${JSON.stringify(special)}`);
  return number;
}

/**
 * Names of parts and tensors as one path: `~` and `/` are escaped as in JSON Pointer (RFC 6901), and the one name that
 * safetensors keeps for itself.
 */
function escape(name: string): string {
  if (name === '__metadata__') return '~2';
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

function mapValues<A, B>(
  record: Readonly<Record<string, A>>,
  map: (value: A, key: string) => B,
): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value, key)]));
}
