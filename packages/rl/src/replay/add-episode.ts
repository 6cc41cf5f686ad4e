import type { Episode, Space } from '@minorant/core';

import { errors } from '../errors.js';
import { checkValues } from '../spaces/check-values.js';
import { rowSize, valueAt, valueSize, writeRow } from '../spaces/rows.js';
import type { ReplayBuffer } from './replay-buffer.js';

/** The spaces that an episode's numbers belong to. */
export interface EpisodeSpaces {
  /** What observations are drawn from. */
  readonly observationSpace: Space;
  /** What actions are drawn from. */
  readonly actionSpace: Space;
}

/**
 * Stores every transition of an episode. Actions outside of a box are clipped to it: that is what the environment did
 * with them when the episode was recorded.
 *
 * @throws MinorantError `MNR_RL_EPISODE_SIZE` when the episode is of another environment, `MNR_RL_VALUES` when a discrete value
 * lies outside of its space or numbers are missing; nothing is stored then.
 */
export function addEpisode(replay: ReplayBuffer, episode: Episode, spaces: EpisodeSpaces): void {
  const { observationSpace, actionSpace } = spaces;
  checkSize('observations', episode.observationSize, valueSize(observationSpace));
  checkSize('actions', episode.actionSize, valueSize(actionSpace));
  checkValues('observations', observationSpace, episode.observations, episode.length + 1);
  checkValues('actions', actionSpace, episode.actions, episode.length);
  let observation = new Float32Array(rowSize(observationSpace));
  let nextObservation = new Float32Array(rowSize(observationSpace));
  const action = new Float32Array(rowSize(actionSpace));
  writeRow(observationSpace, valueAt(observationSpace, episode.observations, 0), observation);
  for (let t = 0; t < episode.length; t++) {
    writeRow(observationSpace, valueAt(observationSpace, episode.observations, t + 1), nextObservation);
    replay.add({
      observation,
      action: writeRow(actionSpace, valueAt(actionSpace, episode.actions, t), action, 0, { clip: true }),
      reward: episode.rewards[t]!,
      nextObservation,
      terminated: episode.terminations[t] === 1,
      truncated: episode.truncations[t] === 1,
    });
    [observation, nextObservation] = [nextObservation, observation];
  }
}

function checkSize(what: string, found: number, expected: number): void {
  if (found !== expected) throw errors.MNR_RL_EPISODE_SIZE({ what, found, expected });
}
