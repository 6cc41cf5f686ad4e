import type { EnvironmentV1, ResetOptions, ResetResult, StepResult } from '../contracts/environment/v1.js';
import type { Snapshot } from '../contracts/snapshot/v1.js';
import type { BoxSpace, SpaceValue } from '../contracts/space/v1.js';
import type { TabularMdpV1 } from '../contracts/tabular/v1.js';
import { flattenSpace } from '../spaces/flatten-space.js';
import { flatten } from '../spaces/flatten.js';

/**
 * An environment whose observations are a box or discrete: itself when they are already, otherwise with its observations
 * flattened, as Gymnasium's `FlattenObservation`.
 */
export function flattenEnvironment(environment: EnvironmentV1<SpaceValue>): EnvironmentV1<SpaceValue> {
  const { kind } = environment.observationSpace;
  return kind === 'box' || kind === 'discrete' ? environment : new FlattenedEnvironment(environment);
}

class FlattenedEnvironment implements EnvironmentV1 {
  readonly specificationVersion = 'v1';
  readonly observationSpace: BoxSpace;
  readonly #inner: EnvironmentV1<SpaceValue>;

  constructor(inner: EnvironmentV1<SpaceValue>) {
    this.#inner = inner;
    this.observationSpace = flattenSpace(inner.observationSpace);
  }

  get id() {
    return this.#inner.id;
  }

  get actionSpace() {
    return this.#inner.actionSpace;
  }

  get maxEpisodeSteps(): number {
    return this.#inner.maxEpisodeSteps!;
  }

  get mdp(): TabularMdpV1 {
    return this.#inner.mdp!;
  }

  reset(options?: ResetOptions): ResetResult {
    return this.#flat(this.#inner.reset(options));
  }

  step(action: SpaceValue): StepResult {
    return this.#flat(this.#inner.step(action));
  }

  snapshot(): Snapshot {
    return this.#inner.snapshot();
  }

  restore(snapshot: Snapshot): void {
    this.#inner.restore(snapshot);
  }

  dispose(): void {
    this.#inner.dispose();
  }

  #flat<T extends { observation: SpaceValue }>(result: T): T & { observation: Float64Array } {
    return { ...result, observation: flatten(this.#inner.observationSpace, result.observation) };
  }
}
