import type {
  EnvironmentContext,
  Environment,
  RandomStream,
  Snapshot,
  SpaceValue,
  StepCounter,
  StepResult,
} from '@minorant/core';

import type { DemonstrationStarts } from './demonstration-starts.js';
import { rowSize, writeRow } from '../spaces/rows.js';

/** One step as the collector took it. */
export interface CollectedStep {
  /** The observation acted on, as a row. */
  readonly observation: Float32Array;
  /** The observation after the step, flattened. */
  readonly nextObservation: Float32Array;
  /** What the environment returned. */
  readonly result: StepResult<SpaceValue>;
  /** Undiscounted sum of the environment's rewards and length of the episode, when this step ended it. */
  readonly episode?: { readonly return: number; readonly length: number };
}

/**
 * Steps through one environment, episode after episode, and counts every step. It can stop anywhere and go on, also
 * from a snapshot taken in the middle of an episode.
 */
export class Collector {
  readonly #context: EnvironmentContext;
  readonly #counter: StepCounter;
  readonly #random: RandomStream;
  #environment: Environment<SpaceValue> | undefined;
  #value: SpaceValue | undefined;
  #return = 0;
  #length = 0;
  /** Where some episodes begin instead of at a reset. */
  #starts: DemonstrationStarts | undefined;
  /** Whether the running episode, or the last one, began in a demonstration. */
  #startedInside = false;
  #replayCounted = false;

  constructor(context: EnvironmentContext, counter: StepCounter, random: RandomStream) {
    this.#context = context;
    this.#counter = counter;
    this.#random = random;
  }

  /** The observation to act on, as the environment gave it; begins an episode when none is running. */
  async current(): Promise<SpaceValue> {
    if (this.#value === undefined) {
      const isFirst = this.#environment === undefined;
      this.#environment ??= await this.#context.make();
      const inside = this.#starts !== undefined && this.#random.uniform() < this.#starts.share;
      // A replay leaves the environment with the demonstration's seed: the next episode needs another.
      const reseed = isFirst || this.#startedInside;
      this.#startedInside = inside;
      if (inside) {
        this.#replay(this.#environment, this.#starts!);
        this.#value = this.#starts!.start(this.#environment, this.#random);
      } else {
        const seed = reseed ? { seed: this.#random.integer(2 ** 31 - 1) } : {};
        this.#value = this.#environment.reset(seed).observation;
      }
      this.#return = 0;
      this.#length = 0;
    }
    return this.#value;
  }

  /** Lets a share of the episodes begin in states of demonstrations. */
  beginIn(starts: DemonstrationStarts): void {
    this.#starts = starts;
  }

  /** Replays the demonstrations before the first episode that begins in one; the steps count once, also in a resumed run. */
  #replay(environment: Environment<SpaceValue>, starts: DemonstrationStarts): void {
    const steps = starts.prepare(environment, this.#context);
    if (!this.#replayCounted) this.#counter.add(steps);
    this.#replayCounted = true;
  }

  /** Ends the running episode, so that the next step begins a new one. */
  abandonEpisode(): void {
    this.#value = undefined;
  }

  /** Takes one step from {@link current}. */
  async step(action: SpaceValue): Promise<CollectedStep> {
    const value = await this.current();
    const result = this.#environment!.step(action);
    this.#counter.add(1);
    this.#return += result.reward;
    this.#length += 1;
    const ended = result.terminated || result.truncated;
    this.#value = ended ? undefined : result.observation;
    const step = { observation: this.#row(value), nextObservation: this.#row(result.observation), result };
    // What is left of a demonstrated episode is no episode of the policy's.
    return ended && !this.#startedInside
      ? { ...step, episode: { return: this.#return, length: this.#length } }
      : step;
  }

  #row(value: SpaceValue): Float32Array {
    const space = this.#context.observationSpace;
    return writeRow(space, value, new Float32Array(rowSize(space)));
  }

  /** Copies the whole state. */
  snapshot(): Snapshot {
    const parts = { random: this.#random.snapshot() };
    if (!this.#environment) return { parts };
    const value = this.#value;
    const numbers = value === undefined ? [] : typeof value === 'number' ? [value] : (value as Float64Array);
    const observation = Float64Array.from(numbers);
    return {
      tensors: { observation: { dtype: 'float64', shape: [observation.length], data: observation } },
      values: {
        return: this.#return,
        length: this.#length,
        startedInside: this.#startedInside,
        replayCounted: this.#replayCounted,
      },
      parts: { ...parts, environment: this.#environment.snapshot() },
    };
  }

  /** Puts a snapshot back, bit for bit. */
  async restore(snapshot: Snapshot): Promise<void> {
    this.#random.restore(snapshot.parts!['random']!);
    const environment = snapshot.parts!['environment'];
    this.#value = undefined;
    if (!environment) {
      this.dispose();
      this.#replayCounted = false;
      return;
    }
    this.#environment ??= await this.#context.make();
    this.#environment.restore(environment);
    const observation = snapshot.tensors!['observation']!.data as Float64Array;
    if (observation.length > 0) {
      const discrete = this.#context.observationSpace.kind === 'discrete';
      this.#value = discrete ? observation[0]! : observation.slice();
    }
    const values = snapshot.values as {
      return: number;
      length: number;
      startedInside: boolean;
      replayCounted: boolean;
    };
    this.#return = values.return;
    this.#length = values.length;
    this.#startedInside = values.startedInside;
    this.#replayCounted = values.replayCounted;
  }

  /** Frees tensors and other memory that the garbage collector does not see; not to be used afterwards. */
  dispose(): void {
    this.#environment?.dispose();
    this.#environment = undefined;
    this.#value = undefined;
  }
}
