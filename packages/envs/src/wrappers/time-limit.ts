import type {
  EnvironmentV1,
  ResetOptions,
  ResetResult,
  Snapshot,
  SpaceValue,
  StepResult,
} from '@minorant/core';

import { errors } from '../errors.js';
import { Wrapper } from './wrapper.js';

/** Truncates an episode after `maxEpisodeSteps` steps, as Gymnasium's `TimeLimit`; also demands a reset before `step`. */
export class TimeLimit<Observation extends SpaceValue = SpaceValue> extends Wrapper<Observation> {
  override readonly maxEpisodeSteps: number;
  #elapsed: number | undefined;

  /** @throws MNR_WRAPPER_OPTION unless the limit is a whole number from 1 on. */
  constructor(environment: EnvironmentV1<Observation>, maxEpisodeSteps: number) {
    super(environment);
    if (!Number.isInteger(maxEpisodeSteps) || maxEpisodeSteps < 1) {
      throw errors.MNR_WRAPPER_OPTION({
        ...{ wrapper: 'TimeLimit', option: 'maxEpisodeSteps' },
        ...{ actual: String(maxEpisodeSteps), expected: 'a whole number from 1 on' },
      });
    }
    this.maxEpisodeSteps = maxEpisodeSteps;
  }

  reset(options?: ResetOptions): ResetResult<Observation> {
    this.#elapsed = 0;
    return this.environment.reset(options);
  }

  step(action: SpaceValue): StepResult<Observation> {
    if (this.#elapsed === undefined) throw errors.MNR_ENVIRONMENT_NOT_RESET({ id: this.id });
    const result = this.environment.step(action);
    this.#elapsed++;
    return this.#elapsed >= this.maxEpisodeSteps ? { ...result, truncated: true } : result;
  }

  protected override ownSnapshot(): Snapshot {
    return { values: { elapsed: this.#elapsed ?? null } };
  }

  protected override restoreOwn(own: Snapshot): void {
    this.#elapsed = (own.values!['elapsed'] as number | null) ?? undefined;
  }
}
