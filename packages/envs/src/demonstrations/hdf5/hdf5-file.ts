import { existsSync, statSync } from 'node:fs';

import type { Dataset, File, Group, OutputData } from 'h5wasm/node';

import { demonstrationErrors } from '../errors.js';
import { findBrokenHeap } from './check-heaps.js';
import { loadHdf5, type Hdf5Library } from './library.js';

/** What is known of a dataset without reading it. */
export interface DatasetInfo {
  readonly shape: readonly number[];
  /** `number` covers floats, integers and h5py's booleans. */
  readonly kind: 'number' | 'string' | 'other';
}

const numberTypes = new Set([0, 1, 8]); // H5T_INTEGER, H5T_FLOAT, H5T_ENUM
const stringType = 3;

/** An HDF5 file open for reading. Every failure is an error that names the file and the place in it. */
export class Hdf5File {
  readonly path: string;
  readonly #library: Hdf5Library;
  readonly #file: File;
  /** Numbers that a dataset of this file can have: deflate packs at most 1032 to 1. */
  readonly #largest: number;

  private constructor(path: string, library: Hdf5Library, file: File) {
    this.path = path;
    this.#library = library;
    this.#file = file;
    this.#largest = 1032 * statSync(path).size;
  }

  /**
   * Opens a file.
   *
   * @throws MNR_DEMONSTRATIONS_NOT_FOUND, MNR_DEMONSTRATIONS_NOT_HDF5
   */
  static async open(path: string): Promise<Hdf5File> {
    if (!existsSync(path)) throw demonstrationErrors.MNR_DEMONSTRATIONS_NOT_FOUND({ path });
    if (!statSync(path).isFile())
      throw demonstrationErrors.MNR_DEMONSTRATIONS_NOT_HDF5({ file: path, reason: 'it is not a file' });
    const library = await loadHdf5();
    library.takeError();
    const file = new library.h5wasm.File(path, 'r');
    const reason = library.takeError();
    if (file.file_id < 0n || reason !== undefined)
      throw demonstrationErrors.MNR_DEMONSTRATIONS_NOT_HDF5({
        file: path,
        reason: reason ?? 'it does not open',
      });
    return new Hdf5File(path, library, file);
  }

  /** Names in a group, sorted as the file stores them. */
  keys(group = '/'): readonly string[] {
    return this.#guard(group, () => this.#group(group).keys());
  }

  /** Whether a path exists. */
  has(path: string): boolean {
    return this.#guard(path, () => {
      let group: Group = this.#file;
      const names = path.split('/').filter(Boolean);
      for (const [index, name] of names.entries()) {
        if (!group.keys().includes(name)) return false;
        if (index === names.length - 1) return true;
        const next = group.get(name);
        if (next === null || !('keys' in next)) return false;
        group = next;
      }
      return true;
    });
  }

  /** Whether a path is a group. */
  isGroup(path: string): boolean {
    return this.#guard(path, () => {
      const entity = path === '/' ? this.#file : this.#file.get(path);
      return entity !== null && 'keys' in entity;
    });
  }

  /** Shape and kind of a dataset. */
  info(path: string): DatasetInfo {
    return this.#guard(path, () => {
      const { shape, type } = this.#dataset(path).metadata;
      const kind = numberTypes.has(type) ? 'number' : type === stringType ? 'string' : 'other';
      if (shape === null) throw new Error('it is empty');
      return { shape, kind };
    });
  }

  /** Rows `from` to `to` (exclusive) of a numeric dataset, flat, as doubles. */
  rows(path: string, from: number, to: number): Float64Array {
    return this.#guard(path, () => {
      const dataset = this.#dataset(path);
      const shape = dataset.shape ?? [];
      const width = shape.slice(1).reduce((product, size) => product * size, 1);
      if ((to - from) * width > this.#largest)
        throw new Error('it declares more numbers than the file can hold');
      const value = dataset.slice([[from, to]]);
      const expected = (to - from) * width;
      const numbers = toDoubles(value);
      if (numbers.length !== expected)
        throw new Error(`${numbers.length} numbers came instead of ${expected}`);
      return numbers;
    });
  }

  /** A number or a string attribute; `undefined` when there is none of that name. */
  attribute(path: string, name: string): number | string | undefined {
    return this.#guard(path, () => {
      const entity = path === '/' ? this.#file : this.#file.get(path);
      if (entity === null || !('attrs' in entity)) return undefined;
      const attribute = entity.attrs[name];
      if (attribute === undefined) return undefined;
      const { total_size: count, size, vlen } = attribute.metadata;
      if (count !== 1 || size > 65_536) throw new Error(`its attribute ${name} is not a single value`);
      if (vlen) {
        const broken = findBrokenHeap(this.path, statSync(this.path).size);
        if (broken !== undefined) throw new Error(broken);
      }
      const { value } = attribute;
      if (typeof value === 'bigint') return Number(value);
      return typeof value === 'number' || typeof value === 'string' ? value : undefined;
    });
  }

  close(): void {
    this.#file.close();
    this.#library.takeError();
  }

  #group(path: string): Group {
    const entity = path === '/' ? this.#file : this.#file.get(path);
    if (entity === null || !('keys' in entity)) throw new Error('it is not a group');
    return entity;
  }

  #dataset(path: string): Dataset {
    const entity = this.#file.get(path);
    if (entity === null || !('slice' in entity)) throw new Error('it is not a dataset');
    return entity;
  }

  /** Turns what HDF5 throws or prints into one error that names the place. */
  #guard<T>(dataset: string, read: () => T): T {
    this.#library.takeError();
    let result: T;
    try {
      result = read();
    } catch (error) {
      const reason = this.#library.takeError() ?? (error instanceof Error ? error.message : String(error));
      throw demonstrationErrors.MNR_DEMONSTRATIONS_UNREADABLE({ file: this.path, dataset, reason }, error);
    }
    const reason = this.#library.takeError();
    if (reason !== undefined)
      throw demonstrationErrors.MNR_DEMONSTRATIONS_UNREADABLE({ file: this.path, dataset, reason });
    return result;
  }
}

function toDoubles(value: OutputData | null): Float64Array {
  if (value instanceof Float64Array) return value;
  if (value instanceof BigInt64Array || value instanceof BigUint64Array)
    return Float64Array.from(value, (item) => Number(item));
  if (ArrayBuffer.isView(value)) return new Float64Array(value as Float32Array);
  throw new Error('it does not hold numbers');
}
