import type { Space } from '@minorant/core';

import { storedSize } from '../check-spaces.js';
import { demonstrationErrors } from '../errors.js';
import type { Hdf5File } from '../hdf5/hdf5-file.js';

/** One numeric dataset of a (possibly nested) observation or action. */
export interface Leaf {
  /** Path below the episode's group, such as `observations/achieved_goal`. */
  readonly path: string;
  /** Numbers a row. */
  readonly width: number;
}

/**
 * The datasets that make up a flat observation or action, in order: that of the space where it is known, otherwise
 * sorted by name, as Gymnasium's `Dict` sorts its keys.
 *
 * @throws MNR_DEMONSTRATIONS_MISSING, MNR_DEMONSTRATIONS_SHAPE
 */
export function findLeaves(file: Hdf5File, episode: string, path: string, space?: Space): readonly Leaf[] {
  const full = `${episode}/${path}`;
  const wrong = (shape: string, expected: string) =>
    demonstrationErrors.MNR_DEMONSTRATIONS_SHAPE({ file: file.path, dataset: full, shape, expected });
  if (file.isGroup(full)) {
    const found = file.keys(full);
    const wanted = childNames(found, space);
    if (wanted.length === 0) throw wrong('a group without members', 'one or more');
    return wanted.flatMap(([name, child]) => {
      if (!found.includes(name))
        throw demonstrationErrors.MNR_DEMONSTRATIONS_MISSING({
          file: file.path,
          dataset: `${full}/${name}`,
          found,
        });
      return findLeaves(file, episode, `${path}/${name}`, child);
    });
  }
  const { shape, kind } = file.info(full);
  const rows = 'numbers, one row a step';
  if (kind !== 'number') throw wrong(`of ${kind} elements`, rows);
  if (shape.length === 0) throw wrong('a single number', rows);
  if (space?.kind === 'box' && space.dtype === 'uint8' && space.shape.length > 1)
    throw wrong('a sequence of images, which Minari stores as JPEG', rows);
  const width = shape.slice(1).reduce((product, size) => product * size, 1);
  if (width === 0) throw wrong(`[${shape.join(', ')}]`, 'at least one number a row');
  if (space && storedSize(space) !== width)
    throw wrong(`rows of ${width} numbers`, `rows of ${storedSize(space)}, as its space says`);
  return [{ path, width }];
}

function childNames(
  found: readonly string[],
  space?: Space,
): readonly (readonly [string, Space | undefined])[] {
  if (space?.kind === 'dict') return Object.entries(space.spaces);
  if (space?.kind === 'tuple') return space.spaces.map((child, index) => [`_index_${index}`, child]);
  const index = (name: string): number => Number(/^_index_(\d+)$/.exec(name)?.[1] ?? NaN);
  return [...found].sort((a, b) => index(a) - index(b) || (a < b ? -1 : 1)).map((name) => [name, undefined]);
}
