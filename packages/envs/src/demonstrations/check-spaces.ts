import type { Space } from '@minorant/core';

import type { DemonstrationHeader } from './episode-reader.js';
import { demonstrationErrors } from './errors.js';

/** Numbers that a value of a space has in a file, a discrete one counting as one. */
export function storedSize(space: Space): number {
  switch (space.kind) {
    case 'box':
      return space.shape.reduce((product, length) => product * length, 1);
    case 'discrete':
      return 1;
    case 'multi-discrete':
      return space.nvec.length;
    case 'multi-binary':
      return space.n;
    case 'dict':
      return Object.values(space.spaces).reduce((sum, child) => sum + storedSize(child), 0);
    case 'tuple':
      return space.spaces.reduce((sum, child) => sum + storedSize(child), 0);
  }
}

/**
 * Refuses demonstrations whose observations or actions have another size than the environment's.
 *
 * @throws MNR_DEMONSTRATIONS_MISMATCH
 */
export function checkDemonstrationSpaces(
  header: DemonstrationHeader,
  environment: { readonly id: string; readonly observationSpace: Space; readonly actionSpace: Space },
): void {
  const pairs = [
    ['observations', header.observationSize, storedSize(environment.observationSpace)],
    ['actions', header.actionSize, storedSize(environment.actionSpace)],
  ] as const;
  for (const [what, size, expected] of pairs)
    if (size !== expected)
      throw demonstrationErrors.MNR_DEMONSTRATIONS_MISMATCH({
        file: header.file,
        what,
        size,
        environment: environment.id,
        expected,
      });
}
