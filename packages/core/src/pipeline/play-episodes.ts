import { setImmediate as turn } from 'node:timers/promises';

import type { EnvironmentV1, StepResult } from '../contracts/environment/v1.js';
import type { Episode } from '../contracts/data-source/episode.js';
import type { PolicyOptimizerV1 } from '../contracts/policy-optimizer/v1.js';
import type { Space, SpaceValue } from '../contracts/space/v1.js';
import { errors } from '../errors.js';
import type { RandomStream } from '../random/random-stream.js';
import { RandomStreams } from '../random/random-streams.js';
import { randomAction } from './random-action.js';

/** Options of {@link playEpisodes}. */
export interface PlayOptions {
  /** Played side by side, so that the policy acts for all of them at once. */
  readonly environments: readonly EnvironmentV1<SpaceValue>[];
  /** Who acts. */
  readonly policy: PolicyOptimizerV1 | 'random';
  /** How many episodes to play. */
  readonly episodes: number;
  /** Whether actions are the policy's most likely ones and not samples. */
  readonly deterministic: boolean;
  /** Seed of the first episode; the next ones have the next numbers. */
  readonly seed: number;
  /** Stops the work when aborted. */
  readonly signal?: AbortSignal | undefined;
}

/** An episode under way. */
interface Seat {
  readonly environment: EnvironmentV1<SpaceValue>;
  /** Index of the episode, or -1 when none is left to play. */
  episode: number;
  random: RandomStream;
  recording: Recording;
}

/**
 * Plays whole episodes with the environment's own reward, in the order of their seeds. After each one the event loop has
 * its turn: neither a policy nor an environment need ever wait for it, and no handler of a signal would run before the
 * last episode.
 *
 * @throws MinorantError `MNR_RUN_ACTION_SPACE`, or what the environment throws; the signal's reason when aborted.
 */
export async function playEpisodes(options: PlayOptions): Promise<Episode[]> {
  const { environments, policy, episodes, deterministic, seed, signal } = options;
  const { observationSpace, actionSpace, id } = environments[0]!;
  const observationSize = valueSize(observationSpace, id);
  const actionSize = valueSize(actionSpace, id);
  const observations = new Float64Array(environments.length * observationSize);
  const finished: Episode[] = [];
  let next = 0;

  const start = (seat: Seat, row: number): void => {
    seat.episode = next < episodes ? next++ : -1;
    if (seat.episode < 0) return;
    const episodeSeed = (seed + seat.episode) >>> 0;
    // Hashed: the first draw of a bare stream says little for small seeds.
    seat.random = new RandomStreams(episodeSeed).stream('evaluation/random-actions');
    seat.recording = new Recording(observationSize, actionSize, episodeSeed);
    const { observation } = seat.environment.reset({ seed: episodeSeed });
    observations.set(seat.recording.observe(observation), row * observationSize);
  };
  const seats = environments.map((environment, row) => {
    const seat: Seat = { environment, episode: -1, random: undefined!, recording: undefined! };
    start(seat, row);
    return seat;
  });

  while (seats.some(({ episode }) => episode >= 0)) {
    signal?.throwIfAborted();
    const actions = policy === 'random' ? undefined : await policy.act(observations, { deterministic });
    let ended = false;
    for (const [row, seat] of seats.entries()) {
      if (seat.episode < 0) continue;
      const action = actions
        ? actionAt(actionSpace, actions, row, actionSize)
        : randomAction(actionSpace, seat.random, id);
      const result = seat.environment.step(action);
      observations.set(seat.recording.step(action, result), row * observationSize);
      if (!result.terminated && !result.truncated) continue;
      finished[seat.episode] = seat.recording.episode();
      ended = true;
      start(seat, row);
    }
    if (ended) await turn();
  }
  return finished;
}

/** Numbers of a value as episodes store it. */
function valueSize(space: Space, environment: string): number {
  if (space.kind === 'box') return space.low.length;
  if (space.kind === 'discrete') return 1;
  throw errors.MNR_RUN_ACTION_SPACE({ kind: space.kind, environment });
}

function actionAt(space: Space, actions: Float64Array, row: number, size: number): SpaceValue {
  return space.kind === 'discrete' ? actions[row]! : actions.slice(row * size, (row + 1) * size);
}

/** Gathers an episode step by step. */
class Recording {
  readonly #observations: number[] = [];
  readonly #actions: number[] = [];
  readonly #rewards: number[] = [];
  #last: StepResult<SpaceValue> | undefined;

  constructor(
    readonly observationSize: number,
    readonly actionSize: number,
    readonly seed: number,
  ) {}

  /** Returns the observation as numbers. */
  observe(observation: SpaceValue): ArrayLike<number> {
    const numbers = asNumbers(observation);
    for (let i = 0; i < numbers.length; i++) this.#observations.push(numbers[i]!);
    return numbers;
  }

  step(action: SpaceValue, result: StepResult<SpaceValue>): ArrayLike<number> {
    const numbers = asNumbers(action);
    for (let i = 0; i < numbers.length; i++) this.#actions.push(numbers[i]!);
    this.#rewards.push(result.reward);
    this.#last = result;
    return this.observe(result.observation);
  }

  episode(): Episode {
    const length = this.#rewards.length;
    const terminations = new Uint8Array(length);
    const truncations = new Uint8Array(length);
    terminations[length - 1] = Number(this.#last!.terminated);
    truncations[length - 1] = Number(this.#last!.truncated);
    return {
      length,
      observationSize: this.observationSize,
      actionSize: this.actionSize,
      observations: Float64Array.from(this.#observations),
      actions: Float64Array.from(this.#actions),
      rewards: Float64Array.from(this.#rewards),
      terminations,
      truncations,
      seed: this.seed,
    };
  }
}

function asNumbers(value: SpaceValue): ArrayLike<number> {
  return typeof value === 'number' ? [value] : (value as ArrayLike<number>);
}
