import type {
  Environment,
  EnvironmentContext,
  Episode,
  RandomStream,
  Snapshot,
  SpaceValue,
} from '@minorant/core';

import { errors } from '../errors.js';
import { valueSize } from '../spaces/rows.js';

/** Replayed observations may differ by this much, relative to their size (or to 1). */
const TOLERANCE = 1e-3;

/** States kept of each demonstration, at most. */
const KEPT = 200;

/**
 * Beginnings of episodes in states of demonstrations. The demonstration's actions are replayed once from its seed, with
 * snapshots of the environment on the way; an episode then begins from one of these. The replayed steps are steps.
 *
 * A snapshot holds the environment's random generator too. Where transitions are stochastic, all episodes that begin in the
 * same state therefore meet the same noise.
 */
export class DemonstrationStarts {
  /** Which part of the episodes begins like this. */
  readonly share: number;
  readonly #episodes: readonly Episode[];
  #states: readonly { readonly snapshot: Snapshot; readonly observation: SpaceValue }[] = [];
  /** Steps of the replay. */
  #steps = 0;

  /** @throws MinorantError `MNR_RL_NO_SEED` when an episode has no seed. */
  constructor(episodes: readonly Episode[], share: number) {
    episodes.forEach(({ seed }, episode) => {
      if (seed === undefined) throw errors.MNR_RL_NO_SEED({ episode });
    });
    this.share = share;
    this.#episodes = episodes;
  }

  /** Whether the demonstrations have been replayed. */
  get prepared(): boolean {
    return this.#states.length > 0;
  }

  /**
   * Replays all demonstrations and keeps up to 200 states of each, evenly spaced; only once, however often it is called.
   *
   * @returns how many steps the replay took
   * @throws MinorantError `MNR_RL_REPLAY_DIVERGED` when a replay does not lead to the demonstrated states.
   */
  prepare(environment: Environment<SpaceValue>, { id, actionSpace }: EnvironmentContext): number {
    if (this.prepared) return this.#steps;
    const size = valueSize(actionSpace);
    const states: { snapshot: Snapshot; observation: SpaceValue }[] = [];
    let steps = 0;
    for (const episode of this.#episodes) {
      const stride = Math.ceil(episode.length / KEPT);
      let observation = environment.reset({ seed: episode.seed! }).observation;
      for (let t = 0; t < episode.length; t++) {
        const difference = distance(observation, episode, t);
        if (!(difference <= TOLERANCE)) {
          throw errors.MNR_RL_REPLAY_DIVERGED({ environment: id, step: t, difference });
        }
        if (t % stride === 0) states.push({ snapshot: environment.snapshot(), observation });
        const action =
          actionSpace.kind === 'discrete'
            ? episode.actions[t]!
            : episode.actions.slice(t * size, (t + 1) * size);
        observation = environment.step(action).observation;
        steps += 1;
      }
    }
    this.#states = states;
    this.#steps = steps;
    return steps;
  }

  /** Brings an environment to one of the kept states, and returns what it observes there. */
  start(environment: Environment<SpaceValue>, random: RandomStream): SpaceValue {
    const { snapshot, observation } = this.#states[random.integer(this.#states.length)]!;
    environment.restore(snapshot);
    return observation;
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
