import { setImmediate as turn } from 'node:timers/promises';

import type { EnvironmentV1, Episode, SpaceValue } from '@minorant/core';

import { demonstrationErrors } from '../errors.js';
import { toAction, valueToNumbers } from './space-values.js';

/** A policy as the recorder calls it: a flat observation in, an action (an index for a discrete space) out. */
export type Act = (
  observation: Float64Array,
) => number | ArrayLike<number> | Promise<number | ArrayLike<number>>;

/** Options of {@link recordEpisodes}. */
export interface RecordOptions {
  /** The environment. */
  readonly environment: EnvironmentV1<SpaceValue>;
  /** Chooses an action for an observation. */
  readonly act: Act;
  /** How many episodes. */
  readonly episodes: number;
  /** The first episode's seed; each further one takes the next number, and keeps it in the recording. */
  readonly seed: number;
  /** Cuts an episode of an environment without time limit. @defaultValue no cut */
  readonly maximumSteps?: number;
  /** Stops the work when aborted. */
  readonly signal?: AbortSignal;
}

/**
 * Records whole episodes of a policy, one at a time. Observations of dictionaries are flattened in the order of their
 * space, actions are rounded to its element type before they are taken, so that a recording replays exactly.
 *
 * @throws MNR_DEMONSTRATIONS_COUNT
 *
 * @example
 * ```ts
 * import { make, recordEpisodes } from '@minorant/envs';
 *
 * async function standStill(): Promise<number> {
 *   const environment = await make('Hopper-v4');
 *   let steps = 0;
 *   for await (const episode of recordEpisodes({ environment, act: () => [0, 0, 0], episodes: 2, seed: 1 }))
 *     steps += episode.length;
 *   environment.dispose();
 *   return steps;
 * }
 * ```
 */
export async function* recordEpisodes(options: RecordOptions): AsyncGenerator<Episode> {
  const { episodes } = options;
  if (!Number.isInteger(episodes) || episodes < 1) {
    throw demonstrationErrors.MNR_DEMONSTRATIONS_COUNT({ episodes });
  }
  for (let index = 0; index < options.episodes; index++) {
    options.signal?.throwIfAborted();
    yield await recordEpisode(options, options.seed + index);
  }
}

async function recordEpisode(options: RecordOptions, seed: number): Promise<Episode> {
  const { environment, act, maximumSteps = Infinity, signal } = options;
  const { observationSpace, actionSpace } = environment;
  let observation = valueToNumbers(observationSpace, environment.reset({ seed }).observation);
  const observationSize = observation.length;
  const observations = [...observation];
  const actions: number[] = [];
  const rewards: number[] = [];
  const terminations: number[] = [];
  const truncations: number[] = [];
  for (let ended = false; !ended;) {
    // A policy need never wait for the event loop, and no signal would be heard either.
    if (signal) await turn();
    signal?.throwIfAborted();
    const action = toAction(actionSpace, await act(Float64Array.from(observation)));
    const result = environment.step(action);
    const cut = rewards.length + 1 >= maximumSteps;
    observation = valueToNumbers(observationSpace, result.observation);
    for (const number of observation) observations.push(number);
    for (const number of valueToNumbers(actionSpace, action)) actions.push(number);
    rewards.push(result.reward);
    terminations.push(result.terminated ? 1 : 0);
    truncations.push(result.truncated || (cut && !result.terminated) ? 1 : 0);
    ended = result.terminated || result.truncated || cut;
  }
  return {
    length: rewards.length,
    observationSize,
    actionSize: actions.length / rewards.length,
    observations: Float64Array.from(observations),
    actions: Float64Array.from(actions),
    rewards: Float64Array.from(rewards),
    terminations: Uint8Array.from(terminations),
    truncations: Uint8Array.from(truncations),
    seed,
  };
}
