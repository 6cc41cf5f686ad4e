import type { Environment, EnvironmentContext, Episode, RandomStream, SpaceValue } from '@minorant/core';

import { errors } from '../errors.js';
import { valueSize } from '../spaces/rows.js';

/** Replayed observations may differ by this much, relative to their size (or to 1). */
const TOLERANCE = 1e-3;

/**
 * Beginnings of episodes in states of demonstrations. Environments cannot be put into a state from outside, so the
 * demonstration's actions are replayed from its seed; every replayed step is a step.
 */
export class DemonstrationStarts {
  /** Which part of the episodes begins like this. */
  readonly share: number;
  readonly #episodes: readonly Episode[];

  /** @throws MinorantError `MNR_RL_NO_SEED` when an episode has no seed. */
  constructor(episodes: readonly Episode[], share: number) {
    episodes.forEach(({ seed }, episode) => {
      if (seed === undefined) throw errors.MNR_RL_NO_SEED({ episode });
    });
    this.share = share;
    this.#episodes = episodes;
  }

  /**
   * Brings an environment to a random step of a random demonstration.
   *
   * @throws MinorantError `MNR_RL_REPLAY_DIVERGED` when the replay does not lead to the demonstrated states.
   */
  start(
    environment: Environment<SpaceValue>,
    { id, actionSpace }: EnvironmentContext,
    random: RandomStream,
  ): { readonly observation: SpaceValue; readonly steps: number } {
    const episode = this.#episodes[random.integer(this.#episodes.length)]!;
    const steps = random.integer(episode.length);
    const size = valueSize(actionSpace);
    let observation = environment.reset({ seed: episode.seed! }).observation;
    for (let t = 0; t < steps; t++) {
      const action =
        actionSpace.kind === 'discrete'
          ? episode.actions[t]!
          : episode.actions.slice(t * size, (t + 1) * size);
      observation = environment.step(action).observation;
    }
    const difference = distance(observation, episode, steps);
    if (!(difference <= TOLERANCE)) {
      throw errors.MNR_RL_REPLAY_DIVERGED({ environment: id, step: steps, difference });
    }
    return { observation, steps };
  }
}

/** Largest difference between an observation and the recorded one, relative to its size. */
function distance(observation: SpaceValue, episode: Episode, t: number): number {
  const values = typeof observation === 'number' ? [observation] : (observation as Float64Array);
  let largest = 0;
  for (let i = 0; i < episode.observationSize; i++) {
    const recorded = episode.observations[t * episode.observationSize + i]!;
    largest = Math.max(largest, Math.abs(values[i]! - recorded) / Math.max(1, Math.abs(recorded)));
  }
  return largest;
}
