import * as tf from '@tensorflow/tfjs';

import { errors } from '../errors.js';
import { copyElements } from './element-array.js';
import { cpuBackend } from './engine.js';
import type { Graph } from './graph.js';
import { isTensorType } from './trace-backend.js';
import type { TracedValue } from './traced-value.js';

/** Runs a kernel on constants with the plain JavaScript backend: its results are constants too. */
export function foldConstants(
  graph: Graph,
  kernelName: string,
  names: readonly string[],
  values: readonly TracedValue[],
  attrs: tf.NamedAttrMap,
  original: tf.NamedTensorInfoMap,
): TracedValue | TracedValue[] {
  const site = graph.site!;
  const kernel = tf.getKernel(kernelName, 'cpu') as tf.KernelConfig | undefined;
  if (!kernel) throw errors.MNR_COMPILE_UNSUPPORTED_KERNEL(site);
  const cpu = cpuBackend();
  const infos = values.map((value): tf.TensorInfo => {
    const dtype = value.type as 'float32' | 'int32' | 'bool';
    const shape = [...value.shape];
    return {
      dataId: cpu.write(value.constant!.values, shape, dtype),
      shape,
      dtype,
    };
  });
  const inputs = (
    Array.isArray(original) ? infos : Object.fromEntries(names.map((name, i) => [name, infos[i]]))
  ) as tf.NamedTensorInfoMap;
  const random = values.find((value) => value.constant!.random)?.constant?.random;
  const made: tf.TensorInfo[] = [];
  try {
    const result = kernel.kernelFunc({ inputs, attrs, backend: cpu });
    made.push(...(Array.isArray(result) ? result : [result]));
    const folded = made.map(({ dataId, shape, dtype }) => {
      if (!isTensorType(dtype)) throw errors.MNR_COMPILE_UNSUPPORTED_TYPE({ ...site, dtype });
      const elements = copyElements(cpu.readSync(dataId) as ArrayLike<number>, dtype);
      return graph.constant(elements, dtype, shape, random);
    });
    return Array.isArray(result) ? folded : folded[0]!;
  } finally {
    for (const { dataId } of new Set([...infos, ...made])) cpu.disposeData(dataId, true);
  }
}
