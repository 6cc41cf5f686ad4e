import { existsSync } from 'node:fs';

import type { Episode } from '@minorant/core';
import type { Dataset, File } from 'h5wasm/node';

import { checkEpisode } from '../check-episode.js';
import { demonstrationErrors } from '../errors.js';
import { loadHdf5, type Hdf5Library } from '../hdf5/library.js';
import { PartialFile } from '../partial-file.js';
import { writeError } from '../write-error.js';

/** Options of {@link D4rlWriter.create}. */
export interface D4rlWriterOptions {
  /** The file. */
  readonly path: string;
  /** Numbers in one flattened observation. */
  readonly observationSize: number;
  /** Numbers in one flattened action; 1 for a discrete action. */
  readonly actionSize: number;
  /** Whether an existing file may be replaced. @defaultValue false */
  readonly overwrite?: boolean;
}

const rowsOfChunk = 1024;

/**
 * Writes episodes in D4RL's flat layout, one at a time: float32 observations, next observations, actions and rewards as
 * D4RL has them, terminals and timeouts. The file appears under its name when it is closed. Seeds are not part of this
 * layout, and float32 rounds: prefer `MinariWriter` for new recordings.
 */
export class D4rlWriter {
  readonly #options: D4rlWriterOptions;
  readonly #library: Hdf5Library;
  readonly #file: File;
  readonly #partial: PartialFile;
  #rows = 0;
  #closed = false;

  private constructor(options: D4rlWriterOptions, library: Hdf5Library) {
    this.#options = options;
    this.#library = library;
    this.#partial = new PartialFile(options.path);
    library.takeError();
    this.#file = new library.h5wasm.File(this.#partial.path, 'w');
    this.#check();
    const { observationSize, actionSize } = options;
    this.#create('observations', [observationSize]);
    this.#create('next_observations', [observationSize]);
    this.#create('actions', [actionSize]);
    this.#create('rewards', []);
    for (const name of ['terminals', 'timeouts']) this.#create(name, [], '<b');
  }

  /**
   * Starts a file.
   *
   * @throws MNR_DEMONSTRATIONS_EXISTS, MNR_DEMONSTRATIONS_WRITE
   */
  static async create(options: D4rlWriterOptions): Promise<D4rlWriter> {
    const { path } = options;
    if (existsSync(path) && options.overwrite !== true)
      throw demonstrationErrors.MNR_DEMONSTRATIONS_EXISTS({ path });
    return new D4rlWriter(options, await loadHdf5());
  }

  /**
   * Adds one episode. An episode that was cut off counts as timed out.
   *
   * @throws MNR_DEMONSTRATIONS_MISMATCH when its observations or actions have another size, MNR_DEMONSTRATIONS_SHAPE or
   * MNR_DEMONSTRATIONS_VALUE when it could not be read back, MNR_DEMONSTRATIONS_WRITE
   */
  write(episode: Episode): void {
    this.#requireSize('observations', episode.observationSize, this.#options.observationSize);
    this.#requireSize('actions', episode.actionSize, this.#options.actionSize);
    checkEpisode('the episode to be written', episode);
    const { length, observationSize, observations, terminations } = episode;
    const timeouts = new Int8Array(length);
    timeouts[length - 1] = terminations[length - 1] === 1 ? 0 : 1;
    this.#append(
      'observations',
      new Float32Array(observations.subarray(0, length * observationSize)),
      length,
    );
    this.#append('next_observations', new Float32Array(observations.subarray(observationSize)), length);
    this.#append('actions', new Float32Array(episode.actions), length);
    this.#append('rewards', new Float32Array(episode.rewards), length);
    this.#append('terminals', new Int8Array(terminations), length);
    this.#append('timeouts', timeouts, length);
    this.#rows += length;
    this.#check();
  }

  /** Finishes the file and gives it its name; nothing stays behind where that fails. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#file.close();
    try {
      this.#check();
      if (this.#rows === 0) throw new Error('it would hold no episode');
      this.#partial.keep({ overwrite: this.#options.overwrite === true });
    } catch (error) {
      this.#partial.discard();
      throw writeError(this.#options.path, error);
    }
  }

  /** Gives up: nothing stays behind, also no folder that was made. */
  discard(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#file.close();
    this.#library.takeError();
    this.#partial.discard();
  }

  #create(name: string, row: readonly number[], dtype: '<f' | '<b' = '<f'): void {
    this.#file.create_dataset({
      name,
      data: dtype === '<f' ? new Float32Array(0) : new Int8Array(0),
      shape: [0, ...row],
      dtype,
      maxshape: [null, ...row],
      chunks: [rowsOfChunk, ...row],
      compression: 'gzip',
      compression_opts: 4,
    });
  }

  #append(name: string, values: Float32Array | Int8Array, length: number): void {
    const dataset = this.#file.get(name) as Dataset;
    const row = dataset.shape!.slice(1);
    dataset.resize([this.#rows + length, ...row]);
    dataset.write_slice(
      [[this.#rows, this.#rows + length], ...row.map((size): [number, number] => [0, size])],
      values,
    );
  }

  #requireSize(what: 'observations' | 'actions', size: number, expected: number): void {
    if (size === expected) return;
    throw demonstrationErrors.MNR_DEMONSTRATIONS_MISMATCH({
      ...{ file: 'the episode to be written', what, size },
      ...{ environment: this.#options.path, expected },
    });
  }

  #check(): void {
    const reason = this.#library.takeError();
    if (reason !== undefined)
      throw demonstrationErrors.MNR_DEMONSTRATIONS_WRITE({ path: this.#options.path, reason });
  }
}
