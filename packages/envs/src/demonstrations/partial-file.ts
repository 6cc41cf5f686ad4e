import { existsSync, linkSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

import { makeFolders } from '@minorant/core';

import { demonstrationErrors } from './errors.js';
import { writeError } from './write-error.js';

let made = 0;

/** A file that gets its name when it is whole, so that a broken run leaves no half of one; nobody else writes into it. */
export class PartialFile {
  /** Where to write. */
  readonly path: string;
  readonly #target: string;
  readonly #removeFolders: () => void;

  /**
   * Makes the folders that it needs.
   *
   * @param named - what the error names, where that is not the file but the folder that was asked for
   * @throws MNR_DEMONSTRATIONS_WRITE
   */
  constructor(target: string, named = target) {
    this.path = `${target}.${process.pid}-${made++}.partial`;
    this.#target = target;
    try {
      if (existsSync(target) && statSync(target).isDirectory()) throw new Error('it is a folder');
      this.#removeFolders = makeFolders(dirname(target));
    } catch (error) {
      throw writeError(named, error);
    }
  }

  /**
   * Gives it its name: in the place of what had it, or else where nothing has it, also nothing that came while it was
   * written.
   *
   * @throws MNR_DEMONSTRATIONS_EXISTS
   */
  keep({ overwrite }: { readonly overwrite: boolean }): void {
    if (!overwrite && this.#link()) rmSync(this.path);
    else renameSync(this.path, this.#target);
  }

  /** Whether it has its name now too: not every file system has links, and then a file that comes meanwhile is replaced. */
  #link(): boolean {
    try {
      linkSync(this.path, this.#target);
      return true;
    } catch (error) {
      if (existsSync(this.#target))
        throw demonstrationErrors.MNR_DEMONSTRATIONS_EXISTS({ path: this.#target }, error);
      return false;
    }
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
