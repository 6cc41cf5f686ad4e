import type { EnvironmentV1, ResetResult, StepResult } from '../contracts/environment/v1.js';
import type { SpaceValue } from '../contracts/space/v1.js';
import { errors } from '../errors.js';
import { MinorantError } from '../errors/minorant-error.js';

/**
 * The same environment, which from now on refuses to return a reward or an observation that is no number, and whose own
 * errors say that it was the environment that failed.
 */
export function guardEnvironment<T extends EnvironmentV1<SpaceValue>>(environment: T): T {
  const { id } = environment;
  const guard = <
    Arguments extends unknown[],
    Result extends ResetResult<SpaceValue> | StepResult<SpaceValue>,
  >(
    where: string,
    call: (...values: Arguments) => Result,
  ) => {
    return (...values: Arguments): Result => {
      let result: Result;
      try {
        result = call(...values);
      } catch (error) {
        if (MinorantError.isInstance(error)) throw error;
        const problem = error instanceof Error ? error.message : String(error);
        throw errors.MNR_RUN_ENVIRONMENT({ environment: id, where, problem }, error);
      }
      if ('reward' in result && !Number.isFinite(result.reward)) {
        throw errors.MNR_RUN_REWARD_NOT_FINITE({ environment: id, what: 'a reward', value: result.reward });
      }
      const { observation } = result;
      if (observation instanceof Float64Array && hasNaN(observation)) {
        throw errors.MNR_RUN_REWARD_NOT_FINITE({ environment: id, what: 'an observation with', value: NaN });
      }
      return result;
    };
  };
  return Object.assign(environment, {
    reset: guard('reset', environment.reset.bind(environment)),
    step: guard('step', environment.step.bind(environment)),
  });
}

function hasNaN(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i++) if (Number.isNaN(values[i])) return true;
  return false;
}
