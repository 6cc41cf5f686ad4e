import type { Episode, Space } from '@minorant/core';

import { checkFinite, checkFlags } from './check-values.js';
import { demonstrationErrors } from './errors.js';
import { splitBySpace } from './minari/split-by-space.js';

/**
 * Refuses an episode that could not be read back: arrays that are not as long as its steps say, NaN and infinities, flags
 * other than 0 and 1, infos of another length than observations.
 *
 * @throws MNR_DEMONSTRATIONS_SHAPE, MNR_DEMONSTRATIONS_VALUE
 */
export function checkEpisode(
  file: string,
  episode: Episode,
  infos: Readonly<Record<string, Float64Array>> = {},
): void {
  const { length, observationSize, actionSize } = episode;
  const lengths: [string, ArrayLike<number>, number][] = [
    ['observations', episode.observations, (length + 1) * observationSize],
    ['actions', episode.actions, length * actionSize],
    ['rewards', episode.rewards, length],
    ['terminations', episode.terminations, length],
    ['truncations', episode.truncations, length],
    ...Object.entries(infos).map(([key, values]): [string, ArrayLike<number>, number] => [
      `infos/${key}`,
      values,
      length + 1,
    ]),
  ];
  for (const [dataset, values, expected] of lengths) {
    if (values.length === expected) continue;
    throw demonstrationErrors.MNR_DEMONSTRATIONS_SHAPE({
      ...{ file, dataset, shape: `${values.length} numbers`, expected: `${expected} for ${length} steps` },
    });
  }
  checkFinite(episode.observations, observationSize, file, 'observations');
  checkFinite(episode.actions, actionSize, file, 'actions');
  checkFinite(episode.rewards, 1, file, 'rewards');
  checkFlags(episode.terminations, file, 'terminations');
  checkFlags(episode.truncations, file, 'truncations');
}

/** Whole numbers from one to another. */
interface Range {
  readonly from: number;
  readonly to: number;
}

/** The whole numbers that a space's values are stored as; undefined for real ones. */
function storedRange(space: Space): Range | undefined {
  if (space.kind === 'multi-binary') return { from: 0, to: 1 };
  if (space.kind !== 'box') return { from: Number.MIN_SAFE_INTEGER, to: Number.MAX_SAFE_INTEGER };
  if (space.dtype === 'uint8') return { from: 0, to: 255 };
  return space.dtype === 'int32' ? { from: -(2 ** 31), to: 2 ** 31 - 1 } : undefined;
}

/**
 * Refuses numbers that the space's type cannot store: they would come back as others.
 *
 * @throws MNR_DEMONSTRATIONS_VALUE
 */
export function checkStorable(
  file: string,
  dataset: string,
  space: Space,
  values: Float64Array,
  rows: number,
): void {
  if (space.kind === 'dict' || space.kind === 'tuple') {
    for (const part of splitBySpace(space, values, rows))
      checkStorable(file, `${dataset}/${part.name}`, part.space, part.values, rows);
    return;
  }
  const range = storedRange(space);
  if (!range) return;
  const { from, to } = range;
  const index = values.findIndex((value) => !Number.isInteger(value) || value < from || value > to);
  if (index < 0) return;
  throw demonstrationErrors.MNR_DEMONSTRATIONS_VALUE({
    ...{ file, dataset, row: Math.floor((index * rows) / values.length), value: values[index]! },
    expected: `whole numbers from ${from} to ${to}`,
  });
}
