import type { BoxDType, Space } from '@minorant/core';
import { z } from 'zod';

type Nested = number | boolean | readonly Nested[];
const nested: z.ZodType<Nested> = z.lazy(() =>
  z.union([z.custom<number>((value) => typeof value === 'number'), z.boolean(), z.array(nested)]),
);

const spaceSchema: z.ZodType<MinariSpace> = z.lazy(() =>
  z.discriminatedUnion('type', [
    z.object({
      type: z.literal('Box'),
      dtype: z.string(),
      shape: z.array(z.int().nonnegative()),
      low: nested,
      high: nested,
    }),
    z.object({ type: z.literal('Discrete'), n: z.int().positive(), start: z.int().default(0) }),
    z.object({ type: z.literal('MultiDiscrete'), nvec: nested, start: nested.default(0) }),
    z.object({
      type: z.literal('MultiBinary'),
      n: z.union([z.int().positive(), z.array(z.int().positive())]),
    }),
    z.object({ type: z.literal('Dict'), subspaces: z.record(z.string(), spaceSchema) }),
    z.object({ type: z.literal('Tuple'), subspaces: z.array(spaceSchema) }),
  ]),
);

type MinariSpace =
  | { type: 'Box'; dtype: string; shape: number[]; low: Nested; high: Nested }
  | { type: 'Discrete'; n: number; start: number }
  | { type: 'MultiDiscrete'; nvec: Nested; start: Nested }
  | { type: 'MultiBinary'; n: number | number[] }
  | { type: 'Dict'; subspaces: Record<string, MinariSpace> }
  | { type: 'Tuple'; subspaces: MinariSpace[] };

/**
 * Reads a space as Minari serialises it: JSON with `type`, Python's `Infinity` and `NaN` allowed.
 *
 * @throws Error when the text is not such a space.
 */
export function parseMinariSpace(text: string): Space {
  return fromMinari(spaceSchema.parse(parsePythonJson(text)));
}

/** Writes a space as Minari serialises it. */
export function stringifyMinariSpace(space: Space): string {
  return JSON.stringify(toMinari(space), (_key, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? `\u0000${value}` : value,
  ).replace(/"\\u0000(-?Infinity|NaN)"/g, '$1');
}

/** Parses JSON in which Python wrote `Infinity`, `-Infinity` or `NaN`, which JSON does not have. */
export function parsePythonJson(text: string): unknown {
  const marked = text.replace(/"(?:[^"\\]|\\.)*"|-?Infinity|NaN/g, (token) =>
    token.startsWith('"')
      ? token
      : token === '-Infinity'
        ? '-1e999'
        : token === 'Infinity'
          ? '1e999'
          : 'null',
  );
  return JSON.parse(marked);
}

function fromMinari(space: MinariSpace): Space {
  switch (space.type) {
    case 'Box': {
      const size = space.shape.reduce((product, length) => product * length, 1);
      const low = flatten(space.low);
      const high = flatten(space.high);
      if (low.length !== size || high.length !== size)
        throw new Error(
          `a Box of shape [${space.shape.join(', ')}] has ${low.length} lower and ${high.length} upper bounds`,
        );
      return { kind: 'box', shape: space.shape, dtype: boxDType(space.dtype), low, high };
    }
    case 'Discrete':
      return { kind: 'discrete', n: space.n, start: space.start };
    case 'MultiDiscrete': {
      const start = flatten(space.start);
      if (start.some((first) => first !== 0))
        throw new Error(`a MultiDiscrete that starts at [${start.join(', ')}] is not read, only one from 0`);
      return { kind: 'multi-discrete', nvec: [...flatten(space.nvec)] };
    }
    case 'MultiBinary':
      return {
        kind: 'multi-binary',
        n: Array.isArray(space.n) ? space.n.reduce((product, size) => product * size, 1) : space.n,
      };
    case 'Dict':
      return {
        kind: 'dict',
        spaces: Object.fromEntries(Object.entries(space.subspaces).map(([k, v]) => [k, fromMinari(v)])),
      };
    case 'Tuple':
      return { kind: 'tuple', spaces: space.subspaces.map(fromMinari) };
  }
}

/** The type of ours that holds all numbers of one of NumPy's. */
function boxDType(dtype: string): BoxDType {
  if (dtype === 'float32' || dtype === 'uint8') return dtype;
  return ['int8', 'int16', 'int32', 'uint16', 'bool'].includes(dtype) ? 'int32' : 'float64';
}

function toMinari(space: Space): unknown {
  switch (space.kind) {
    case 'box':
      return {
        type: 'Box',
        dtype: space.dtype,
        shape: space.shape,
        low: nest([...space.low], space.shape),
        high: nest([...space.high], space.shape),
      };
    case 'discrete':
      return { type: 'Discrete', dtype: 'int64', start: space.start, n: space.n };
    case 'multi-discrete':
      return { type: 'MultiDiscrete', dtype: 'int64', nvec: space.nvec, start: space.nvec.map(() => 0) };
    case 'multi-binary':
      return { type: 'MultiBinary', n: space.n };
    case 'dict':
      return {
        type: 'Dict',
        subspaces: Object.fromEntries(Object.entries(space.spaces).map(([k, v]) => [k, toMinari(v)])),
      };
    case 'tuple':
      return { type: 'Tuple', subspaces: space.spaces.map(toMinari) };
  }
}

function flatten(value: Nested): Float64Array {
  const flat: number[] = [];
  const visit = (item: Nested): void => {
    if (typeof item === 'object') item.forEach(visit);
    else flat.push(Number(item));
  };
  visit(value);
  return Float64Array.from(flat);
}

function nest(values: number[], shape: readonly number[]): unknown {
  if (shape.length === 0) return values[0];
  if (shape.length === 1) return values;
  const rest = shape.slice(1);
  const stride = rest.reduce((product, size) => product * size, 1);
  return Array.from({ length: shape[0]! }, (_, i) => nest(values.slice(i * stride, (i + 1) * stride), rest));
}
