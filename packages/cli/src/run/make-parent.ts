import { dirname } from 'node:path';
import { makeFolders } from '@minorant/core';

/** Makes the folder that a file is to lie in. */
export function makeParent(path: string): void {
  makeFolders(dirname(path));
}
