import { MinariWriter, type MinariWriterOptions } from '../minari/minari-writer.js';
import { summarise, type Summary } from '../inspect/summarise.js';
import { recordEpisodes, type RecordOptions } from './record-episodes.js';

/** Options of {@link collectDemonstrations}: what to record, and where it goes. */
export type CollectOptions = RecordOptions &
  Omit<MinariWriterOptions, 'observationSpace' | 'actionSpace' | 'environmentId'> & {
    /** Called after each episode, for a progress bar. */
    readonly onEpisode?: (progress: {
      readonly episode: number;
      readonly length: number;
      readonly episodeReturn: number;
    }) => void;
  };

/** What {@link collectDemonstrations} made; plain JSON. */
export interface CollectReport {
  /** The file that was written. */
  readonly path: string;
  /** Registered id of the environment. */
  readonly environmentId: string;
  /** How many episodes. */
  readonly episodes: number;
  /** Steps in all episodes. */
  readonly steps: number;
  /** Summary over episodes. */
  readonly returns: Summary;
  /** Summary over episodes. */
  readonly lengths: Summary;
}

/**
 * Records episodes of a policy into a file or Minari dataset folder. A run that fails or is aborted leaves nothing.
 *
 * @throws MNR_DEMONSTRATIONS_COUNT, MNR_DEMONSTRATIONS_EXISTS, MNR_DEMONSTRATIONS_VALUE, MNR_DEMONSTRATIONS_WRITE
 */
export async function collectDemonstrations(options: CollectOptions): Promise<CollectReport> {
  const { environment, path, onEpisode } = options;
  const { observationSpace, actionSpace, id: environmentId } = environment;
  const writer = await MinariWriter.create({ ...options, observationSpace, actionSpace, environmentId });
  const returns: number[] = [];
  const lengths: number[] = [];
  try {
    for await (const episode of recordEpisodes(options)) {
      writer.write(episode);
      const episodeReturn = episode.rewards.reduce((sum, reward) => sum + reward, 0);
      returns.push(episodeReturn);
      lengths.push(episode.length);
      onEpisode?.({ episode: writer.episodes, length: episode.length, episodeReturn });
    }
    writer.close();
  } catch (error) {
    writer.discard();
    throw error;
  }
  return {
    path,
    environmentId,
    episodes: lengths.length,
    steps: lengths.reduce((sum, length) => sum + length, 0),
    returns: summarise(returns),
    lengths: summarise(lengths),
  };
}
