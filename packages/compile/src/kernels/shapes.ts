import type { Graph } from '../trace/graph.js';
import type { TracedValue } from '../trace/traced-value.js';

/** The number of elements of a shape. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** Whether two shapes are the same. */
export function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((size, axis) => size === b[axis]);
}

/** The shape that two broadcast to. TensorFlow.js has checked that they do. */
export function broadcastShape(a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, i) => {
    const x = a[a.length - rank + i] ?? 1;
    const y = b[b.length - rank + i] ?? 1;
    return x === 1 ? y : x;
  });
}

/** Axes as a list of numbers from zero; all axes for none given. */
export function normaliseAxes(axis: number | readonly number[] | null | undefined, rank: number): number[] {
  if (axis === null || axis === undefined) return Array.from({ length: rank }, (_, i) => i);
  const axes = typeof axis === 'number' ? [axis] : axis;
  return axes.map((a) => (a < 0 ? a + rank : a));
}

/** The same elements in another shape. */
export function reshape(graph: Graph, x: TracedValue, shape: readonly number[]): TracedValue {
  if (sameShape(x.shape, shape)) return x;
  const { constant } = x;
  if (constant) return graph.constant(constant.values, x.type, shape, constant.random);
  return graph.node('Reshape', [x, graph.integers(shape)], { type: x.type, shape }, zeroAllowed(shape));
}

/** ONNX reads a zero in a shape as "keep" unless told otherwise. */
function zeroAllowed(shape: readonly number[]) {
  return shape.includes(0) ? { attributes: { allowzero: 1 } } : {};
}

/** Axes in another order. */
export function transpose(graph: Graph, x: TracedValue, perm: readonly number[]): TracedValue {
  if (perm.every((axis, i) => axis === i)) return x;
  const shape = perm.map((axis) => x.shape[axis]!);
  // Moving axes of size one only changes no element's place.
  const moved = perm.filter((axis) => x.shape[axis] !== 1);
  if (moved.every((axis, i) => i === 0 || axis > moved[i - 1]!)) return reshape(graph, x, shape);
  return graph.node('Transpose', [x], { type: x.type, shape }, { attributes: { perm } });
}

/** Every `steps`-th element from `begin` to before `end` of the given axes. */
export function slice(
  graph: Graph,
  x: TracedValue,
  begin: readonly number[],
  end: readonly number[],
  shape: readonly number[],
  axes?: readonly number[],
  steps?: readonly number[],
): TracedValue {
  if (!steps && sameShape(x.shape, shape)) return x;
  const inputs = [x, graph.integers(begin), graph.integers(end)];
  if (axes || steps) inputs.push(graph.integers(axes ?? begin.map((_, i) => i)));
  if (steps) inputs.push(graph.integers(steps));
  return graph.node('Slice', inputs, { type: x.type, shape });
}

/** Joined along an axis. */
export function concat(graph: Graph, values: readonly TracedValue[], axis: number): TracedValue {
  const filled = values.filter(({ size }) => size > 0);
  const parts = filled.length > 0 ? filled : values.slice(0, 1);
  const first = parts[0]!;
  const shape = [...values[0]!.shape];
  shape[axis] = values.reduce((sum, value) => sum + value.shape[axis]!, 0);
  if (parts.length === 1) return reshape(graph, first, shape);
  return graph.node('Concat', parts, { type: first.type, shape }, { attributes: { axis } });
}

/** Cut along an axis into parts of the given sizes. */
export function split(
  graph: Graph,
  x: TracedValue,
  sizes: readonly number[],
  axis: number,
): readonly TracedValue[] {
  if (sizes.length === 1) return [x];
  const results = sizes.map((size) => ({
    type: x.type,
    shape: x.shape.map((d, i) => (i === axis ? size : d)),
  }));
  return graph.nodes('Split', [x, graph.integers(sizes)], results, { attributes: { axis } });
}
