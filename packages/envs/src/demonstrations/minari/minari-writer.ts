import { existsSync, statSync, writeFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';

import type { Episode, Space } from '@minorant/core';
import type { File, Group } from 'h5wasm/node';

import { checkEpisode, checkStorable } from '../check-episode.js';
import { checkDemonstrationSpaces } from '../check-spaces.js';
import { demonstrationErrors } from '../errors.js';
import { loadHdf5, type Hdf5Library } from '../hdf5/library.js';
import { PartialFile } from '../partial-file.js';
import { writeError } from '../write-error.js';
import { stringifyMinariSpace } from './space-json.js';
import { splitBySpace } from './split-by-space.js';

/** Options of {@link MinariWriter.create}. */
export interface MinariWriterOptions {
  /** A name ending in `.hdf5` or `.h5` makes a single file, any other a Minari dataset folder. */
  readonly path: string;
  /** What observations are drawn from. */
  readonly observationSpace: Space;
  /** What actions are drawn from. */
  readonly actionSpace: Space;
  /** The environment's id, such as `Hopper-v4`. */
  readonly environmentId?: string;
  /** The options that the environment was made with, in camel case, for who makes it again from the file. */
  readonly environmentOptions?: Readonly<Record<string, unknown>>;
  /** Gymnasium's `EnvSpec` as JSON, with which Minari can make the environment again. */
  readonly environmentSpecification?: string;
  /** Minari's `name-vN`. @defaultValue the folder's name, `-v0` added where there is no version */
  readonly datasetId?: string;
  /** What made the episodes, for Minari's metadata. */
  readonly algorithmName?: string;
  /** Who made them, for Minari's metadata. */
  readonly author?: string;
  /** Where the code is, for Minari's metadata. */
  readonly codePermalink?: string;
  /** A sentence for Minari's metadata. */
  readonly description?: string;
  /** gzip level, 0 for none. @defaultValue 4 */
  readonly compression?: number;
  /** Whether an existing file or folder may be replaced. @defaultValue false */
  readonly overwrite?: boolean;
}

/** The version of Minari whose layout is written. */
const minariVersion = '0.5.3';

/**
 * Writes episodes in Minari's layout, one at a time. What it writes appears under its name only when it is closed, so
 * that a broken run leaves no half-written file.
 *
 * @example
 * ```ts
 * import type { Episode, Space } from '@minorant/core';
 * import { MinariWriter } from '@minorant/envs';
 *
 * async function save(path: string, observationSpace: Space, actionSpace: Space, episodes: Episode[]) {
 *   const writer = await MinariWriter.create({ path, observationSpace, actionSpace });
 *   for (const episode of episodes) writer.write(episode);
 *   writer.close();
 * }
 * ```
 */
export class MinariWriter {
  readonly #options: MinariWriterOptions;
  readonly #library: Hdf5Library;
  readonly #file: File;
  readonly #partial: PartialFile;
  /** The metadata of a folder. */
  readonly #metadataFile: PartialFile | undefined;
  #episodes = 0;
  #steps = 0;
  #closed = false;
  #kept = false;
  #failure: Error | undefined;

  private constructor(options: MinariWriterOptions, library: Hdf5Library, data: string) {
    this.#options = options;
    this.#library = library;
    this.#partial = new PartialFile(data, options.path);
    if (!isSingleFile(options.path)) {
      this.#metadataFile = new PartialFile(join(options.path, 'data', 'metadata.json'), options.path);
    }
    library.takeError();
    this.#file = new library.h5wasm.File(this.#partial.path, 'w');
    this.#check();
    if (options.environmentId !== undefined) this.#file.create_attribute('env_id', options.environmentId);
    if (options.environmentOptions !== undefined) {
      this.#file.create_attribute('env_options', JSON.stringify(options.environmentOptions));
    }
    if (!isSingleFile(options.path)) return;
    // A folder has them in its metadata.json.
    this.#file.create_attribute('observation_space', stringifyMinariSpace(options.observationSpace));
    this.#file.create_attribute('action_space', stringifyMinariSpace(options.actionSpace));
  }

  /**
   * Starts a file or a folder.
   *
   * @throws MNR_DEMONSTRATIONS_EXISTS, MNR_DEMONSTRATIONS_WRITE
   */
  static async create(options: MinariWriterOptions): Promise<MinariWriter> {
    const { path } = options;
    if (existsSync(path) && options.overwrite !== true)
      throw demonstrationErrors.MNR_DEMONSTRATIONS_EXISTS({ path });
    const data = isSingleFile(path) ? path : join(path, 'data', 'main_data.hdf5');
    return new MinariWriter(options, await loadHdf5(), data);
  }

  /** Episodes written so far. */
  get episodes(): number {
    return this.#episodes;
  }

  /**
   * Adds one episode; `infos` are arrays of one number a row, `length + 1` rows.
   *
   * @throws MNR_DEMONSTRATIONS_MISMATCH when its observations or actions have another size than the spaces,
   * MNR_DEMONSTRATIONS_SHAPE or MNR_DEMONSTRATIONS_VALUE when it could not be read back: it is left out then, and others may
   * follow. MNR_DEMONSTRATIONS_WRITE when writing fails, after which nothing can be kept.
   */
  write(episode: Episode, infos: Readonly<Record<string, Float64Array>> = {}): void {
    const { observationSpace, actionSpace, path } = this.#options;
    const file = 'the episode to be written';
    checkDemonstrationSpaces(
      { ...episode, file, layout: 'minari', lengths: [episode.length] },
      { ...this.#options, id: path },
    );
    checkEpisode(file, episode, infos);
    checkStorable(file, 'observations', observationSpace, episode.observations, episode.length + 1);
    checkStorable(file, 'actions', actionSpace, episode.actions, episode.length);
    this.#attempt(() => this.#writeGroup(episode, infos));
    this.#episodes++;
    this.#steps += episode.length;
  }

  #writeGroup(episode: Episode, infos: Readonly<Record<string, Float64Array>>): void {
    const { observationSpace, actionSpace } = this.#options;
    const group = this.#file.create_group(`episode_${this.#episodes}`);
    group.create_attribute('id', this.#episodes, [], '<q');
    group.create_attribute('total_steps', episode.length, [], '<q');
    if (episode.seed !== undefined) group.create_attribute('seed', episode.seed, [], '<q');
    this.#writeValue(group, 'observations', observationSpace, episode.observations, episode.length + 1);
    this.#writeValue(group, 'actions', actionSpace, episode.actions, episode.length);
    this.#writeArray(group, 'rewards', episode.rewards, [episode.length], '<d');
    this.#writeArray(group, 'terminations', new Int8Array(episode.terminations), [episode.length], '<b');
    this.#writeArray(group, 'truncations', new Int8Array(episode.truncations), [episode.length], '<b');
    if (Object.keys(infos).length > 0) {
      const infoGroup = group.create_group('infos');
      for (const [key, values] of Object.entries(infos))
        this.#writeArray(infoGroup, key, values, [values.length], '<d');
    }
    this.#check();
  }

  /**
   * Finishes the file and gives it its name; nothing stays behind where that fails.
   *
   * @throws MNR_DEMONSTRATIONS_WRITE, also where no episode was written, MNR_DEMONSTRATIONS_EXISTS when somebody else wrote
   * the file meanwhile.
   */
  close(): void {
    if (this.#failure) throw this.#failure;
    if (this.#closed) return;
    this.#attempt(() => {
      if (this.#episodes === 0) throw new Error('it would hold no episode');
      this.#file.create_attribute('total_episodes', this.#episodes, [], '<q');
      this.#file.create_attribute('total_steps', this.#steps, [], '<q');
      this.#file.close();
      this.#closed = true;
      this.#check();
      this.#keep();
    });
  }

  /** The metadata last: a dataset that has them is whole. */
  #keep(): void {
    const metadata = this.#metadataFile;
    if (metadata) writeFileSync(metadata.path, `${JSON.stringify(this.#metadata(), null, 2)}\n`);
    this.#partial.keep({ overwrite: this.#options.overwrite === true });
    metadata?.keep({ overwrite: true });
    this.#kept = true;
  }

  /** Gives up: nothing stays behind, also no folder that was made. */
  discard(): void {
    if (this.#kept) return;
    if (!this.#closed) this.#file.close();
    this.#closed = true;
    this.#library.takeError();
    this.#metadataFile?.discard();
    this.#partial.discard();
  }

  /** Gives up where the work fails, and says the same again to whoever goes on. */
  #attempt(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#failure = writeError(this.#options.path, error);
      this.discard();
      throw this.#failure;
    }
  }

  #metadata(): Record<string, unknown> {
    const { options, name } = { options: this.#options, name: basename(this.#options.path) };
    return {
      total_episodes: this.#episodes,
      total_steps: this.#steps,
      data_format: 'hdf5',
      observation_space: stringifyMinariSpace(options.observationSpace),
      action_space: stringifyMinariSpace(options.actionSpace),
      ...(options.environmentSpecification === undefined
        ? {}
        : { env_spec: options.environmentSpecification }),
      dataset_id: options.datasetId ?? (/-v\d+$/.test(name) ? name : `${name}-v0`),
      minari_version: minariVersion,
      dataset_size: Math.round((statSync(this.#partial.path).size / 1e6) * 10) / 10,
      ...(options.algorithmName === undefined ? {} : { algorithm_name: options.algorithmName }),
      ...(options.author === undefined ? {} : { author: [options.author] }),
      ...(options.codePermalink === undefined ? {} : { code_permalink: options.codePermalink }),
      ...(options.description === undefined ? {} : { description: options.description }),
    };
  }

  #writeValue(group: Group, name: string, space: Space, values: Float64Array, rows: number): void {
    if (space.kind === 'dict' || space.kind === 'tuple') {
      const child = group.create_group(name);
      for (const part of splitBySpace(space, values, rows))
        this.#writeValue(child, part.name, part.space, part.values, rows);
      return;
    }
    const shape = space.kind === 'discrete' ? [rows] : [rows, ...shapeOf(space)];
    this.#writeArray(group, name, values, shape, typeOf(space));
  }

  #writeArray(
    group: Group,
    name: string,
    values: Float64Array | Int8Array,
    shape: number[],
    dtype: keyof typeof converters,
  ): void {
    const { compression = 4 } = this.#options;
    group.create_dataset({
      name,
      data: converters[dtype](values),
      shape,
      dtype,
      maxshape: [null, ...shape.slice(1)],
      chunks: chunkShape(shape),
      ...(compression > 0 && { compression: 'gzip' as const, compression_opts: compression }),
    });
  }

  #check(): void {
    const reason = this.#library.takeError();
    if (reason !== undefined)
      throw demonstrationErrors.MNR_DEMONSTRATIONS_WRITE({ path: this.#options.path, reason });
  }
}

const converters = {
  '<d': (values: Float64Array | Int8Array) => new Float64Array(values),
  '<f': (values: Float64Array | Int8Array) => new Float32Array(values),
  '<i': (values: Float64Array | Int8Array) => new Int32Array(values),
  '<B': (values: Float64Array | Int8Array) => new Uint8Array(values),
  '<b': (values: Float64Array | Int8Array) => new Int8Array(values),
  '<q': (values: Float64Array | Int8Array) => BigInt64Array.from([...values], BigInt),
};

function isSingleFile(path: string): boolean {
  return ['.hdf5', '.h5'].includes(extname(path));
}

function shapeOf(space: Space): readonly number[] {
  if (space.kind === 'box') return space.shape;
  return [space.kind === 'multi-discrete' ? space.nvec.length : space.kind === 'multi-binary' ? space.n : 1];
}

function typeOf(space: Space): keyof typeof converters {
  if (space.kind === 'multi-binary') return '<b';
  if (space.kind !== 'box') return '<q';
  return ({ float64: '<d', float32: '<f', int32: '<i', uint8: '<B' } as const)[space.dtype];
}

/** Whole rows, about 64 KiB of doubles a chunk. */
function chunkShape(shape: readonly number[]): number[] {
  const width = shape.slice(1).reduce((product, size) => product * size, 1);
  return [Math.max(1, Math.min(shape[0]!, Math.floor(8192 / Math.max(1, width)))), ...shape.slice(1)];
}
