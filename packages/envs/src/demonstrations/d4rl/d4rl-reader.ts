import type { Episode } from '@minorant/core';

import { checkFinite, checkFlags } from '../check-values.js';
import type { DemonstrationHeader, EpisodeReader } from '../episode-reader.js';
import { demonstrationErrors } from '../errors.js';
import { Hdf5File } from '../hdf5/hdf5-file.js';
import { findBoundaries, type Boundary } from './find-boundaries.js';

/** Options of {@link D4rlReader.open}. */
export interface D4rlReaderOptions {
  /** Steps after which the recorded task cut its episodes; needed for files without `timeouts`. */
  readonly episodeSteps?: number | undefined;
}

/**
 * Reads D4RL's flat layout: `observations`, `actions`, `rewards`, `terminals` and, where there are any, `timeouts` and
 * `next_observations` over all episodes in a row.
 *
 * An episode needs the observation after its last action. It is taken from `next_observations`; a file without them
 * does not have it, so the last step of each episode is left out and the episode counts as truncated there.
 */
export class D4rlReader implements EpisodeReader {
  /** What the file says before its first episode. */
  readonly header: DemonstrationHeader;
  readonly #file: Hdf5File;
  readonly #boundaries: readonly Boundary[];
  readonly #hasNext: boolean;

  private constructor(file: Hdf5File, { episodeSteps }: D4rlReaderOptions) {
    this.#file = file;
    const found = file.keys();
    for (const key of ['observations', 'actions', 'rewards', 'terminals'])
      if (!found.includes(key))
        throw demonstrationErrors.MNR_DEMONSTRATIONS_LAYOUT({
          file: file.path,
          expected: `episodes in D4RL's flat layout (it has no ${key})`,
          found,
          hint: found.some((name) => /^episode_\d+$/.test(name))
            ? "This is Minari's layout: use the data source `minari`."
            : 'A D4RL file has observations, actions, rewards and terminals at its root.',
        });
    const rows = file.info('/rewards').shape[0] ?? 0;
    const observationSize = this.#width('/observations', rows);
    const actionSize = this.#width('/actions', rows);
    this.#require('/rewards', rows, 1);
    this.#require('/terminals', rows, 1);
    this.#hasNext = found.includes('next_observations');
    if (this.#hasNext) this.#require('/next_observations', rows, observationSize);
    const hasTimeouts = found.includes('timeouts');
    if (hasTimeouts) this.#require('/timeouts', rows, 1);
    else if (episodeSteps === undefined)
      throw demonstrationErrors.MNR_DEMONSTRATIONS_NO_TIMEOUTS({ file: file.path });
    this.#boundaries = findBoundaries(file, rows, hasTimeouts, this.#hasNext, episodeSteps);
    this.header = {
      file: file.path,
      layout: 'd4rl',
      observationSize,
      actionSize,
      lengths: this.#boundaries.map(({ from, to }) => to - from),
    };
  }

  /**
   * Opens a file and finds where its episodes begin and end.
   *
   * @throws MNR_DEMONSTRATIONS_NOT_FOUND, MNR_DEMONSTRATIONS_NOT_HDF5, MNR_DEMONSTRATIONS_LAYOUT,
   * MNR_DEMONSTRATIONS_SHAPE, MNR_DEMONSTRATIONS_NO_TIMEOUTS, MNR_DEMONSTRATIONS_VALUE for flags other than 0 and 1,
   * MNR_DEMONSTRATIONS_UNREADABLE
   */
  static async open(path: string, options: D4rlReaderOptions = {}): Promise<D4rlReader> {
    const file = await Hdf5File.open(path);
    try {
      return new D4rlReader(file, options);
    } catch (error) {
      file.close();
      throw error;
    }
  }

  read(index: number): Episode {
    const boundary = this.#boundaries[index];
    if (boundary === undefined)
      throw demonstrationErrors.MNR_DEMONSTRATIONS_EPISODE({
        file: this.#file.path,
        episode: index,
        count: this.#boundaries.length,
      });
    const { from, to } = boundary;
    const { observationSize, actionSize } = this.header;
    const length = to - from;
    const finite = (dataset: string, first: number, last: number, width: number): Float64Array =>
      checkFinite(this.#file.rows(dataset, first, last), width, this.#file.path, dataset, first);
    const observations = new Float64Array((length + 1) * observationSize);
    if (this.#hasNext) {
      observations.set(finite('/observations', from, to, observationSize));
      observations.set(finite('/next_observations', to - 1, to, observationSize), length * observationSize);
    } else observations.set(finite('/observations', from, to + 1, observationSize));
    const terminations = checkFlags(
      this.#file.rows('/terminals', from, to),
      this.#file.path,
      '/terminals',
      from,
    );
    const truncations = new Uint8Array(length);
    truncations[length - 1] = terminations[length - 1] === 1 ? 0 : 1;
    return {
      id: index,
      length,
      observationSize,
      actionSize,
      observations,
      actions: finite('/actions', from, to, actionSize),
      rewards: finite('/rewards', from, to, 1),
      terminations,
      truncations,
    };
  }

  /** Closes the file. */
  close(): void {
    this.#file.close();
  }

  #width(dataset: string, rows: number): number {
    const { shape } = this.#file.info(dataset);
    const width = shape.slice(1).reduce((product, size) => product * size, 1);
    this.#require(dataset, rows, width);
    return width;
  }

  #require(dataset: string, rows: number, width: number): void {
    const { shape, kind } = this.#file.info(dataset);
    const found = shape.slice(1).reduce((product, size) => product * size, 1);
    if (kind === 'number' && rows > 0 && width > 0 && shape[0] === rows && found === width) return;
    const expected = `[${Math.max(rows, 1)}${width === 1 ? '' : `, ${width}`}], one row a step like rewards`;
    throw demonstrationErrors.MNR_DEMONSTRATIONS_SHAPE({
      file: this.#file.path,
      dataset,
      ...(kind === 'number'
        ? { shape: `[${shape.join(', ')}]`, expected }
        : { shape: `of ${kind} elements`, expected: `numbers of shape ${expected}` }),
    });
  }
}
