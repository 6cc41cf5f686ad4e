import { checkFlags } from '../check-values.js';
import { demonstrationErrors } from '../errors.js';
import type { Hdf5File } from '../hdf5/hdf5-file.js';

/** Rows of one episode's actions, `to` exclusive. */
export interface Boundary {
  readonly from: number;
  readonly to: number;
}

const block = 65_536;

/**
 * Finds the episodes of a flat file: each ends with a terminal, a timeout or after
 * `episodeSteps` steps, the last one also with the file. Without
 * next observations the last step of each is left out, and episodes of a single step altogether.
 *
 * @throws MNR_DEMONSTRATIONS_SHAPE when nothing is left.
 */
export function findBoundaries(
  file: Hdf5File,
  rows: number,
  hasTimeouts: boolean,
  hasNext: boolean,
  episodeSteps = Infinity,
): readonly Boundary[] {
  const boundaries: Boundary[] = [];
  let from = 0;
  const end = (row: number): void => {
    const to = hasNext ? row + 1 : row;
    if (to > from) boundaries.push({ from, to });
    from = row + 1;
  };
  for (let start = 0; start < rows; start += block) {
    const stop = Math.min(rows, start + block);
    const terminals = checkFlags(file.rows('/terminals', start, stop), file.path, '/terminals', start);
    const timeouts = hasTimeouts
      ? checkFlags(file.rows('/timeouts', start, stop), file.path, '/timeouts', start)
      : undefined;
    for (let i = 0; i < stop - start; i++)
      if (
        terminals[i] === 1 ||
        timeouts?.[i] === 1 ||
        start + i - from + 1 >= episodeSteps ||
        start + i === rows - 1
      )
        end(start + i);
  }
  if (boundaries.length === 0)
    throw demonstrationErrors.MNR_DEMONSTRATIONS_SHAPE({
      file: file.path,
      dataset: '/rewards',
      shape: `[${rows}]`,
      expected: 'at least one episode of two steps (the file has no next_observations)',
    });
  return boundaries;
}
