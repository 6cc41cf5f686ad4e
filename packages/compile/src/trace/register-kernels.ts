import * as tf from '@tensorflow/tfjs';

import { errors } from '../errors.js';
import { dataDependentKernels, translations } from '../kernels/index.js';
import type { KernelInputs } from '../kernels/kernel-translation.js';
import { foldConstants } from './fold-constants.js';
import { resolveInput } from './resolve-input.js';
import { isTensorType, TraceBackend } from './trace-backend.js';
import type { TracedValue } from './traced-value.js';
import { userLine } from './user-line.js';

/** The name under which the backend is registered with TensorFlow.js. */
export const traceBackendName = 'minorant-trace';

let backend: TraceBackend | undefined;

/** The backend that traces, registered with TensorFlow.js at the first call. */
export function traceBackend(): TraceBackend {
  if (!backend) {
    const created = new TraceBackend();
    backend = created;
    tf.registerBackend(traceBackendName, () => created, -100);
    const known = new Set([
      ...translations.keys(),
      ...tf.getKernelsForBackend('cpu').map(({ kernelName }) => kernelName),
      ...['webgl', 'wasm', 'tensorflow'].flatMap((other) =>
        tf.getKernelsForBackend(other).map(({ kernelName }) => kernelName),
      ),
    ]);
    for (const kernelName of known)
      tf.registerKernel({
        kernelName,
        backendName: traceBackendName,
        kernelFunc: ({ inputs, attrs }) => runKernel(kernelName, inputs, attrs),
      });
  }
  return backend;
}

/** Records one call of a kernel, or computes it at once if all of its inputs are constants. */
function runKernel(
  kernelName: string,
  inputs: tf.NamedTensorInfoMap,
  attrs: tf.NamedAttrMap | undefined,
): tf.TensorInfo | tf.TensorInfo[] {
  const { graph } = traceBackend();
  if (!graph) throw new TypeError('The tracing backend is active outside of a trace.');
  const line = userLine();
  graph.site = { op: kernelName, line };
  const given = Object.entries(inputs).filter((entry): entry is [string, tf.Tensor] => Boolean(entry[1]));
  const values = given.map(([, info]) => resolveInput(graph, info, kernelName, line));
  if (kernelName === 'Multinomial') throw errors.MNR_COMPILE_RANDOM({ op: 'tf.multinomial', line });
  if (kernelName !== 'Identity' && values.every((value) => value.constant)) {
    const names = given.map(([name]) => name);
    return infos(foldConstants(graph, kernelName, names, values, attrs ?? {}, inputs));
  }
  const translation = translations.get(kernelName);
  if (!translation) {
    const code = dataDependentKernels.has(kernelName)
      ? 'MNR_COMPILE_DATA_DEPENDENT_SHAPE'
      : 'MNR_COMPILE_UNSUPPORTED_KERNEL';
    throw errors[code]({ op: kernelName, line });
  }
  const named = Object.fromEntries(given.map(([name], i) => [name, values[i]])) as unknown as KernelInputs;
  return infos(translation.translate({ graph, inputs: named, list: values, attrs: attrs as never }));
}

function infos(results: TracedValue | readonly TracedValue[]): tf.TensorInfo | tf.TensorInfo[] {
  return 'shape' in results ? info(results) : results.map(info);
}

function info(value: TracedValue): tf.TensorInfo {
  if (!isTensorType(value.type)) throw new TypeError(`A kernel's result cannot be ${value.type}.`);
  value.references++;
  return { dataId: value, shape: [...value.shape], dtype: value.type };
}
