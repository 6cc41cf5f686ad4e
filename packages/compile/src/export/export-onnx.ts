import * as tf from '@tensorflow/tfjs';

import { errors } from '../errors.js';
import { encodeModel } from '../onnx/encode-model.js';
import type { OnnxModel, OnnxNode } from '../onnx/model.js';
import type { TensorType } from '../trace/element-array.js';
import { isRecord } from '../trace/arguments.js';
import { traceFunction, type TracedFunction } from '../trace/trace-function.js';
import { freeBatchSize, type ShapedModel } from './free-batch-size.js';

/** An input of an exported function. */
export interface ExportedInput {
  /** Sizes of the axes. `null` for the first one: any number of rows. */
  readonly shape: readonly (number | null)[];
  /** Element type. @defaultValue `'float32'` */
  readonly dtype?: TensorType;
}

/** Options of {@link exportOnnx}. */
export interface ExportOptions {
  /** The function's parameters by name, in order. */
  readonly inputs: Readonly<Record<string, ExportedInput>>;
  /**
   * Names of the returned tensors.
   * @defaultValue the fields of a returned record, or `output` for a single tensor
   */
  readonly outputs?: readonly string[];
  /** Written into the file, for whoever loads it. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** The graph's name. @defaultValue the function's own name */
  readonly name?: string;
}

/**
 * Writes a function as an ONNX file (operator set 18) that onnxruntime reads in any language: the present values of its
 * variables are part of it. With `null` as the first size of an input, the file takes any number of rows; the function
 * must then treat each row alike (no mean over the batch).
 *
 * @returns the bytes of an `.onnx` file
 * @throws MNR_COMPILE_EXPORT when the function assigns variables, when the names of its results are not clear, or when
 * what it computes depends on the number of rows; and any error that says why it cannot be compiled.
 *
 * @example
 * ```ts
 * import { RandomStream } from '@minorant/core';
 * import { exportOnnx, Mlp } from '@minorant/compile';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const actor = new Mlp({ inputs: 11, hidden: [64], outputs: 3, activation: 'relu', random: new RandomStream(1) });
 * const bytes = await exportOnnx((observation: tf.Tensor2D) => ({ action: tf.tanh(actor.apply(observation)) }), {
 *   inputs: { observation: { shape: [null, 11] } },
 *   metadata: { task: 'Hopper-v4' },
 * });
 * ```
 */
export async function exportOnnx(
  fn: (...tensors: never[]) => tf.TensorContainer,
  options: ExportOptions,
): Promise<Uint8Array> {
  await tf.ready();
  const name = options.name ?? (fn.name || 'anonymous');
  const free = Object.values(options.inputs).some(({ shape }) => shape[0] === null);
  const first = traceWith(name, fn, options, 3);
  const model = free ? freeBatchSize(name, first, traceWith(name, fn, options, 5), [3, 5]) : first.model;
  return encodeModel({ ...model, metadata: options.metadata ?? {} });
}

/** The function's graph for a number of rows, with named inputs and outputs. */
function traceWith(
  name: string,
  fn: (...tensors: never[]) => tf.TensorContainer,
  { inputs, outputs }: ExportOptions,
  rows: number,
): ShapedModel {
  const names = Object.keys(inputs);
  let returned: tf.TensorContainer = [];
  const args = tf.tidy(() =>
    Object.values(inputs).map(({ shape, dtype = 'float32' }) =>
      tf.keep(
        tf.zeros(
          shape.map((size, axis) => sizeOfAxis(name, size, axis, rows)),
          dtype,
        ),
      ),
    ),
  );
  try {
    const record = (...given: never[]) => (returned = fn(...given));
    const traced = traceFunction(name, record, args, { inputs: names });
    if (traced.assignments.length > 0)
      throw errors.MNR_COMPILE_EXPORT({
        name,
        reason: 'it assigns variables, which a file has no place for',
      });
    const model = withNames(name, traced, names, inputs, outputs ?? outputNames(name, returned));
    return { model, shapes: traced.shapes };
  } finally {
    tf.dispose(args);
  }
}

function sizeOfAxis(name: string, size: number | null, axis: number, rows: number): number {
  if (size !== null) return size;
  if (axis === 0) return rows;
  throw errors.MNR_COMPILE_EXPORT({ name, reason: 'only the first axis of an input can be of any size' });
}

function outputNames(name: string, returned: tf.TensorContainer): string[] {
  if (returned instanceof tf.Tensor) return ['output'];
  if (isRecord(returned) && Object.values(returned).every((value) => value instanceof tf.Tensor))
    return Object.keys(returned);
  throw errors.MNR_COMPILE_EXPORT({
    name,
    reason: "it returns neither a tensor nor a record of tensors, and 'outputs' does not name its results",
  });
}

/** Ends the graph with one node for each result, which carries the result's name. */
function withNames(
  name: string,
  { model, results }: TracedFunction,
  inputNames: readonly string[],
  inputs: ExportOptions['inputs'],
  outputs: readonly string[],
): OnnxModel {
  const reserved = [...inputNames, ...outputs].find((given) => /^[citnp]\d+$/.test(given) || given === '');
  if (reserved !== undefined)
    throw errors.MNR_COMPILE_EXPORT({
      name,
      reason: `'${reserved}' cannot be the name of an input or output`,
    });
  if (
    outputs.length !== results.length ||
    new Set([...outputs, ...inputNames]).size !== outputs.length + inputNames.length
  )
    throw errors.MNR_COMPILE_EXPORT({
      name,
      reason: `it returns ${results.length} tensors, which need as many different names, not also names of inputs`,
    });
  const last = results.map((result, i): OnnxNode => ({
    op: 'Identity',
    domain: '',
    inputs: [result.name],
    outputs: [outputs[i]!],
    attributes: {},
  }));
  return {
    ...model,
    nodes: [...model.nodes, ...last],
    // Also inputs that nothing reads: the file has the signature that was asked for.
    inputs: inputNames.map((input) => {
      const { shape, dtype = 'float32' } = inputs[input]!;
      return { name: input, type: dtype, shape: shape.map((size) => size ?? 'batch') };
    }),
    outputs: results.map(({ type, shape }, i) => ({ name: outputs[i]!, type, shape })),
  };
}
