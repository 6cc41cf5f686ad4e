import { errors } from '../errors.js';
import type { OnnxInitializer, OnnxModel } from '../onnx/model.js';

/** A graph, and the shapes of its values by name. */
export interface ShapedModel {
  readonly model: OnnxModel;
  readonly shapes: ReadonlyMap<string, readonly number[]>;
}

/**
 * One graph for any number of rows out of two graphs of one function for two numbers of rows. They may differ only in
 * lists of sizes: a shape's differing entry becomes "what is left", the end of a slice "the end".
 *
 * @throws MNR_COMPILE_EXPORT when they differ in anything else.
 */
export function freeBatchSize(
  name: string,
  { model: first, shapes }: ShapedModel,
  { model: second, shapes: otherShapes }: ShapedModel,
  rows: readonly [number, number],
): OnnxModel {
  const fail = (what: string) =>
    errors.MNR_COMPILE_EXPORT({ name, reason: `${what} depends on the number of rows` });
  const structure = (model: OnnxModel) =>
    JSON.stringify(model.nodes.map(({ op, inputs, attributes }) => [op, inputs.length, attributes]));
  if (structure(first) !== structure(second)) throw fail('what it computes');
  const [constants, others] = [first, second].map(
    (model) => new Map(model.initializers.map((initializer) => [initializer.name, initializer])),
  ) as [Map<string, OnnxInitializer>, Map<string, OnnxInitializer>];
  const added: OnnxInitializer[] = [];
  const nodes = first.nodes.map((node, n) => ({
    ...node,
    inputs: node.inputs.map((input, i) => {
      const a = constants.get(input);
      const b = others.get(second.nodes[n]!.inputs[i]!);
      if (Boolean(a) !== Boolean(b)) throw fail(`an input of ${node.op}`);
      if (!a || !b || same(a, b)) return input;
      const sliced = [shapes.get(node.inputs[0]!)!, otherShapes.get(second.nodes[n]!.inputs[0]!)!] as const;
      const free = freed(node.op, i, a, b, rows, sliced);
      if (!free) throw fail(`a constant of ${node.op}`);
      added.push({ ...free, name: `${input}_${n}` });
      return `${input}_${n}`;
    }),
  }));
  const used = new Set(nodes.flatMap((node) => node.inputs));
  return {
    ...first,
    nodes,
    initializers: [...first.initializers.filter((initializer) => used.has(initializer.name)), ...added],
    outputs: first.outputs.map((output, i) => ({
      ...output,
      shape: output.shape.map((size, axis) => {
        if (size === second.outputs[i]!.shape[axis]) return size;
        return size === rows[0] ? 'batch' : `${output.name}_${axis}`;
      }),
    })),
  };
}

function same(a: OnnxInitializer, b: OnnxInitializer): boolean {
  return (
    a.type === b.type && a.shape.join() === b.shape.join() && a.bytes.every((byte, i) => byte === b.bytes[i])
  );
}

/**
 * A list of sizes that holds for any number of rows.
 *
 * @param shapes - of the node's first input in both graphs
 */
function freed(
  op: string,
  input: number,
  a: OnnxInitializer,
  b: OnnxInitializer,
  rows: readonly [number, number],
  shapes: readonly [readonly number[], readonly number[]],
): OnnxInitializer | undefined {
  if (a.type !== 'int64' || a.bytes.length !== b.bytes.length) return undefined;
  const [x, y] = [a, b].map(({ bytes }) => new BigInt64Array(bytes.slice().buffer)) as [
    BigInt64Array,
    BigInt64Array,
  ];
  const differing = [...x.keys()].filter((i) => x[i] !== y[i]);
  const proportional = differing.every((i) => x[i]! * BigInt(rows[1]) === y[i]! * BigInt(rows[0]));
  if (!proportional) return undefined;
  if (op === 'Reshape' && input === 1 && differing.length === 1) x[differing[0]!] = -1n;
  else if (op === 'Slice' && input === 2) {
    // Ends of axes, in their order: one before the end of its axis is no "end" for other numbers of rows.
    const whole = (ends: BigInt64Array, shape: readonly number[]) =>
      differing.every((i) => Number(ends[i]) === shape[i]);
    if (!whole(x, shapes[0]) || !whole(y, shapes[1])) return undefined;
    for (const i of differing) x[i] = 2n ** 62n;
  } else return undefined;
  return { ...a, bytes: new Uint8Array(x.buffer) };
}
