import type { Space, SpaceValue } from '../contracts/space/v1.js';
import type { RandomStream } from '../random/random-stream.js';
import { errors } from '../errors.js';

/**
 * An action drawn uniformly from an action space, as Gymnasium's `sample`: unbounded dimensions are normal, half-bounded
 * ones exponential.
 *
 * @throws MinorantError `MNR_RUN_ACTION_SPACE` for spaces other than box and discrete.
 */
export function randomAction(space: Space, random: RandomStream, environment: string): SpaceValue {
  if (space.kind === 'discrete') return space.start + random.integer(space.n);
  if (space.kind !== 'box') throw errors.MNR_RUN_ACTION_SPACE({ kind: space.kind, environment });
  return space.low.map((low, i) => {
    const high = space.high[i]!;
    if (Number.isFinite(low) && Number.isFinite(high)) return low + (high - low) * random.uniform();
    if (Number.isFinite(low)) return low - Math.log1p(-random.uniform());
    return Number.isFinite(high) ? high + Math.log1p(-random.uniform()) : random.normal();
  });
}
