import { z } from 'zod';

import type { TensorData, TensorDataTypes } from '../contracts/snapshot/v1.js';

/** Name in a safetensors file and bytes of an element, for each element type. */
export const safetensorsTypes = {
  float32: { code: 'F32', bytes: 4, array: Float32Array },
  float64: { code: 'F64', bytes: 8, array: Float64Array },
  int32: { code: 'I32', bytes: 4, array: Int32Array },
  uint8: { code: 'U8', bytes: 1, array: Uint8Array },
  int64: { code: 'I64', bytes: 8, array: BigInt64Array },
  uint64: { code: 'U64', bytes: 8, array: BigUint64Array },
} as const satisfies { [D in keyof TensorDataTypes]: { code: string; bytes: number; array: unknown } };

/** Where a tensor lies in the data part of a safetensors file. */
export interface SafetensorsEntry {
  readonly name: string;
  readonly dtype: TensorData['dtype'];
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

/** The reference implementation's limit. */
export const MAXIMUM_HEADER_BYTES = 100_000_000;

const dtypeOfCode = new Map<string, TensorData['dtype']>(
  Object.entries(safetensorsTypes).map(([dtype, { code }]) => [code, dtype as TensorData['dtype']]),
);

const size = z.int().nonnegative();
const entrySchema = z.strictObject({
  dtype: z.enum([...dtypeOfCode.keys()]),
  shape: z.array(size),
  data_offsets: z.tuple([size, size]),
});
const metadataSchema = z.record(z.string(), z.string());

/**
 * Reads and checks the header of a safetensors file: types, shapes that fit their byte ranges, ranges that cover the
 * data without gap or overlap.
 *
 * @throws Error that says what is wrong, without a path.
 */
export function parseSafetensorsHeader(text: string, dataBytes: number): SafetensorsEntry[] {
  if (!text.startsWith('{')) throw new Error('the safetensors header does not begin with {');
  let header: unknown;
  try {
    header = JSON.parse(text);
  } catch {
    throw new Error('the safetensors header is not JSON');
  }
  const entries: SafetensorsEntry[] = [];
  for (const [name, value] of Object.entries(header as Record<string, unknown>)) {
    if (name === '__metadata__') {
      if (!metadataSchema.safeParse(value).success) throw new Error('__metadata__ is not a table of strings');
      continue;
    }
    const parsed = entrySchema.safeParse(value);
    if (!parsed.success)
      throw new Error(`the entry of tensor ${name} is wrong: ${z.prettifyError(parsed.error)}`);
    const { dtype: code, shape, data_offsets: offsets } = parsed.data;
    const dtype = dtypeOfCode.get(code)!;
    const bytes = shape.reduce((product, n) => product * n, safetensorsTypes[dtype].bytes);
    if (offsets[1] - offsets[0] !== bytes) {
      throw new Error(
        `tensor ${name} of shape [${shape.join(', ')}] needs ${bytes} bytes, its range has ${offsets[1] - offsets[0]}`,
      );
    }
    entries.push({ name, dtype, shape, begin: offsets[0], end: offsets[1] });
  }
  entries.sort((a, b) => a.begin - b.begin || a.end - b.end);
  let position = 0;
  for (const { name, begin, end } of entries) {
    if (begin !== position) throw new Error(`tensor ${name} begins at byte ${begin} instead of ${position}`);
    position = end;
  }
  if (position !== dataBytes) throw new Error(`the tensors hold ${position} bytes, the file ${dataBytes}`);
  return entries;
}
