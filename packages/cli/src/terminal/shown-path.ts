import { relative } from 'node:path';

/** A path as short as it can be said: relative where it lies below the working directory. */
export function shownPath(path: string): string {
  const short = relative(process.cwd(), path);
  if (short === '') return '.';
  return short.startsWith('..') ? path : short;
}
