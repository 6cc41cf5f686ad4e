import { existsSync, realpathSync } from 'node:fs';
import { isAbsolute, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { resolve as resolveModule } from 'import-meta-resolve';

import { errors } from '../errors.js';
import type { Plugin } from './define-plugin.js';
import { checkManifest } from './plugin-manifest.js';

/**
 * Loads a plugin by name, as Node would from a file in `directory`: the default export of an npm package that is
 * installed there, or of the module at a path (absolute, or beginning with `./` or `../`). Nothing else is looked at:
 * no scan, no URL.
 *
 * @throws MinorantError `MNR_PLUGIN_NOT_FOUND`, `MNR_PLUGIN_INVALID` or `MNR_PLUGIN_API_VERSION`.
 */
export async function resolvePlugin(name: string, directory: string): Promise<Plugin> {
  const url = locate(name, resolve(directory));
  let module: { readonly default?: unknown };
  try {
    module = (await import(/* @vite-ignore */ url)) as typeof module;
  } catch (error) {
    const problem = `it throws while being imported (${error instanceof Error ? error.message : String(error)})`;
    throw errors.MNR_PLUGIN_NOT_FOUND({ name, directory, problem }, error);
  }
  if (module.default === undefined) {
    throw errors.MNR_PLUGIN_INVALID({ what: name, problem: 'it has no default export' });
  }
  return checkManifest(module.default, `The default export of ${name}`);
}

/** Whether a plugin is named by a path and not as a package. */
export function isPluginPath(name: string): boolean {
  return /^\.{1,2}[/\\]/.test(name) || isAbsolute(name);
}

function locate(name: string, directory: string): string {
  if (isPluginPath(name)) {
    const path = resolve(directory, name);
    if (!existsSync(path))
      throw errors.MNR_PLUGIN_NOT_FOUND({ name, directory, problem: `${path} does not exist` });
    return pathToFileURL(realpathSync(path)).href;
  }
  if (/^[a-z][a-z0-9+.-]*:/i.test(name) || name.startsWith('#')) {
    throw errors.MNR_PLUGIN_NOT_FOUND({ name, directory, problem: 'it is neither a package nor a path' });
  }
  let url: string;
  try {
    url = resolveModule(name, pathToFileURL(directory + sep).href + '-');
  } catch (error) {
    throw errors.MNR_PLUGIN_NOT_FOUND(
      { name, directory, problem: 'no such package is installed there' },
      error,
    );
  }
  if (!url.startsWith('file:') || !existsSync(fileURLToPath(url))) {
    throw errors.MNR_PLUGIN_NOT_FOUND({
      name,
      directory,
      problem: `it leads to ${url}, which is not a file`,
    });
  }
  return url;
}
