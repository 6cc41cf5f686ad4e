import type {
  BoxSpace,
  EnvironmentV1,
  ResetOptions,
  ResetResult,
  SpaceValue,
  StepResult,
} from '@minorant/core';

import { errors } from '../errors.js';
import { box } from '../spaces/create-spaces.js';
import { Wrapper } from './wrapper.js';

/**
 * Takes actions in `[low, high]` and maps them to the bounds of the task, as Gymnasium's `RescaleAction`; actions beyond them
 * are clipped, which Gymnasium leaves to the task.
 */
export class RescaleAction<Observation extends SpaceValue = SpaceValue> extends Wrapper<
  Observation,
  Float64Array
> {
  readonly #space: BoxSpace;
  readonly #inner: BoxSpace;

  /**
   * @param low - the lower bound of every action. @defaultValue -1
   * @param high - the upper bound of every action. @defaultValue 1
   * @throws MNR_WRAPPER_SPACE when actions are not a bounded box, MNR_WRAPPER_OPTION when `low` is not below `high`.
   */
  constructor(environment: EnvironmentV1<Observation>, low = -1, high = 1) {
    super(environment);
    const space = environment.actionSpace;
    if (space.kind !== 'box' || ![...space.low, ...space.high].every(Number.isFinite))
      throw errors.MNR_WRAPPER_SPACE({
        wrapper: 'RescaleAction',
        id: this.id,
        expected: 'a bounded box of actions',
      });
    if (!(low < high) || !Number.isFinite(high - low)) {
      throw errors.MNR_WRAPPER_OPTION({
        ...{ wrapper: 'RescaleAction', option: 'low', actual: `${low} where high is ${high}` },
        ...{ expected: 'a finite number below high' },
      });
    }
    this.#inner = space;
    this.#space = box({ low, high, shape: space.shape, dtype: space.dtype });
  }

  override get actionSpace(): BoxSpace {
    return this.#space;
  }

  reset(options?: ResetOptions): ResetResult<Observation> {
    return this.environment.reset(options);
  }

  step(action: Float64Array): StepResult<Observation> {
    const { low, high } = this.#space;
    const scaled = action.map((a, i) => {
      const [from, to] = [this.#inner.low[i]!, this.#inner.high[i]!];
      const share = (a - low[i]!) / (high[i]! - low[i]!);
      return Math.min(Math.max(from + share * (to - from), from), to);
    });
    return this.environment.step(scaled);
  }
}
