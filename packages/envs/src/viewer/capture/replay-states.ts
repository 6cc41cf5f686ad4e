import type { EnvironmentV1, Episode, SpaceValue } from '@minorant/core';

import { toAction, valueToNumbers } from '../../demonstrations/record/space-values.js';

/** Called for the first state and after every step. */
export type OnState = (frame: number, info: Readonly<Record<string, unknown>>) => void;

/** Observations further apart than this are those of another episode. */
const tolerance = 1e-6;

/**
 * Plays a recorded episode again from its seed and its actions, which gives every state of it exactly.
 *
 * @returns why the environment does not give the recorded episode, or `undefined` when it does.
 */
export function replayStates(
  environment: EnvironmentV1<SpaceValue>,
  episode: Episode,
  onState: OnState,
): string | undefined {
  if (episode.seed === undefined) return 'the file does not keep its seed';
  const { observationSize: size, actionSize } = episode;
  const differs = (frame: number, observation: SpaceValue): boolean =>
    valueToNumbers(environment.observationSpace, observation).some(
      (value, i) => !(Math.abs(value - episode.observations[frame * size + i]!) <= tolerance),
    );
  const { observation, info } = environment.reset({ seed: episode.seed });
  if (differs(0, observation)) return 'its seed leads to another first observation';
  onState(0, info);
  for (let step = 0; step < episode.length; step++) {
    const action = episode.actions.subarray(step * actionSize, (step + 1) * actionSize);
    const result = environment.step(toAction(environment.actionSpace, action));
    if (differs(step + 1, result.observation))
      return `its actions lead to another observation in step ${step}`;
    onState(step + 1, result.info);
  }
  return undefined;
}
