import { encodeModel } from '../onnx/encode-model.js';
import type { OnnxModel, OnnxNode, OnnxValueInfo } from '../onnx/model.js';
import type { OnnxRuntime } from './onnx-runtime.js';
import { sessionOptions } from './session-options.js';

/** How a runtime gives the results of a graph. */
export interface Delivery {
  /** Whether it writes them into the arrays that it is given for them. */
  readonly fills: boolean;
  /**
   * With what message it ends a call, after it has written them, whose first output is not a tensor. None if it does not
   * end so.
   */
  readonly stop: string | undefined;
}

/** The name of the output that ends a call. */
export const stopName = 'stop';

const known = new WeakMap<OnnxRuntime, Promise<Delivery>>();

/**
 * How a runtime gives results, found out by doing it. `onnxruntime-node` writes them into the arrays that it is given, and
 * then copies each one into a new array all the same, unless one before it cannot be copied: several megabytes for a
 * training step. `onnxruntime-web`, whose graphs run in memory of their own, leaves given arrays as they are.
 */
export function deliveryOf(runtime: OnnxRuntime): Promise<Delivery> {
  let answer = known.get(runtime);
  if (!answer) {
    answer = findOut(runtime);
    known.set(runtime, answer);
    // A runtime that fails now may work later, as one whose WebAssembly could not be fetched.
    answer.catch(() => known.delete(runtime));
  }
  return answer;
}

/** The graph with an output in front that ends the call before results are copied. */
export function withStop(model: OnnxModel): OnnxModel {
  const output: OnnxValueInfo = { name: stopName, type: 'float32', shape: [], sequence: true };
  const node: OnnxNode = {
    op: 'SequenceEmpty',
    domain: '',
    inputs: [],
    outputs: [stopName],
    attributes: {},
  };
  return { ...model, outputs: [output, ...model.outputs], nodes: [node, ...model.nodes] };
}

async function findOut(runtime: OnnxRuntime): Promise<Delivery> {
  const value = { type: 'float32', shape: [1] } as const;
  const model: OnnxModel = {
    name: 'delivery',
    inputs: [{ ...value, name: 'x' }],
    outputs: [{ ...value, name: 'y' }],
    initializers: [],
    nodes: [{ op: 'Neg', domain: '', inputs: ['x'], outputs: ['y'], attributes: {} }],
  };
  const plain = await tryOn(runtime, model, false);
  if (plain.failure instanceof Error) throw plain.failure;
  if (!plain.filled) return { fills: false, stop: undefined };
  const stopped = await tryOn(runtime, withStop(model), true);
  const { failure, filled } = stopped;
  return { fills: true, stop: filled && failure instanceof Error ? failure.message : undefined };
}

async function tryOn(runtime: OnnxRuntime, model: OnnxModel, stops: boolean) {
  const session = await runtime.InferenceSession.create(encodeModel(model), sessionOptions(1));
  const result = new Float32Array(1);
  const tensor = (elements: Float32Array) => new runtime.Tensor('float32', elements, [1]);
  const fetches = { y: tensor(result), ...(stops && { [stopName]: null }) };
  const failure: unknown = await session.run({ x: tensor(Float32Array.of(-1)) }, fetches).then(
    () => undefined,
    (error: unknown) => error,
  );
  await session.release();
  return { failure, filled: result[0] === 1 };
}
