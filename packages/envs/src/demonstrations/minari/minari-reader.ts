import type { Episode } from '@minorant/core';

import { checkFinite, checkFlags } from '../check-values.js';
import type { DemonstrationHeader, EpisodeReader } from '../episode-reader.js';
import { demonstrationErrors } from '../errors.js';
import { Hdf5File } from '../hdf5/hdf5-file.js';
import { findLeaves, type Leaf } from './leaves.js';
import { locateMinari } from './locate-minari.js';
import { readAttributes, readEnvironment, readMetadata, type MinariMetadata } from './metadata.js';

/** Reads Minari's layout: one group `episode_N` for each episode (Minari 0.4 and later). */
export class MinariReader implements EpisodeReader {
  /** What the file says before its first episode. */
  readonly header: DemonstrationHeader;
  readonly #file: Hdf5File;
  readonly #names: readonly string[];
  readonly #observations: readonly Leaf[];
  readonly #actions: readonly Leaf[];

  private constructor(
    file: Hdf5File,
    names: readonly string[],
    metadata: MinariMetadata,
    declaredEpisodes: number | undefined,
  ) {
    const { environmentId, environmentOptions, observationSpace, actionSpace } = metadata;
    this.#file = file;
    this.#names = names;
    const first = names[0]!;
    for (const name of names) this.#require(name);
    this.#observations = findLeaves(file, `/${first}`, 'observations', observationSpace);
    this.#actions = findLeaves(file, `/${first}`, 'actions', actionSpace);
    this.header = {
      file: file.path,
      layout: 'minari',
      ...(environmentId === undefined ? {} : { environmentId }),
      ...(environmentOptions && { environmentOptions }),
      ...(declaredEpisodes === undefined ? {} : { declaredEpisodes }),
      ...(observationSpace && { observationSpace }),
      ...(actionSpace && { actionSpace }),
      observationSize: width(this.#observations),
      actionSize: width(this.#actions),
      lengths: names.map((name) => this.#checkShapes(name)),
    };
  }

  /**
   * Opens a single HDF5 file or a local dataset folder (`NAME/data/main_data.hdf5` with `metadata.json` beside it)
   * and checks the shapes of all episodes; values are checked when they are read.
   *
   * @throws MNR_DEMONSTRATIONS_NOT_FOUND, MNR_DEMONSTRATIONS_NOT_HDF5, MNR_DEMONSTRATIONS_LAYOUT,
   * MNR_DEMONSTRATIONS_MISSING, MNR_DEMONSTRATIONS_SHAPE, MNR_DEMONSTRATIONS_METADATA, MNR_DEMONSTRATIONS_UNREADABLE
   */
  static async open(path: string): Promise<MinariReader> {
    const located = locateMinari(path);
    const metadata = located.metadata === undefined ? undefined : readMetadata(located.metadata);
    const file = await Hdf5File.open(located.data);
    try {
      const found = file.keys();
      const names = found
        .filter((name) => /^episode_\d+$/.test(name))
        .sort((a, b) => Number(a.slice(8)) - Number(b.slice(8)));
      if (names.length === 0)
        throw demonstrationErrors.MNR_DEMONSTRATIONS_LAYOUT({
          file: located.data,
          expected: "episodes in Minari's layout (groups episode_0, episode_1, ...)",
          found,
          hint:
            found.includes('observations') && found.includes('actions')
              ? "This is D4RL's flat layout: use the data source `d4rl`."
              : 'Record one with `minorant collect` or with Minari.',
        });
      const declared = file.attribute('/', 'total_episodes');
      const known = metadata ? withOptions(metadata, readEnvironment(file)) : readAttributes(file);
      return new MinariReader(file, names, known, typeof declared === 'number' ? declared : undefined);
    } catch (error) {
      file.close();
      throw error;
    }
  }

  read(index: number): Episode {
    const name = this.#names[index];
    const length = this.header.lengths[index];
    if (name === undefined || length === undefined)
      throw demonstrationErrors.MNR_DEMONSTRATIONS_EPISODE({
        file: this.#file.path,
        episode: index,
        count: this.#names.length,
      });
    const { path } = this.#file;
    const finite = (key: string): Float64Array =>
      checkFinite(this.#file.rows(`/${name}/${key}`, 0, length), 1, path, `/${name}/${key}`);
    const flags = (key: string): Uint8Array =>
      checkFlags(this.#file.rows(`/${name}/${key}`, 0, length), path, `/${name}/${key}`);
    const seed = this.#file.attribute(`/${name}`, 'seed');
    return {
      id: Number(name.slice(8)),
      length,
      observationSize: this.header.observationSize,
      actionSize: this.header.actionSize,
      observations: this.#join(name, this.#observations, length + 1),
      actions: this.#join(name, this.#actions, length),
      rewards: finite('rewards'),
      terminations: flags('terminations'),
      truncations: flags('truncations'),
      ...(typeof seed === 'number' ? { seed } : {}),
    };
  }

  /** Closes the file. */
  close(): void {
    this.#file.close();
  }

  #require(name: string): void {
    const group = `/${name}`;
    const found = this.#file.isGroup(group) ? this.#file.keys(group) : [];
    for (const key of ['observations', 'actions', 'rewards', 'terminations', 'truncations'])
      if (!found.includes(key))
        throw demonstrationErrors.MNR_DEMONSTRATIONS_MISSING({
          file: this.#file.path,
          dataset: `${group}/${key}`,
          found,
        });
  }

  /** Checks the shapes of one episode and returns its length. */
  #checkShapes(name: string): number {
    const { shape } = this.#file.info(`/${name}/rewards`);
    const length = shape[0] ?? 0;
    const expect = (key: string, rows: number, rowWidth: number): void => {
      const info = this.#file.info(`/${name}/${key}`);
      const found = info.shape.slice(1).reduce((product, size) => product * size, 1);
      if (info.kind === 'number' && info.shape.length > 0 && info.shape[0] === rows && found === rowWidth)
        return;
      const expected = rowWidth === 1 ? `[${rows}]` : `[${rows}, ${rowWidth}]`;
      throw demonstrationErrors.MNR_DEMONSTRATIONS_SHAPE({
        file: this.#file.path,
        dataset: `/${name}/${key}`,
        ...(info.kind === 'number'
          ? { shape: `[${info.shape.join(', ')}]`, expected }
          : { shape: `of ${info.kind} elements`, expected: `numbers of shape ${expected}` }),
      });
    };
    if (length === 0)
      throw demonstrationErrors.MNR_DEMONSTRATIONS_SHAPE({
        file: this.#file.path,
        dataset: `/${name}/rewards`,
        shape: `[${shape.join(', ')}]`,
        expected: 'at least one step',
      });
    for (const key of ['rewards', 'terminations', 'truncations']) expect(key, length, 1);
    for (const leaf of this.#observations) expect(leaf.path, length + 1, leaf.width);
    for (const leaf of this.#actions) expect(leaf.path, length, leaf.width);
    return length;
  }

  /** Joins the leaves of a nested value row by row: `[rows * total width]`. */
  #join(name: string, leaves: readonly Leaf[], rows: number): Float64Array {
    const total = width(leaves);
    const joined = new Float64Array(rows * total);
    let offset = 0;
    for (const leaf of leaves) {
      const dataset = `/${name}/${leaf.path}`;
      const values = checkFinite(this.#file.rows(dataset, 0, rows), leaf.width, this.#file.path, dataset);
      if (leaves.length === 1) return values;
      for (let row = 0; row < rows; row++)
        joined.set(values.subarray(row * leaf.width, (row + 1) * leaf.width), row * total + offset);
      offset += leaf.width;
    }
    return joined;
  }
}

function width(leaves: readonly Leaf[]): number {
  return leaves.reduce((sum, leaf) => sum + leaf.width, 0);
}

/** The metadata of a folder, with what the data file says of the same environment. */
function withOptions(metadata: MinariMetadata, file: ReturnType<typeof readEnvironment>): MinariMetadata {
  const isOther = metadata.environmentId !== undefined && metadata.environmentId !== file.environmentId;
  return isOther ? metadata : { ...file, ...metadata };
}
