import type { Graph } from '../trace/graph.js';
import type { TracedValue } from '../trace/traced-value.js';

/** The tensors that a kernel is called with, under the names that TensorFlow.js gives them. */
export interface KernelInputs {
  readonly x: TracedValue;
  readonly a: TracedValue;
  readonly b: TracedValue;
  readonly dy: TracedValue;
  readonly y: TracedValue;
  readonly input: TracedValue;
  readonly output: TracedValue;
  readonly image: TracedValue;
  readonly images: TracedValue;
  readonly filter: TracedValue;
  readonly bias: TracedValue | undefined;
  readonly preluActivationWeights: TracedValue | undefined;
  readonly condition: TracedValue;
  readonly t: TracedValue;
  readonly e: TracedValue;
  readonly indices: TracedValue;
  readonly alpha: TracedValue;
  readonly logits: TracedValue;
  readonly params: TracedValue;
  readonly updates: TracedValue;
  readonly tensor: TracedValue;
  readonly segmentIds: TracedValue;
  readonly scale: TracedValue | undefined;
  readonly offset: TracedValue | undefined;
  readonly mean: TracedValue;
  readonly variance: TracedValue;
  readonly value: TracedValue;
}

/** One call of a kernel, to be recorded. */
export interface KernelCall<Attributes> {
  readonly graph: Graph;
  readonly inputs: KernelInputs;
  /** The inputs in order: for kernels that take a list. */
  readonly list: readonly TracedValue[];
  readonly attrs: Attributes;
}

/** How a kernel of TensorFlow.js is written in ONNX. */
export interface KernelTranslation {
  /** Its name in TensorFlow.js. */
  readonly kernel: string;
  /** The ONNX operators it becomes, for the table in the documentation. */
  readonly onnx: string;
  readonly translate: (call: KernelCall<never>) => TracedValue | readonly TracedValue[];
}

/** Types one translation by the kernel's attributes. */
export function kernel<Attributes = unknown>(
  name: string,
  onnx: string,
  translate: (call: KernelCall<Attributes>) => TracedValue | readonly TracedValue[],
): KernelTranslation {
  return { kernel: name, onnx, translate };
}
