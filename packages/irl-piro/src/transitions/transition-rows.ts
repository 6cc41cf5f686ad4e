import type { Episode, Space } from '@minorant/core';

import { errors } from '../errors.js';
import { rowSize } from './row-size.js';

/**
 * Transitions of several episodes as flat rows with weights: what an expectation over a policy's occupancy is
 * estimated with. Row `i` holds the aligned pair (s_t, a_t) and the state s_(t+1) it led to.
 */
export interface TransitionRows {
  /** Rows. */
  readonly count: number;
  /** Numbers in one flattened observation. */
  readonly observationSize: number;
  /** Numbers in one flattened action; a discrete action is a one-hot row. */
  readonly actionSize: number;
  /** `[count * observationSize]`; discrete observations as one-hot rows, as the policy optimizer gives them to rewards. */
  readonly observations: Float32Array;
  /** `[count * actionSize]`; discrete actions as one-hot rows, continuous ones clipped to the action space. */
  readonly actions: Float32Array;
  /** `[count * observationSize]` */
  readonly nextObservations: Float32Array;
  /** `[count]`, ones for rows that stand for the absorbing state (zeros elsewhere). */
  readonly absorbing: Float32Array;
  /** `[count]`, ones for rows that lead into the absorbing state, and for the absorbing state itself. */
  readonly nextAbsorbing: Float32Array;
  /** `[count]`, non-negative, summing to one. */
  readonly weights: Float32Array;
}

/** Options of {@link transitionRows}. */
export interface TransitionRowsOptions {
  /** What observations are drawn from. */
  readonly observationSpace: Space;
  /** What actions are drawn from. */
  readonly actionSpace: Space;
  /** gamma, in `[0, 1)`; the policy's own has to be the same, or absorbing rows weigh more or less than the policy is paid. */
  readonly discount: number;
  /**
   * Whether an episode that terminated goes on in an absorbing state: one row with the weight of the
   * `1 / (1 - gamma)` steps that a discounted sum would spend there. Without it, reward models that are positive
   * reward staying alive and negative ones reward dying, whatever they have learnt (Kostrikov et al., 2019).
   */
  readonly absorbingStates: boolean;
  /** Whether the rows of absorbing states hold the observations of the transition that ended the episode. @defaultValue false */
  readonly lastTransitions?: boolean;
  /** Whether step t weighs `gamma^t` (as the theory has it) instead of 1 (as all published code has it). */
  readonly discounted?: boolean;
}

/**
 * Rows of the given episodes.
 *
 * @throws MinorantError `MNR_IRL_NO_TRANSITIONS` when there is no step at all, `MNR_IRL_ACTION_SPACE` for
 * spaces other than boxes and discrete ones.
 */
export function transitionRows(episodes: readonly Episode[], options: TransitionRowsOptions): TransitionRows {
  const { observationSpace, actionSpace, discount, absorbingStates } = options;
  const { discounted = false, lastTransitions = false } = options;
  const ends = episodes.map((episode) => absorbingStates && episode.terminations[episode.length - 1] === 1);
  const steps = episodes.reduce((sum, episode) => sum + episode.length, 0);
  const first = episodes[0];
  if (!first || steps === 0) throw errors.MNR_IRL_NO_TRANSITIONS({ episodes: episodes.length });

  const observationSize = rowSize(observationSpace);
  const actionSize = rowSize(actionSpace);
  const count = steps + ends.filter(Boolean).length;
  const observations = new Float32Array(count * observationSize);
  const actions = new Float32Array(count * actionSize);
  const nextObservations = new Float32Array(count * observationSize);
  const absorbing = new Float32Array(count);
  const nextAbsorbing = new Float32Array(count);
  const weights = new Float32Array(count);

  let row = 0;
  episodes.forEach((episode, index) => {
    for (let t = 0; t < episode.length; t++, row++) {
      writeObservation(observations, row * observationSize, episode, t, observationSpace);
      writeObservation(nextObservations, row * observationSize, episode, t + 1, observationSpace);
      writeAction(actions, row * actionSize, episode, t, actionSpace);
      weights[row] = discounted ? discount ** t : 1;
    }
    if (ends[index]) {
      nextAbsorbing[row - 1] = 1;
      absorbing[row] = 1;
      nextAbsorbing[row] = 1;
      if (lastTransitions) {
        const [from, to] = [(row - 1) * observationSize, row * observationSize];
        for (const side of [observations, nextObservations]) side.copyWithin(to, from, to);
      }
      weights[row] = (discounted ? discount ** episode.length : 1) / (1 - discount);
      row += 1;
    }
  });

  const total = weights.reduce((sum, weight) => sum + weight, 0);
  for (let i = 0; i < count; i++) weights[i]! /= total;
  const flags = { absorbing, nextAbsorbing };
  return { count, observationSize, actionSize, observations, actions, nextObservations, ...flags, weights };
}

function writeObservation(target: Float32Array, at: number, episode: Episode, t: number, space: Space): void {
  const { observations, observationSize } = episode;
  if (space.kind === 'discrete') target[at + observations[t]! - space.start] = 1;
  else target.set(observations.subarray(t * observationSize, (t + 1) * observationSize), at);
}

function writeAction(target: Float32Array, at: number, episode: Episode, t: number, space: Space): void {
  if (space.kind === 'discrete') {
    target[at + episode.actions[t]! - space.start] = 1;
  } else if (space.kind === 'box') {
    for (let j = 0; j < episode.actionSize; j++) {
      const action = episode.actions[t * episode.actionSize + j]!;
      target[at + j] = Math.min(Math.max(action, space.low[j]!), space.high[j]!);
    }
  }
}

/** Fills up with rows of weight zero to the next power of two (at least 256), so that compiled steps see few shapes. */
export function padRows(rows: TransitionRows): TransitionRows {
  let count = 256;
  while (count < rows.count) count *= 2;
  const grow = (array: Float32Array, size: number): Float32Array => {
    const grown = new Float32Array(count * size);
    grown.set(array);
    return grown;
  };
  return {
    ...rows,
    count,
    observations: grow(rows.observations, rows.observationSize),
    actions: grow(rows.actions, rows.actionSize),
    nextObservations: grow(rows.nextObservations, rows.observationSize),
    absorbing: grow(rows.absorbing, 1),
    nextAbsorbing: grow(rows.nextAbsorbing, 1),
    weights: grow(rows.weights, 1),
  };
}
