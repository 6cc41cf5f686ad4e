import * as tf from '@tensorflow/tfjs';
import { MinorantError } from '@minorant/core';

import { errors } from '../errors.js';
import type { OnnxModel, OnnxValueInfo } from '../onnx/model.js';
import { optimizeNodes } from '../onnx/optimize-nodes.js';
import { isRecord, replaceTensors } from './arguments.js';
import type { TensorType } from './element-array.js';
import { engine } from './engine.js';
import { Graph } from './graph.js';
import { traceBackend, traceBackendName } from './register-kernels.js';
import { capturedTensors, resolveInput } from './resolve-input.js';
import type { TracedValue } from './traced-value.js';
import { userLine } from './user-line.js';
import { VariableTracker } from './variable-tracker.js';

/** Where the elements of a graph's input come from at each call. */
export type FeedSource =
  | { readonly kind: 'argument'; readonly index: number }
  | { readonly kind: 'variable'; readonly variable: tf.Variable };

/** An input of the graph. */
export interface Feed {
  readonly name: string;
  readonly type: TensorType;
  readonly shape: readonly number[];
  readonly source: FeedSource;
}

/** A tensor that the function returns. */
export interface ResultTensor {
  readonly name: string;
  readonly type: TensorType;
  readonly shape: readonly number[];
}

/** A function as a graph, with what goes in and what comes out. */
export interface TracedFunction {
  readonly model: OnnxModel;
  readonly feeds: readonly Feed[];
  readonly results: readonly ResultTensor[];
  /** The variables that the function assigns, and the outputs that hold their new values. */
  readonly assignments: readonly { readonly variable: tf.Variable; readonly name: string }[];
  /** Puts the tensors of {@link results} into the arrangement that the function returns. */
  readonly arrange: (tensors: readonly tf.Tensor[]) => unknown;
  /** Tensors from outside whose numbers are in the graph: the trace is void once one of them is disposed of. */
  readonly captured: readonly tf.Tensor[];
}

/**
 * Runs a function once with symbolic tensors and gives the graph of what it computes. Variables have their values and
 * memory accounting as before afterwards; those that the function created have their initial values.
 *
 * @throws any of this package's errors that say why a function cannot be compiled.
 */
export function traceFunction(
  name: string,
  fn: (...args: never[]) => unknown,
  args: readonly unknown[],
): TracedFunction {
  const backend = traceBackend();
  const graph = new Graph();
  const feeds: Feed[] = [];
  const active = tf.getBackend();
  const input = (type: TensorType, shape: readonly number[], source: FeedSource) =>
    graph.lazyInput(type, shape, (inputName) => feeds.push({ name: inputName, type, shape, source }));
  void tf.setBackend(traceBackendName);
  backend.graph = graph;
  const variables = new VariableTracker(graph, (variable) =>
    input(variable.dtype as TensorType, variable.shape, { kind: 'variable', variable }),
  );
  engine().startScope('trace');
  try {
    let index = 0;
    const symbolic = replaceTensors(args, ({ dtype, shape }) => {
      const value = input(dtype as TensorType, shape, { kind: 'argument', index: index++ });
      value.references++;
      return engine().makeTensorFromTensorInfo({ dataId: value, shape, dtype }, backend);
    });
    const returned = fn(...(symbolic as never[]));
    if (returned instanceof Promise) {
      returned.catch(() => undefined);
      throw errors.MNR_COMPILE_ASYNCHRONOUS({ name });
    }
    const outputs = new OutputNames(graph);
    const slots = new Map<tf.Tensor, { place: number; result: ResultTensor }>();
    const arrange = planResults(graph, name, returned, outputs, slots);
    const assignments = variables
      .assigned()
      .map(({ variable, value }) => ({ variable, name: outputs.add(value) }));
    const results = [...slots.values()].map(({ result }) => result);
    const model = finishModel(graph, name, feeds, outputs.infos);
    const used = new Set(model.inputs.map((info) => info.name));
    return {
      model,
      feeds: feeds.filter((feed) => used.has(feed.name)),
      results,
      assignments,
      arrange,
      captured: capturedTensors(graph),
    };
  } catch (error) {
    throw explained(error);
  } finally {
    engine().endScope();
    variables.restore();
    backend.graph = undefined;
    void tf.setBackend(active);
  }
}

/** Gives each value that leaves the graph an output of its own name. */
class OutputNames {
  readonly infos: OnnxValueInfo[] = [];
  readonly #last = new Map<string, TracedValue>();

  constructor(readonly graph: Graph) {}

  add(value: TracedValue): string {
    const name = this.graph.nameOf(value);
    const last = this.#last.get(name);
    // Inputs, constants and values that leave twice are copied under a name of their own.
    const made = this.graph.recorded.some((node) => node.outputs.includes(name));
    const output = made && !last ? value : this.graph.node('Identity', [last ?? value], value);
    this.#last.set(name, output);
    this.infos.push({ name: output.name!, type: value.type, shape: value.shape });
    return output.name!;
  }
}

/** Plans the outputs for what the function returned; the same tensor in two places is one output. */
function planResults(
  graph: Graph,
  name: string,
  returned: unknown,
  outputs: OutputNames,
  slots: Map<tf.Tensor, { place: number; result: ResultTensor }>,
): (tensors: readonly tf.Tensor[]) => unknown {
  if (returned instanceof tf.Tensor) {
    const tensor = returned as tf.Tensor;
    let slot = slots.get(tensor);
    if (!slot) {
      const value = resolveInput(graph, tensor, `the result of ${name}`, userLine());
      const result = { name: outputs.add(value), type: value.type as TensorType, shape: value.shape };
      slot = { place: slots.size, result };
      slots.set(tensor, slot);
    }
    const { place } = slot;
    return (tensors) => tensors[place];
  }
  if (Array.isArray(returned)) {
    const items = returned.map((item) => planResults(graph, name, item, outputs, slots));
    return (tensors) => items.map((item) => item(tensors));
  }
  if (isRecord(returned)) {
    const fields = Object.entries(returned).map(
      ([field, item]) => [field, planResults(graph, name, item, outputs, slots)] as const,
    );
    return (tensors) => Object.fromEntries(fields.map(([field, item]) => [field, item(tensors)]));
  }
  return () => returned;
}

function finishModel(
  graph: Graph,
  name: string,
  feeds: readonly Feed[],
  outputs: readonly OnnxValueInfo[],
): OnnxModel {
  const nodes = optimizeNodes(
    graph.recorded,
    outputs.map((output) => output.name),
    graph.shapes,
  );
  const read = new Set(nodes.flatMap((node) => node.inputs));
  return {
    name,
    inputs: feeds
      .filter((feed) => read.has(feed.name))
      .map(({ name: input, type, shape }) => ({ name: input, type, shape })),
    outputs,
    initializers: graph.initializers.filter((initializer) => read.has(initializer.name)),
    nodes,
  };
}

/** TensorFlow.js's own complaint about a kernel that nobody registered, as ours. */
function explained(error: unknown): unknown {
  if (error instanceof MinorantError || !(error instanceof Error)) return error;
  const kernel = /Kernel '(\w+)' not registered/.exec(error.message)?.[1];
  return kernel === undefined
    ? error
    : errors.MNR_COMPILE_UNSUPPORTED_KERNEL({ op: kernel, line: userLine(error.stack) });
}
