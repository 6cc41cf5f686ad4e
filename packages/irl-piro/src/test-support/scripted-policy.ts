import {
  RandomStream,
  type Episode,
  type ImproveReport,
  type PolicyOptimizer,
  type RolloutOptions,
  type Snapshot,
  type Space,
} from '@minorant/core';

/** A box action space of one number in `[-1, 1]`. */
export const actionSpace: Space = {
  kind: 'box',
  shape: [1],
  dtype: 'float32',
  low: Float64Array.of(-1),
  high: Float64Array.of(1),
};

/** An episode of `length` steps whose observations and actions are drawn around `centre`. */
export function gaussianEpisode(options: {
  readonly random: RandomStream;
  readonly centre: number;
  readonly length: number;
  readonly terminated?: boolean;
}): Episode {
  const { random, centre, length, terminated = false } = options;
  const terminations = new Uint8Array(length);
  const truncations = new Uint8Array(length);
  (terminated ? terminations : truncations)[length - 1] = 1;
  return {
    length,
    observationSize: 2,
    actionSize: 1,
    observations: random.fillNormal(new Float64Array((length + 1) * 2)).map((x) => x + centre),
    actions: random.fillNormal(new Float64Array(length)).map((x) => 0.3 * x + centre / 2),
    rewards: new Float64Array(length).fill(1),
    terminations,
    truncations,
  };
}

/** A policy optimizer that learns nothing: its rollouts come from a fixed distribution, by seed. */
export class ScriptedPolicy implements PolicyOptimizer {
  readonly specificationVersion = 'v1';
  readonly #random: RandomStream;
  readonly #centre: number;
  rolloutCount = 0;

  constructor(seed: number, centre = -1) {
    this.#random = new RandomStream(seed);
    this.#centre = centre;
  }

  improve(): Promise<ImproveReport> {
    return Promise.resolve({ environmentSteps: 0, updates: 0, metrics: {} });
  }

  rollout(options: RolloutOptions): Promise<readonly Episode[]> {
    if (options.signal?.aborted) return Promise.resolve([]);
    this.rolloutCount += 1;
    const length = options.minimumSteps;
    return Promise.resolve([gaussianEpisode({ random: this.#random, centre: this.#centre, length })]);
  }

  act(): Promise<Float64Array> {
    return Promise.resolve(new Float64Array(1));
  }

  addDemonstrations(): void {
    throw new Error('A scripted policy has no replay.');
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
