import { mkdirSync, rmdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** Makes a folder and those above it. What it returns removes the folders that were made, as far as they are empty. */
export function makeFolders(folder: string): () => void {
  const made = mkdirSync(folder, { recursive: true });
  if (made === undefined) return () => undefined;
  const [first, last] = [resolve(made), resolve(folder)];
  return () => {
    for (let at = last; at.length >= first.length; at = dirname(at)) {
      try {
        rmdirSync(at);
      } catch {
        // Somebody else's files are in it by now.
        return;
      }
    }
  };
}
