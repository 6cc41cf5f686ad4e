import * as tf from '@tensorflow/tfjs';

import { errors } from '../errors.js';

/** Options of {@link compile}. */
export interface CompileOptions {
  /** `'eager'` runs the function as it stands, operation by operation. @defaultValue `'compiled'` */
  readonly execution?: 'compiled' | 'eager';
  /** Threads for one operation. @defaultValue chosen by the size of the products */
  readonly threads?: number;
  /** What happens when the function cannot be compiled: an error, or one warning and eager execution. @defaultValue `'error'` */
  readonly fallback?: 'error' | 'eager';
  /** For messages and profiles. @defaultValue the function's own name */
  readonly name?: string;
}

/** What a compiled function gives: the same tensors as the function itself. */
export type CompiledResult<F extends (...args: never[]) => unknown> = ReturnType<F>;

/** A function of the same parameters and results as the one it was made from, asynchronous. */
export interface CompiledFunction<F extends (...args: never[]) => unknown> {
  (...args: Parameters<F>): Promise<CompiledResult<F>>;
  /** For messages and profiles. */
  readonly label: string;
  /** Releases everything; later calls throw MNR_COMPILE_DISPOSED. */
  dispose(): void;
}

/**
 * Makes a training step or an inference function run as one unit. The function takes tensors (or records and arrays of
 * them), may read and assign variables, take gradients and step optimizers, and returns tensors in any arrangement, or
 * nothing. The caller disposes of the returned tensors.
 *
 * @example
 * ```ts
 * import { Adam, compile } from '@minorant/compile';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const w = tf.variable(tf.zeros([3, 1]));
 * const optimizer = new Adam([w], { learningRate: 0.01 });
 * const step = compile((x: tf.Tensor2D, y: tf.Tensor2D) =>
 *   optimizer.minimize(() => tf.losses.meanSquaredError(y, tf.matMul(x, w))),
 * );
 * const loss = await step(tf.randomNormal([8, 3]), tf.randomNormal([8, 1]));
 * ```
 */
export function compile<F extends (...args: never[]) => unknown>(
  fn: F,
  options: CompileOptions = {},
): CompiledFunction<F> {
  const label = options.name ?? (fn.name || 'anonymous');
  let disposed = false;
  const call = (...args: Parameters<F>): Promise<CompiledResult<F>> => {
    if (disposed) return Promise.reject(errors.MNR_COMPILE_DISPOSED({ name: label }));
    return runEagerly(fn, args);
  };
  return Object.assign(call, {
    label,
    dispose: () => {
      disposed = true;
    },
  });
}

/** Runs a function at once; its intermediate tensors are disposed of, its errors become the promise's. */
async function runEagerly<F extends (...args: never[]) => unknown>(
  fn: F,
  args: Parameters<F>,
): Promise<CompiledResult<F>> {
  await tf.ready();
  return tf.tidy(() => fn(...args) as tf.TensorContainer) as CompiledResult<F>;
}
