import { mkdirSync, rmdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Makes a folder and those above it. What it returns removes the folders that were made, as far as they are empty.
 *
 * @throws what the system says of the first folder that cannot be made; nothing stays behind then.
 */
export function makeFolders(folder: string): () => void {
  const made: string[] = [];
  const remove = (): void => {
    for (const path of made.splice(0).reverse()) {
      try {
        rmdirSync(path);
      } catch {
        // Somebody else's files are in it by now.
        return;
      }
    }
  };
  try {
    // One by one: Node 20's own `recursive` never ends below a folder that refuses with ENOENT, as /proc does.
    for (const path of missingFolders(folder)) if (makeFolder(path)) made.push(path);
  } catch (error) {
    remove();
    throw error;
  }
  return remove;
}

/** What is no folder yet of a path, outermost first. */
function missingFolders(folder: string): readonly string[] {
  const missing: string[] = [];
  let at = resolve(folder);
  while (!isFolder(at)) {
    missing.unshift(at);
    const above = dirname(at);
    if (above === at) break;
    at = above;
  }
  return missing;
}

/** Whether it was made here: another process may have been faster. */
function makeFolder(path: string): boolean {
  try {
    mkdirSync(path);
    return true;
  } catch (error) {
    if (isFolder(path)) return false;
    throw error;
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
