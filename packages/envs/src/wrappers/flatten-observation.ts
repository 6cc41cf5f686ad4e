import {
  flatten,
  flattenSpace,
  type BoxSpace,
  type EnvironmentV1,
  type ResetOptions,
  type ResetResult,
  type SpaceValue,
  type StepResult,
} from '@minorant/core';

import { Wrapper } from './wrapper.js';

/** Lays observations out as one flat box, as Gymnasium's `FlattenObservation`: categories become one-hot. */
export class FlattenObservation extends Wrapper<Float64Array, SpaceValue, SpaceValue> {
  readonly #space: BoxSpace;

  constructor(environment: EnvironmentV1<SpaceValue>) {
    super(environment);
    this.#space = flattenSpace(environment.observationSpace);
  }

  override get observationSpace(): BoxSpace {
    return this.#space;
  }

  reset(options?: ResetOptions): ResetResult {
    const { observation, info } = this.environment.reset(options);
    return { observation: flatten(this.environment.observationSpace, observation), info };
  }

  step(action: SpaceValue): StepResult {
    const result = this.environment.step(action);
    return { ...result, observation: flatten(this.environment.observationSpace, result.observation) };
  }
}
