import type { OnnxType } from '../onnx/model.js';
import type { ElementArray } from './traced-value.js';

/** The little-endian bytes of elements as ONNX stores them. */
export function elementBytes(values: ElementArray, type: OnnxType): Uint8Array {
  const array =
    type === 'float32'
      ? Float32Array.from(values)
      : type === 'int32'
        ? Int32Array.from(values)
        : type === 'bool'
          ? Uint8Array.from(values, (value) => (value === 0 ? 0 : 1))
          : type === 'int64'
            ? BigInt64Array.from(Array.from(values, (value) => BigInt(value)))
            : Float64Array.from(values);
  return new Uint8Array(array.buffer);
}
