import {
  RandomStream,
  type Episode,
  type ImproveReport,
  type PolicyOptimizer,
  type RolloutOptions,
  type Snapshot,
} from '@minorant/core';

/** A policy that learns nothing: episodes of random numbers whose true reward is the first observation. */
export class WanderingPolicy implements PolicyOptimizer {
  readonly specificationVersion = 'v1';
  readonly #random: RandomStream;

  constructor(seed: number) {
    this.#random = new RandomStream(seed);
  }

  improve(): Promise<ImproveReport> {
    return Promise.resolve({ environmentSteps: 0, updates: 0, metrics: {} });
  }

  rollout({ minimumSteps: length }: RolloutOptions): Promise<readonly Episode[]> {
    const observations = this.#random.fillNormal(new Float64Array((length + 1) * 2));
    const rewards = Float64Array.from({ length }, (_, i) => observations[2 * i]!);
    return Promise.resolve([
      {
        length,
        observationSize: 2,
        actionSize: 1,
        observations,
        actions: this.#random.fillNormal(new Float64Array(length)),
        rewards,
        terminations: new Uint8Array(length),
        truncations: new Uint8Array(length),
      },
    ]);
  }

  act(): Promise<Float64Array> {
    return Promise.resolve(new Float64Array(1));
  }

  addDemonstrations(): void {
    throw new Error('This policy has no replay.');
  }

  snapshot(): Snapshot {
    return { parts: { random: this.#random.snapshot() } };
  }

  restore(snapshot: Snapshot): void {
    this.#random.restore(snapshot.parts!['random']!);
  }

  policySnapshot(): Snapshot {
    return {};
  }

  restorePolicy(): void {
    // It has no networks.
  }

  dispose(): void {
    // It owns nothing.
  }
}
