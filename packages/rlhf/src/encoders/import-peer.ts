import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { errors } from '../errors.js';

/**
 * Imports a package that is no dependency of this one: as installed beside this package, or in the working directory.
 *
 * @throws MinorantError `MNR_PREFERENCES_PEER` saying what to install when it is nowhere.
 */
export async function importPeer<T>(
  name: string,
  needed: { readonly by: string; readonly install: string },
): Promise<T> {
  for (const from of [import.meta.url, pathToFileURL(join(process.cwd(), 'package.json')).href]) {
    let path: string;
    try {
      path = createRequire(from).resolve(name);
    } catch {
      continue;
    }
    const module = (await import(pathToFileURL(path).href)) as T & { readonly default?: T };
    return module.default ?? module;
  }
  throw errors.MNR_PREFERENCES_PEER({ name, ...needed });
}
