import type * as tf from '@tensorflow/tfjs';

import { errors } from '../errors.js';
import { copyElements } from './element-array.js';
import { engine } from './engine.js';
import type { Graph } from './graph.js';
import { isTensorType } from './trace-backend.js';
import { TracedValue } from './traced-value.js';

/** Tensors from outside that a graph took over as constants, by their data. */
const captures = new WeakMap<Graph, Map<object, { tensor: tf.Tensor; value: TracedValue }>>();

/** The tensors from outside that a graph has the numbers of. */
export function capturedTensors(graph: Graph): tf.Tensor[] {
  return [...(captures.get(graph)?.values() ?? [])].map(({ tensor }) => tensor);
}

/**
 * The value in the graph that a kernel's input stands for. A tensor from outside becomes a constant.
 *
 * @throws MNR_COMPILE_DISPOSED_TENSOR, MNR_COMPILE_ESCAPED, MNR_COMPILE_UNSUPPORTED_TYPE.
 */
export function resolveInput(graph: Graph, input: tf.Tensor, op: string, line: string): TracedValue {
  const { dataId, dtype, shape } = input;
  if (dataId instanceof TracedValue) {
    if (dataId.owner !== graph) throw errors.MNR_COMPILE_ESCAPED(dataId.site ?? { op, line });
    return dataId;
  }
  if (!isTensorType(dtype)) throw errors.MNR_COMPILE_UNSUPPORTED_TYPE({ op, line, dtype });
  if (!engine().state.tensorInfo.has(dataId) || input.isDisposed)
    throw errors.MNR_COMPILE_DISPOSED_TENSOR({ op, line, shape });
  const known = captures.get(graph) ?? new Map<object, { tensor: tf.Tensor; value: TracedValue }>();
  captures.set(graph, known);
  const seen = known.get(dataId);
  if (seen?.value.shape.join() === shape.join()) return seen.value;
  const value = graph.constant(copyElements(engine().readSync(dataId), dtype), dtype, shape);
  known.set(dataId, { tensor: input, value });
  return value;
}
