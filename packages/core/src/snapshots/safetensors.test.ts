import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { TensorData } from '../contracts/snapshot/v1.js';
import { decodeSafetensors, encodeSafetensors } from './safetensors.js';
import { safetensorsTypes } from './safetensors-header.js';

/** MINORANT_FUZZ=50 runs fifty times as many cases. */
const FUZZ = Number(process.env['MINORANT_FUZZ'] ?? 1);

const shape = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 3 });
const tensor: fc.Arbitrary<TensorData> = fc
  .tuple(fc.constantFrom(...(Object.keys(safetensorsTypes) as TensorData['dtype'][])), shape)
  .chain(([dtype, dimensions]) => {
    const { bytes, array } = safetensorsTypes[dtype];
    const length = dimensions.reduce((a, b) => a * b, 1) * bytes;
    return fc
      .uint8Array({ minLength: length, maxLength: length })
      .map((raw) => ({ dtype, shape: dimensions, data: new array(raw.slice().buffer) }) as TensorData);
  });
const name = fc.string({ minLength: 1, maxLength: 12 }).filter((text) => text !== '__metadata__');
const tensors = fc.dictionary(name, tensor, { maxKeys: 5, noNullPrototype: true });

const raw = ({ data }: TensorData): number[] => [
  ...new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
];

describe('safetensors', () => {
  it('gives back every bit of every tensor, NaN payloads included', () => {
    fc.assert(
      fc.property(tensors, (given) => {
        const back = decodeSafetensors(Buffer.concat(encodeSafetensors(given)));
        expect(Object.keys(back).sort()).toEqual(Object.keys(given).sort());
        for (const [key, value] of Object.entries(given)) {
          expect([back[key]!.dtype, back[key]!.shape, raw(back[key]!)]).toEqual([
            value.dtype,
            value.shape,
            raw(value),
          ]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('reads a file made by hand after the specification', () => {
    const header = '{"b":{"dtype":"I32","shape":[1,2],"data_offsets":[0,8]},"__metadata__":{"by":"hand"}}';
    const file = Buffer.alloc(8 + header.length + 8);
    file.writeUInt32LE(header.length, 0);
    file.write(header, 8);
    file.writeInt32LE(-7, 8 + header.length);
    file.writeInt32LE(2_000_000_000, 12 + header.length);
    expect(decodeSafetensors(file)).toEqual({
      b: { dtype: 'int32', shape: [1, 2], data: new Int32Array([-7, 2_000_000_000]) },
    });
  });

  it.each([
    ['an empty file', ''],
    ['a header longer than the file', '\xff\0\0\0\0\0\0\0{}'],
    ['a huge header', '\0\0\0\0\0\0\0\xff{}'],
    ['no object', withHeader('[]')],
    ['no JSON', withHeader('{"a"')],
    ['an unknown type', withHeader('{"a":{"dtype":"Q8","shape":[],"data_offsets":[0,1]}}', 1)],
    ['a negative size', withHeader('{"a":{"dtype":"U8","shape":[-1],"data_offsets":[0,1]}}', 1)],
    [
      'a range that does not fit the shape',
      withHeader('{"a":{"dtype":"U8","shape":[3],"data_offsets":[0,2]}}', 2),
    ],
    ['a gap', withHeader('{"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}', 2)],
    [
      'an overlap',
      withHeader(
        '{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}}',
        3,
      ),
    ],
    ['bytes left over', withHeader('{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}', 2)],
    ['an extra key', withHeader('{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1],"x":1}}', 1)],
  ])('refuses %s', (_what, text) => {
    expect(() => decodeSafetensors(Buffer.from(text, 'latin1'))).toThrow(Error);
  });

  it('never crashes on noise, nor accepts a file whose size was changed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (noise) => {
        expect(() => decodeSafetensors(noise)).toThrow(Error);
      }),
      { numRuns: 2000 * FUZZ },
    );
    fc.assert(
      fc.property(tensors, fc.integer({ min: -40, max: 40 }), (given, change) => {
        fc.pre(change !== 0);
        const file = Buffer.concat(encodeSafetensors(given));
        const other =
          change < 0
            ? file.subarray(0, Math.max(0, file.length + change))
            : Buffer.concat([file, Buffer.alloc(change)]);
        expect(() => decodeSafetensors(other)).toThrow(Error);
      }),
      { numRuns: 500 * FUZZ },
    );
  });
});

/** A file with this header and so many zeros after it, as a latin1 string. */
function withHeader(header: string, data = 0): string {
  return String.fromCharCode(header.length, 0, 0, 0, 0, 0, 0, 0) + header + '\0'.repeat(data);
}
