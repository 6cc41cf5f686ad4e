import { errors } from '../errors.js';
import { shownPath } from './shown-path.js';

const FULL = 'the disk is full';

/** What the codes of the system mean, where they are about a place rather than about us. */
const problems: Readonly<Record<string, string>> = {
  ENOENT: 'it, or the folder that it lies in, does not exist',
  ENOTDIR: 'a part of it is a file, where a folder was expected',
  EEXIST: 'something of that name is there already',
  EISDIR: 'it is a folder, where a file was expected',
  EACCES: 'the system does not allow it',
  EPERM: 'the system does not allow it',
  EROFS: 'the disk is read-only',
  ENOSPC: FULL,
  EDQUOT: FULL,
  ENAMETOOLONG: 'a name in it is too long',
};

/** The same of a folder that cannot be made: those above it are there by then. */
const folderProblems: Readonly<Record<string, string>> = {
  ENOENT: 'no folder can be made there',
  EEXIST: 'it is a file or a broken link, where a folder was expected',
};

/** What went wrong with a file or a folder, in words; undefined for an error that is about neither. */
export function fileProblem(error: NodeJS.ErrnoException): string | undefined {
  const { code = '', syscall } = error;
  return (syscall === 'mkdir' ? folderProblems[code] : undefined) ?? problems[code];
}

/** A place that cannot be written or read, as an error that names it; undefined for any other error. */
export function fileError(error: unknown): Error | undefined {
  if (!(error instanceof Error)) return undefined;
  const { path: used, dest: place = used } = error as NodeJS.ErrnoException & { dest?: string };
  const problem = fileProblem(error);
  // What is replaced as a whole is written beside its place first, under a name that means nothing to a reader.
  const path = typeof place === 'string' ? shownPath(place.replace(/\.tmp-\d+$/, '')) : undefined;
  // Node names no file when one that is open already cannot grow.
  if (problem === FULL) return errors.MNR_CLI_DISK_FULL({ path }, error);
  return path === undefined || problem === undefined
    ? undefined
    : errors.MNR_CLI_PATH({ path, problem }, error);
}
