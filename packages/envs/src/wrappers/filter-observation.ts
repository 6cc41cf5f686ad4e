import type {
  DictSpace,
  EnvironmentV1,
  ResetOptions,
  ResetResult,
  SpaceValue,
  StepResult,
} from '@minorant/core';

import { errors } from '../errors.js';
import { dict } from '../spaces/create-spaces.js';
import { Wrapper } from './wrapper.js';

type Observations = Readonly<Record<string, SpaceValue>>;

/** Keeps some keys of a dictionary observation, sorted as those of every dictionary, as Gymnasium's `FilterObservation`. */
export class FilterObservation extends Wrapper<Observations, SpaceValue, SpaceValue> {
  readonly #space: DictSpace;

  /** @throws MNR_WRAPPER_SPACE when observations are not dictionaries or lack a key. */
  constructor(
    environment: EnvironmentV1<SpaceValue>,
    readonly keys: readonly string[],
  ) {
    super(environment);
    const space = environment.observationSpace;
    if (space.kind !== 'dict' || keys.length === 0 || keys.some((key) => !(key in space.spaces)))
      throw errors.MNR_WRAPPER_SPACE({
        wrapper: 'FilterObservation',
        id: this.id,
        expected: `a dictionary of observations with the keys ${keys.join(', ')}`,
      });
    this.#space = dict(Object.fromEntries(keys.map((key) => [key, space.spaces[key]!])));
  }

  override get observationSpace(): DictSpace {
    return this.#space;
  }

  reset(options?: ResetOptions): ResetResult<Observations> {
    const { observation, info } = this.environment.reset(options);
    return { observation: this.#filter(observation), info };
  }

  step(action: SpaceValue): StepResult<Observations> {
    const result = this.environment.step(action);
    return { ...result, observation: this.#filter(result.observation) };
  }

  #filter(observation: SpaceValue): Observations {
    const keys = Object.keys(this.#space.spaces);
    return Object.fromEntries(keys.map((key) => [key, (observation as Observations)[key]!]));
  }
}
