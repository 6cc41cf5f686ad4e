import type { Snapshot, Stateful } from '../contracts/snapshot/v1.js';
import { RandomStream } from './random-stream.js';

/**
 * The named random streams of a run. Each name has its own stream, whose numbers depend on the run's seed and the name
 * alone: adding a consumer never changes what another one draws.
 *
 * @example
 * ```ts
 * import { RandomStreams } from '@minorant/core';
 *
 * const random = new RandomStreams(7);
 * const noise = random.stream('policy/noise').normal();
 * ```
 */
export class RandomStreams implements Stateful {
  /** The seed that all streams are derived from. */
  readonly seed: number;
  readonly #streams = new Map<string, RandomStream>();

  constructor(seed: number) {
    this.seed = seed;
  }

  /** The stream of this name; the same object every time. */
  stream(name: string): RandomStream {
    let stream = this.#streams.get(name);
    if (!stream) {
      stream = this.#fresh(name);
      this.#streams.set(name, stream);
    }
    return stream;
  }

  #fresh(name: string): RandomStream {
    return new RandomStream(hash(name, this.seed));
  }

  snapshot(): Snapshot {
    return {
      parts: Object.fromEntries([...this.#streams].map(([name, stream]) => [name, stream.snapshot()])),
    };
  }

  /** Streams that were asked for after the snapshot begin anew, as they did then. */
  restore({ parts = {} }: Snapshot): void {
    for (const [name, stream] of this.#streams) {
      if (!Object.hasOwn(parts, name)) stream.restore(this.#fresh(name).snapshot());
    }
    for (const [name, part] of Object.entries(parts)) this.stream(name).restore(part);
  }
}

/** 32-bit FNV-1a over the seed and the name, finished as in MurmurHash3 so that near seeds give far streams. */
function hash(name: string, seed: number): number {
  let h = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(`${seed}/${name}`)) h = Math.imul(h ^ byte, 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
