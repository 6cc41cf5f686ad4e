import type { Variable } from '@tensorflow/tfjs';

import type { OnnxType } from '../onnx/model.js';

/** The arrays that hold the elements of constants and inputs. */
export type ElementArray = Float32Array | Int32Array | Uint8Array;

/** Where an operation of the traced function came from: its name and the user's line that called it. */
export interface CallSite {
  readonly op: string;
  readonly line: string;
}

/** A constant's elements. */
export interface ConstantElements {
  readonly values: ElementArray;
  /** The value that all elements have, if they have one in common. */
  readonly uniform: number | undefined;
  /** Set when the numbers were drawn at random while tracing: they must not be used as if they were fixed. */
  readonly random: CallSite | undefined;
}

/** Where the elements of a graph's input come from at each call. */
export type FeedSource =
  | { readonly kind: 'argument'; readonly index: number }
  | { readonly kind: 'variable'; readonly variable: Variable };

/** What a {@link TracedValue} is made of. */
export type ValueOrigin =
  /** The output of a node, or an input of the graph. */
  | { readonly kind: 'named'; readonly name: string }
  /** Elements of an argument or variable from an offset on: an input of the graph if something reads it. */
  | { readonly kind: 'input'; readonly source: FeedSource; readonly offset: number }
  /** Values one after another in memory; made one only where an operation needs them together. */
  | { readonly kind: 'joined'; readonly parts: readonly TracedValue[] }
  | { readonly kind: 'constant'; readonly constant: ConstantElements }
  /** Another value repeated along axes of size one; made only where an operation does not broadcast by itself. */
  | { readonly kind: 'broadcast'; readonly source: TracedValue };

/**
 * A value of the graph that is being recorded. It stands as the `dataId` of the symbolic tensors that the traced
 * function computes with.
 */
export class TracedValue {
  readonly size: number;
  /** The name in the graph, once it has one. */
  name: string | undefined;
  /** Whether it is an input that must stay whole. */
  isFixed = false;
  /** How many tensors of the engine stand on this value. */
  references = 0;

  constructor(
    /** The graph that it belongs to, by identity. */
    readonly owner: object,
    readonly type: OnnxType,
    readonly shape: readonly number[],
    readonly origin: ValueOrigin,
    /** Which operation made it. */
    readonly site: CallSite | undefined,
  ) {
    this.size = shape.reduce((product, size) => product * size, 1);
    if (origin.kind === 'named') this.name = origin.name;
  }

  get rank(): number {
    return this.shape.length;
  }

  /** The elements, if they are known while tracing. */
  get constant(): ConstantElements | undefined {
    return this.origin.kind === 'constant' ? this.origin.constant : undefined;
  }
}
