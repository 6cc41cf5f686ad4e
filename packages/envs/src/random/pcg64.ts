import type { Snapshot, Stateful } from '@minorant/core';

import { seedSequence } from './seed-sequence.js';
import { standardNormal } from './standard-normal.js';

const MASK_64 = (1n << 64n) - 1n;
const MASK_128 = (1n << 128n) - 1n;
const MULTIPLIER = 0x2360ed051fc65da44385df649fccf645n;

/**
 * NumPy's `Generator(PCG64(SeedSequence(seed)))`, which is what Gymnasium's environments draw from: the same seed gives
 * the same numbers, so that `reset({ seed })` starts where Gymnasium's `reset(seed=seed)` starts.
 *
 * PCG XSL-RR 128/64 after M. O'Neill, "PCG: A Family of Simple Fast Space-Efficient Statistically Good Algorithms for
 * Random Number Generation" (2014).
 *
 * @example
 * ```ts
 * import { Pcg64 } from '@minorant/envs';
 *
 * const random = new Pcg64(42);
 * random.random(); // 0.7739560485559633, as numpy.random.default_rng(42).random()
 * ```
 */
export class Pcg64 implements Stateful {
  #state = 0n;
  #increment = 0n;
  /** The upper half of the last 64-bit word whose lower half was used for a 32-bit draw. */
  #half: number | undefined;

  /** Starts as {@link Pcg64.seed} does. */
  constructor(seed: number | bigint = 0) {
    this.seed(seed);
  }

  /** Starts again from a seed, as `numpy.random.default_rng(seed)` does. */
  seed(seed: number | bigint): void {
    const [high, low, incrementHigh, incrementLow] = seedSequence(seed, 4) as [
      bigint,
      bigint,
      bigint,
      bigint,
    ];
    this.#increment = ((((incrementHigh << 64n) | incrementLow) << 1n) | 1n) & MASK_128;
    this.#state = (this.#increment + ((high << 64n) | low)) & MASK_128;
    this.#state = (this.#state * MULTIPLIER + this.#increment) & MASK_128;
    this.#half = undefined;
  }

  /** The next 64 random bits. */
  bits(): bigint {
    this.#state = (this.#state * MULTIPLIER + this.#increment) & MASK_128;
    const folded = (this.#state >> 64n) ^ (this.#state & MASK_64);
    const turn = this.#state >> 122n;
    return ((folded >> turn) | (folded << (-turn & 63n))) & MASK_64;
  }

  /** The next 32 random bits; two in a row share one 64-bit word, as in NumPy. */
  bits32(): number {
    if (this.#half !== undefined) {
      const half = this.#half;
      this.#half = undefined;
      return half;
    }
    const word = this.bits();
    this.#half = Number(word >> 32n);
    return Number(word & 0xffffffffn);
  }

  /** A double in `[0, 1)`, NumPy's `random()`. */
  random(): number {
    return Number(this.bits() >> 11n) * 2 ** -53;
  }

  /** A double in `[low, high)`, NumPy's `uniform(low, high)`. */
  uniform(low = 0, high = 1): number {
    return low + (high - low) * this.random();
  }

  /** A draw from N(0, 1), NumPy's `standard_normal()`. */
  standardNormal(): number {
    return standardNormal(this);
  }

  /** An integer in `[low, high)`, NumPy's `integers(low, high)`; at most 2^32 - 1 values (Lemire's method). */
  integers(low: number, high: number): number {
    const count = high - low;
    if (count <= 1) return low;
    let product = BigInt(this.bits32()) * BigInt(count);
    if (Number(product & 0xffffffffn) < count) {
      const threshold = (2 ** 32 - count) % count;
      while (Number(product & 0xffffffffn) < threshold) product = BigInt(this.bits32()) * BigInt(count);
    }
    return low + Number(product >> 32n);
  }

  /** One of `items`, NumPy's `choice(items)`. */
  choice<T>(items: readonly T[]): T {
    return items[this.integers(0, items.length)]!;
  }

  /** Fills `target` with `uniform(low, high)` in order and returns it. */
  fillUniform<T extends Float64Array>(target: T, low: number, high: number): T {
    for (let i = 0; i < target.length; i++) target[i] = this.uniform(low, high);
    return target;
  }

  /** Fills `target` with standard normal draws in order and returns it. */
  fillStandardNormal<T extends Float64Array>(target: T): T {
    for (let i = 0; i < target.length; i++) target[i] = this.standardNormal();
    return target;
  }

  snapshot(): Snapshot {
    return {
      values: {
        state: this.#state.toString(16),
        increment: this.#increment.toString(16),
        half: this.#half ?? null,
      },
    };
  }

  restore(snapshot: Snapshot): void {
    const { state, increment, half } = snapshot.values as Record<string, string> & { half: number | null };
    this.#state = BigInt(`0x${state!}`);
    this.#increment = BigInt(`0x${increment!}`);
    this.#half = half ?? undefined;
  }
}
