import type { ElementArray } from '../trace/traced-value.js';

/** A tensor of ONNX Runtime. */
export interface RuntimeTensor {
  readonly data: unknown;
}

/** A loaded graph. */
export interface RuntimeSession {
  run(
    feeds: Readonly<Record<string, RuntimeTensor>>,
    fetches: Readonly<Record<string, RuntimeTensor | null>>,
  ): Promise<Readonly<Record<string, RuntimeTensor>>>;
  release(): Promise<void>;
}

/**
 * What this package uses of ONNX Runtime: the module `onnxruntime-node`, or `onnxruntime-web` in a browser, is one.
 */
export interface OnnxRuntime {
  readonly InferenceSession: {
    create(model: Uint8Array, options: Readonly<Record<string, unknown>>): Promise<RuntimeSession>;
  };
  readonly Tensor: new (
    type: 'float32' | 'int32' | 'bool',
    data: ElementArray,
    dims: readonly number[],
  ) => RuntimeTensor;
}

let node: Promise<OnnxRuntime> | undefined;

/** `onnxruntime-node`, loaded at the first use so that browsers never ask for it. */
export function defaultRuntime(): Promise<OnnxRuntime> {
  node ??= import('onnxruntime-node').then((module) => module as unknown as OnnxRuntime);
  return node;
}
