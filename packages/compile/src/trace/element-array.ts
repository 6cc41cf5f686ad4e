import type { ElementArray } from './traced-value.js';

/** The element types of tensors that functions can be compiled over. */
export type TensorType = 'float32' | 'int32' | 'bool';

/** A copy of a backend's values in the array type of their dtype. */
export function copyElements(values: ArrayLike<number | boolean>, type: TensorType): ElementArray {
  const numbers = values as ArrayLike<number>;
  if (type === 'float32') return Float32Array.from(numbers);
  if (type === 'int32') return Int32Array.from(numbers);
  return Uint8Array.from(numbers, Number);
}

/** The values themselves if they are already in the array type of their dtype, else a copy. */
export function asElements(values: ArrayLike<number | boolean>, type: TensorType): ElementArray {
  const fits =
    type === 'float32'
      ? values instanceof Float32Array
      : type === 'int32'
        ? values instanceof Int32Array
        : values instanceof Uint8Array;
  return fits ? (values as ElementArray) : copyElements(values, type);
}

/** A new array of zeros for elements of a type. */
export function allocateElements(type: TensorType, size: number): ElementArray {
  if (type === 'float32') return new Float32Array(size);
  return type === 'int32' ? new Int32Array(size) : new Uint8Array(size);
}
