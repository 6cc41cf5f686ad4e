import type {
  BoxDType,
  BoxSpace,
  DictSpace,
  DiscreteSpace,
  MultiBinarySpace,
  MultiDiscreteSpace,
  Space,
  TupleSpace,
} from '@minorant/core';

import { errors } from '../errors.js';

/** What {@link box} is made of. */
export interface BoxOptions {
  /** One bound for all elements, or one for each. @defaultValue -Infinity */
  readonly low?: number | ArrayLike<number>;
  /** One bound for all elements, or one for each. @defaultValue Infinity */
  readonly high?: number | ArrayLike<number>;
  /** Sizes along each axis; without it, that of the bounds. @defaultValue the length of `low` or `high` */
  readonly shape?: readonly number[];
  /** Element type. @defaultValue float64 */
  readonly dtype?: BoxDType;
}

/**
 * A box in R^n, as Gymnasium's `Box`.
 *
 * @throws MNR_SPACE_INVALID when the bounds do not fit the shape or a lower bound lies above an upper one.
 *
 * @example
 * ```ts
 * import { box } from '@minorant/envs';
 *
 * const actions = box({ low: -1, high: 1, shape: [3], dtype: 'float32' });
 * ```
 */
export function box({ low = -Infinity, high = Infinity, shape, dtype = 'float64' }: BoxOptions): BoxSpace {
  const sizes = [low, high].filter((bound) => typeof bound !== 'number').map((bound) => bound.length);
  const dimensions = shape ?? sizes.slice(0, 1);
  const size = dimensions.reduce((product, n) => product * n, 1);
  if (shape === undefined && sizes.length === 0)
    throw invalid('a box', 'neither shape nor an array of bounds', 'one of them');
  if (sizes.some((n) => n !== size))
    throw invalid(
      'a box',
      `${sizes.join(' and ')} bounds for shape [${dimensions.join(', ')}]`,
      `${size} bounds`,
    );
  const fill = (bound: number | ArrayLike<number>): Float64Array =>
    typeof bound === 'number' ? new Float64Array(size).fill(bound) : Float64Array.from(bound);
  const [lower, upper] = [fill(low), fill(high)];
  const wrong = lower.findIndex((bound, i) => !(bound <= upper[i]!));
  if (wrong >= 0)
    throw invalid(
      'a box',
      `low ${lower[wrong]!} above high ${upper[wrong]!} at element ${wrong}`,
      'low below high',
    );
  return { kind: 'box', shape: [...dimensions], dtype, low: lower, high: upper };
}

/** The integers `start, ..., start + n - 1`, as Gymnasium's `Discrete`. @throws MNR_SPACE_INVALID unless `n` is positive. */
export function discrete(n: number, start = 0): DiscreteSpace {
  positive('a discrete space', [n]);
  return { kind: 'discrete', n, start };
}

/** A product of discrete spaces, as Gymnasium's `MultiDiscrete`. @throws MNR_SPACE_INVALID unless all sizes are positive. */
export function multiDiscrete(nvec: readonly number[]): MultiDiscreteSpace {
  positive('a multi-discrete space', nvec);
  return { kind: 'multi-discrete', nvec: [...nvec] };
}

/** `n` bits, as Gymnasium's `MultiBinary`. @throws MNR_SPACE_INVALID unless `n` is positive. */
export function multiBinary(n: number): MultiBinarySpace {
  positive('a multi-binary space', [n]);
  return { kind: 'multi-binary', n };
}

/** Named spaces, as Gymnasium's `Dict`, whose keys it sorts. */
export function dict(spaces: Readonly<Record<string, Space>>): DictSpace {
  // JavaScript puts such keys first and in the order of their numbers, Gymnasium does not.
  const number = Object.keys(spaces).find((key) => /^(0|[1-9]\d*)$/.test(key));
  if (number !== undefined) throw invalid('dict', `the key ${number}`, 'names that are not whole numbers');
  const sorted = Object.entries(spaces).sort(([a], [b]) => (a < b ? -1 : 1));
  return { kind: 'dict', spaces: Object.fromEntries(sorted) };
}

/** A sequence of spaces, as Gymnasium's `Tuple`. */
export function tuple(spaces: readonly Space[]): TupleSpace {
  return { kind: 'tuple', spaces: [...spaces] };
}

function positive(what: string, sizes: readonly number[]): void {
  const wrong = sizes.find((n) => !Number.isInteger(n) || n < 1);
  if (wrong !== undefined) throw invalid(what, `a size of ${wrong}`, 'integers from one up');
}

function invalid(space: string, actual: string, expected: string) {
  return errors.MNR_SPACE_INVALID({ space, actual, expected });
}
