import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus, xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';

import type { Snapshot, Stateful } from '../contracts/snapshot/v1.js';

/**
 * A seeded stream of random numbers (pure-rand's xoroshiro128+): same seed, same numbers; its state can be saved and
 * restored. Take streams from {@link RandomStreams}, so that one consumer's draws never shift another's.
 */
export class RandomStream implements Stateful {
  #generator: RandomGenerator;
  /** The second number of a pair of normal draws, kept for the next call. */
  #spare: number | undefined;

  constructor(seed: number) {
    this.#generator = xoroshiro128plus(seed | 0);
  }

  /** A double in `[0, 1)`. */
  uniform(): number {
    return uniformFloat64(this.#generator);
  }

  /** An integer in `[0, n)`. */
  integer(n: number): number {
    return uniformInt(this.#generator, 0, n - 1);
  }

  /** A draw from the standard normal distribution (Marsaglia's polar method). */
  normal(): number {
    if (this.#spare !== undefined) {
      const spare = this.#spare;
      this.#spare = undefined;
      return spare;
    }
    for (;;) {
      const x = 2 * this.uniform() - 1;
      const y = 2 * this.uniform() - 1;
      const r = x * x + y * y;
      if (r > 0 && r < 1) {
        const scale = Math.sqrt((-2 * Math.log(r)) / r);
        this.#spare = y * scale;
        return x * scale;
      }
    }
  }

  /** Fills an array with standard normal draws and returns it. */
  fillNormal<T extends Float32Array | Float64Array>(target: T): T {
    for (let i = 0; i < target.length; i++) target[i] = this.normal();
    return target;
  }

  /** Shuffles an array in place (Fisher-Yates) and returns it. */
  shuffle<T extends { length: number; [index: number]: unknown }>(items: T): T {
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      const item = items[i];
      items[i] = items[j];
      items[j] = item;
    }
    return items;
  }

  snapshot(): Snapshot {
    return { values: { state: [...this.#generator.getState()], spare: this.#spare ?? null } };
  }

  restore(snapshot: Snapshot): void {
    const { state, spare } = snapshot.values as { state: number[]; spare: number | null };
    this.#generator = xoroshiro128plusFromState(state);
    this.#spare = spare ?? undefined;
  }
}
