import { existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

import { makeFolders } from '@minorant/core';

import { writeError } from './write-error.js';

/** A file that gets its name when it is whole, so that a broken run leaves no half of one. */
export class PartialFile {
  /** Where to write. */
  readonly path: string;
  readonly #target: string;
  readonly #removeFolders: () => void;

  /**
   * Makes the folders that it needs.
   *
   * @throws MNR_DEMONSTRATIONS_WRITE
   */
  constructor(target: string) {
    this.path = `${target}.partial`;
    this.#target = target;
    try {
      if (existsSync(target) && statSync(target).isDirectory()) throw new Error('it is a folder');
      this.#removeFolders = makeFolders(dirname(target));
    } catch (error) {
      throw writeError(target, error);
    }
  }

  /** Gives it its name, in the place of what had it. */
  keep(): void {
    renameSync(this.path, this.#target);
  }

  /** Removes it and the folders that were made. */
  discard(): void {
    try {
      rmSync(this.path, { force: true });
      this.#removeFolders();
    } catch {
      // Where nothing can be removed nothing was written.
    }
  }
}
