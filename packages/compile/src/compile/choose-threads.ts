import type { OnnxNode } from '../onnx/model.js';

/** Operations of the largest product from which a second thread pays for waking it up. */
const worthwhile = 8e6;
/** More threads than this do not make products of such sizes faster. */
const most = 4;

/**
 * The number of threads for a graph: one where all products are small, else the machine's processors up to four.
 *
 * @param shapes - of the graph's values, by name
 */
export async function chooseThreads(
  nodes: readonly OnnxNode[],
  shapes: ReadonlyMap<string, readonly number[]>,
): Promise<number> {
  const largest = Math.max(0, ...nodes.map((node) => operationsOf(node, shapes)));
  return largest < worthwhile ? 1 : Math.min(most, await processors());
}

/** Multiplications and additions of a product or convolution; none for other operators. */
export function operationsOf(node: OnnxNode, shapes: ReadonlyMap<string, readonly number[]>): number {
  const size = (name: string | undefined) => shapes.get(name ?? '')?.reduce((a, b) => a * b, 1) ?? 0;
  const output = size(node.outputs[0]);
  const left = shapes.get(node.inputs[0] ?? '') ?? [];
  switch (node.op) {
    case 'Gemm':
      return 2 * output * (left[node.attributes['transA'] === 1 ? 0 : 1] ?? 1);
    case 'MatMul':
      return 2 * output * (left.at(-1) ?? 1);
    case 'Conv': {
      const filter = shapes.get(node.inputs[1] ?? '') ?? [];
      return (2 * output * size(node.inputs[1])) / (filter[0] ?? 1);
    }
    case 'ConvTranspose': {
      const filter = shapes.get(node.inputs[1] ?? '') ?? [];
      return (2 * size(node.inputs[0]) * size(node.inputs[1])) / (filter[0] ?? 1);
    }
    default:
      return 0;
  }
}

async function processors(): Promise<number> {
  const browser = (globalThis as { navigator?: { hardwareConcurrency?: number } }).navigator;
  if (browser?.hardwareConcurrency !== undefined) return browser.hardwareConcurrency;
  const { availableParallelism } = await import('node:os');
  return availableParallelism();
}
