import type { EnvironmentV1, ResetOptions, ResetResult, StepResult } from '../contracts/environment/v1.js';
import type { SpaceValue } from '../contracts/space/v1.js';
import { errors } from '../errors.js';
import { MinorantError } from '../errors/minorant-error.js';
import { findProblem } from './find-problem.js';

/**
 * The same environment, which from now on refuses to return what its contract does not allow (a promise, a reward or
 * flag left out, an observation of another size) or what nothing can be learnt from (NaN), and whose own errors say
 * that it was the environment that failed.
 *
 * It runs at every step of a run: while all is well it compares types and lengths and makes nothing.
 */
export function guardEnvironment<T extends EnvironmentV1<SpaceValue>>(environment: T): T {
  const { id, observationSpace } = environment;
  const size = observationSpace.kind === 'box' ? observationSpace.low.length : undefined;
  const reset = environment.reset.bind(environment);
  const step = environment.step.bind(environment);

  const failed = (where: string, error: unknown): unknown => {
    if (MinorantError.isInstance(error)) return error;
    const problem = error instanceof Error ? error.message : String(error);
    return errors.MNR_RUN_ENVIRONMENT({ environment: id, where, problem }, error);
  };
  const refused = (where: 'reset' | 'step', result: unknown): MinorantError => {
    // A promise that nobody awaits ends the process when it fails, before this error is told.
    if (result instanceof Promise) result.catch(() => undefined);
    return errors.MNR_RUN_ENVIRONMENT_RESULT({ environment: id, where, ...findProblem(result, where, size) });
  };
  const fits = (result: { readonly observation: SpaceValue } | null | undefined): boolean => {
    const observation = result?.observation as SpaceValue | null | undefined;
    return (
      observation !== undefined &&
      observation !== null &&
      (size === undefined || (observation as ArrayLike<number>).length === size)
    );
  };
  const checkNumbers = (observation: SpaceValue): void => {
    if (observation instanceof Float64Array && hasNaN(observation)) {
      throw errors.MNR_RUN_REWARD_NOT_FINITE({ environment: id, what: 'an observation with', value: NaN });
    }
  };

  return Object.assign(environment, {
    reset: (options?: ResetOptions): ResetResult<SpaceValue> => {
      let result: ResetResult<SpaceValue>;
      try {
        result = reset(options);
      } catch (error) {
        throw failed('reset', error);
      }
      if (!fits(result)) throw refused('reset', result);
      checkNumbers(result.observation);
      return result;
    },
    step: (action: SpaceValue): StepResult<SpaceValue> => {
      let result: StepResult<SpaceValue>;
      try {
        result = step(action);
      } catch (error) {
        throw failed('step', error);
      }
      if (
        !fits(result) ||
        typeof result.reward !== 'number' ||
        typeof result.terminated !== 'boolean' ||
        typeof result.truncated !== 'boolean'
      ) {
        throw refused('step', result);
      }
      const { observation, reward } = result;
      if (!Number.isFinite(reward)) {
        throw errors.MNR_RUN_REWARD_NOT_FINITE({ environment: id, what: 'a reward', value: reward });
      }
      checkNumbers(observation);
      return result;
    },
  });
}

function hasNaN(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i++) if (Number.isNaN(values[i])) return true;
  return false;
}
