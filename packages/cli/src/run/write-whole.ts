import { renameSync, rmSync, writeFileSync } from 'node:fs';

/** Writes a file in one move: a reader sees the old one or the new one, and a process that is killed leaves no half. */
export function writeWhole(path: string, text: string): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, text);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
