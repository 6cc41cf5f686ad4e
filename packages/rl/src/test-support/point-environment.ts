import {
  RandomStream,
  type Environment,
  type Snapshot,
  type SpaceValue,
  type StepResult,
} from '@minorant/core';

const box = (size: number, bound: number) => ({
  kind: 'box' as const,
  shape: [size],
  dtype: 'float64' as const,
  low: new Float64Array(size).fill(-bound),
  high: new Float64Array(size).fill(bound),
});

/**
 * A point on a line to be brought to the origin: position `x`, action `a` in [-2, 2] (or three discrete moves), reward
 * `-x^2`, `x <- x + 0.5 a`. An episode has 20 steps; leaving [-3, 3] terminates it. The best return is near `-x0^2`.
 */
export class PointEnvironment implements Environment<SpaceValue> {
  readonly specificationVersion = 'v1';
  readonly id = 'Point-v0';
  readonly observationSpace = box(1, Infinity);
  readonly actionSpace;
  readonly maxEpisodeSteps = 20;
  #random = new RandomStream(0);
  #x = 0;
  #steps = 0;
  disposed = false;

  constructor(readonly discrete = false) {
    this.actionSpace = discrete ? ({ kind: 'discrete', n: 3, start: 0 } as const) : box(1, 2);
  }

  reset(options: { readonly seed?: number } = {}) {
    if (options.seed !== undefined) this.#random = new RandomStream(options.seed);
    this.#x = 4 * this.#random.uniform() - 2;
    this.#steps = 0;
    return { observation: Float64Array.of(this.#x), info: {} };
  }

  step(action: SpaceValue): StepResult {
    const move = this.discrete
      ? (action as number) - 1
      : Math.min(Math.max((action as Float64Array)[0]!, -2), 2);
    const reward = -(this.#x ** 2);
    this.#x += 0.5 * move;
    this.#steps += 1;
    const terminated = Math.abs(this.#x) > 3;
    return {
      observation: Float64Array.of(this.#x),
      reward: terminated ? -50 : reward,
      terminated,
      truncated: !terminated && this.#steps >= this.maxEpisodeSteps,
      info: {},
    };
  }

  snapshot(): Snapshot {
    return { values: { x: this.#x, steps: this.#steps }, parts: { random: this.#random.snapshot() } };
  }

  restore(snapshot: Snapshot): void {
    const { x, steps } = snapshot.values as { x: number; steps: number };
    this.#x = x;
    this.#steps = steps;
    this.#random.restore(snapshot.parts!['random']!);
  }

  dispose(): void {
    this.disposed = true;
  }
}
