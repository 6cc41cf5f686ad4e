import type { Episode, Space } from '@minorant/core';

/** What a demonstration file says about itself. */
export interface DemonstrationHeader {
  /** The file that was opened, for messages. */
  readonly file: string;
  /** Whether the file is in Minari's layout or D4RL's. */
  readonly layout: 'minari' | 'd4rl';
  /** The environment it says it was recorded in, such as `Hopper-v4`. */
  readonly environmentId?: string;
  /** The options of that environment, where a recording of ours keeps them. */
  readonly environmentOptions?: Readonly<Record<string, unknown>>;
  /** How many episodes it says it has; there are as many as `lengths` says. */
  readonly declaredEpisodes?: number;
  /** From the metadata of a Minari dataset folder. */
  readonly observationSpace?: Space;
  /** What actions are drawn from. */
  readonly actionSpace?: Space;
  /** Numbers in one flattened observation. */
  readonly observationSize: number;
  /** Numbers in one flattened action; a discrete one is stored as its number and counts as one. */
  readonly actionSize: number;
  /** Steps of each episode. */
  readonly lengths: readonly number[];
}

/** An open demonstration file: episodes are read one at a time, so that the file may be larger than memory. */
export interface EpisodeReader {
  /** What the file says before its first episode. */
  readonly header: DemonstrationHeader;
  /** Reads and checks one episode by its index. */
  read(index: number): Episode;
  /** Closes the file. */
  close(): void;
}
