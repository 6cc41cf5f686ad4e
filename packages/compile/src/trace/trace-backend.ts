import * as tf from '@tensorflow/tfjs';

import { errors } from '../errors.js';
import { randomOperations } from '../kernels/index.js';
import { copyElements, type TensorType } from './element-array.js';
import { runningOperations } from './engine.js';
import type { Graph } from './graph.js';
import { TracedValue, type CallSite } from './traced-value.js';
import { userLine } from './user-line.js';

/**
 * The backend that is active while a function is traced: its data are places in a graph instead of numbers. Its
 * kernels are registered by `registerKernels`.
 */
export class TraceBackend extends tf.KernelBackend {
  /** The graph that is being recorded. */
  graph: Graph | undefined;

  override write(values: tf.BackendValues | null, shape: number[], dtype: tf.DataType): TracedValue {
    const line = userLine();
    const running = runningOperations();
    if (!this.graph || dtype === 'string' || dtype === 'complex64')
      throw errors.MNR_COMPILE_UNSUPPORTED_TYPE({ op: running.at(-1) ?? 'tf.tensor', line, dtype });
    const drawn = running.find((name) => randomOperations.has(name));
    const random: CallSite | undefined = drawn === undefined ? undefined : { op: `tf.${drawn}`, line };
    this.graph.site = { op: running.at(-1) ?? 'tf.tensor', line };
    const size = shape.reduce((product, n) => product * n, 1);
    const elements = copyElements((values ?? new Float32Array(size)) as ArrayLike<number>, dtype);
    const value = this.graph.constant(elements, dtype, shape, random);
    value.references = 1;
    return value;
  }

  /** The first value that could not be read; the trace fails with it, even if the function caught it. */
  failure: Error | undefined;

  override readSync(dataId: object): tf.BackendValues {
    const value = dataId as TracedValue;
    if (!value.constant || value.constant.random) {
      const error = this.#unreadable(value);
      this.failure ??= error;
      throw error;
    }
    return value.constant.values.slice();
  }

  #unreadable(value: TracedValue): Error {
    if (value.constant?.random) return errors.MNR_COMPILE_RANDOM(value.constant.random);
    const made = value.site ?? { op: 'an argument or variable', line: 'the call' };
    if (this.graph !== value.owner) return errors.MNR_COMPILE_ESCAPED(made);
    return errors.MNR_COMPILE_VALUE_READ({ op: made.op, line: userLine(), made: made.line });
  }

  override read(dataId: object): Promise<tf.BackendValues> {
    return new Promise((resolve) => resolve(this.readSync(dataId)));
  }

  override incRef(dataId: object): void {
    if (dataId instanceof TracedValue) dataId.references++;
  }

  decRef(dataId: object): void {
    if (dataId instanceof TracedValue) dataId.references--;
  }

  override refCount(dataId: object): number {
    return dataId instanceof TracedValue ? dataId.references : 0;
  }

  override disposeData(dataId: object, force = false): boolean {
    const value = dataId as TracedValue;
    value.references--;
    return force || value.references <= 0;
  }

  override numDataIds(): number {
    return 0;
  }

  override floatPrecision(): 16 | 32 {
    return 32;
  }

  override memory(): { unreliable: boolean } {
    return { unreliable: true };
  }

  override timerAvailable(): boolean {
    return false;
  }

  override dispose(): void {
    this.graph = undefined;
  }
}

/** The element type of a tensor that can be compiled. */
export function isTensorType(dtype: string): dtype is TensorType {
  return dtype === 'float32' || dtype === 'int32' || dtype === 'bool';
}
