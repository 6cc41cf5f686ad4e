import * as tf from '@tensorflow/tfjs';

import { errors } from '../errors.js';
import { isTensorType } from './trace-backend.js';

/** The tensors among the arguments of a call, in order, and a key that is the same for calls that can share a trace. */
export interface CallSignature {
  readonly tensors: readonly tf.Tensor[];
  readonly key: string;
}

/**
 * Takes the arguments of a call apart.
 *
 * @throws MNR_COMPILE_ARGUMENT for something that is neither a tensor, a container of tensors, nor a plain value.
 */
export function signatureOf(name: string, args: readonly unknown[]): CallSignature {
  const tensors: tf.Tensor[] = [];
  const key = args.map((argument, i) => describe(argument, `${i + 1}`)).join(';');
  return { tensors, key };

  function describe(argument: unknown, path: string): string {
    if (argument instanceof tf.Variable) return `variable ${argument.id}`;
    if (argument instanceof tf.Tensor) {
      const { dtype, shape } = argument as tf.Tensor;
      if (argument.isDisposed || !isTensorType(dtype)) throw wrong(path, argument);
      tensors.push(argument as tf.Tensor);
      return `${dtype}[${shape.join(',')}]`;
    }
    if (Array.isArray(argument))
      return `[${argument.map((item, i) => describe(item, `${path}[${i}]`)).join(';')}]`;
    if (isRecord(argument))
      return `{${Object.entries(argument)
        .map(([field, item]) => `${field}:${describe(item, `${path}.${field}`)}`)
        .join(';')}}`;
    if (argument === undefined || argument === null) return String(argument);
    if (typeof argument === 'number') return Object.is(argument, -0) ? '-0' : String(argument);
    if (typeof argument === 'boolean' || typeof argument === 'string') return JSON.stringify(argument);
    throw wrong(path, argument);
  }

  function wrong(path: string, argument: unknown) {
    return errors.MNR_COMPILE_ARGUMENT({ name, path, got: describeValue(argument) });
  }
}

/** The arguments again, with each tensor replaced. */
export function replaceTensors(
  args: readonly unknown[],
  replacement: (tensor: tf.Tensor) => unknown,
): unknown[] {
  return args.map((argument) => replace(argument));

  function replace(value: unknown): unknown {
    if (value instanceof tf.Variable) return value;
    if (value instanceof tf.Tensor) return replacement(value as tf.Tensor);
    if (Array.isArray(value)) return value.map(replace);
    if (isRecord(value))
      return Object.fromEntries(Object.entries(value).map(([field, item]) => [field, replace(item)]));
    return value;
  }
}

/** A plain object, not an instance of a class. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function describeValue(value: unknown): string {
  if (value instanceof tf.Tensor)
    return value.isDisposed ? 'a tensor that was disposed of' : `a tensor of ${value.dtype}`;
  if (typeof value === 'object' && value !== null) return `an object of ${value.constructor.name}`;
  return `a ${typeof value}`;
}
