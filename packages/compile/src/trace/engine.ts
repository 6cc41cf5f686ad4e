import * as tf from '@tensorflow/tfjs';

/** The parts of TensorFlow.js's engine that tracing needs beyond its documented interface. */
interface EngineInside {
  readonly state: {
    readonly scopeStack: readonly { readonly name: string | undefined }[];
    readonly tensorInfo: WeakMap<object, { backend: tf.KernelBackend }>;
    readonly registeredVariables: Readonly<Record<string, tf.Variable>>;
  };
  makeVariable(initialValue: tf.Tensor, trainable?: boolean, name?: string, dtype?: tf.DataType): tf.Variable;
  makeTensorFromTensorInfo(info: tf.TensorInfo, backend?: tf.KernelBackend): tf.Tensor;
  trackTensor(tensor: tf.Tensor, backend: tf.KernelBackend): void;
  disposeTensor(tensor: tf.Tensor): void;
  moveData(backend: tf.KernelBackend, dataId: object): void;
  readSync(dataId: object): tf.backend_util.TypedArray;
  startScope(name?: string): void;
  endScope(result?: tf.TensorContainer): void;
}

/** TensorFlow.js's engine. */
export function engine(): EngineInside {
  return tf.engine() as unknown as EngineInside;
}

/** What the cpu backend keeps for each piece of data. */
export interface CpuEntry {
  values: tf.backend_util.TypedArray;
  refCount: number;
}

/** The plain JavaScript backend, whose data are typed arrays in host memory. */
export type CpuBackend = tf.KernelBackend & {
  readonly data: {
    get(dataId: object): CpuEntry;
    has(dataId: object): boolean;
  };
  write(values: tf.backend_util.TypedArray, shape: number[], dtype: tf.DataType): object;
};

/** The cpu backend, started if it was not. */
export function cpuBackend(): CpuBackend {
  const backend = tf.engine().findBackend('cpu') as CpuBackend & { firstUse?: boolean };
  // It is chosen on purpose here: no advice at its first use to install another one.
  backend.firstUse = false;
  return backend;
}

/** The names of the operations that are running, outermost first. */
export function runningOperations(): string[] {
  return engine()
    .state.scopeStack.map(({ name }) => name)
    .filter((name) => name !== undefined)
    .filter((name) => name.endsWith('__op'))
    .map((name) => name.slice(0, -'__op'.length));
}
