import { readEpisodes, standardisation, type CreateContext, type EnvironmentContext } from '@minorant/core';

import { errors } from '../errors.js';
import type { OffPolicyOptions } from '../sac/sac-options.js';
import { ObservationScaling } from './observation-scaling.js';
import { rowSize, valueSize } from './rows.js';

/**
 * The scaling that the option `normalizeObservations` asks for. One-hot rows of discrete observations stay as they are.
 *
 * @throws MinorantError `MNR_RL_NO_DEMONSTRATIONS`, `MNR_RL_EPISODE_SIZE`.
 */
export async function createObservationScaling(
  component: string,
  options: Pick<OffPolicyOptions, 'normalizeObservations' | 'clipObservations'>,
  context: Pick<CreateContext, 'demonstrations'>,
  environment: EnvironmentContext,
): Promise<ObservationScaling> {
  const { observationSpace } = environment;
  const observationSize = rowSize(observationSpace);
  const clip = options.clipObservations;
  if (options.normalizeObservations === 'none' || observationSpace.kind === 'discrete') {
    return new ObservationScaling({ kind: 'none', observationSize });
  }
  if (options.normalizeObservations === 'running') {
    return new ObservationScaling({ kind: 'running', observationSize, clip });
  }
  if (!context.demonstrations) throw errors.MNR_RL_NO_DEMONSTRATIONS({ component });
  const episodes = await readEpisodes(context.demonstrations);
  if (episodes.length === 0) throw errors.MNR_RL_NO_DEMONSTRATIONS({ component });
  const found = episodes[0]!.observationSize;
  const expected = valueSize(observationSpace);
  if (found !== expected) throw errors.MNR_RL_EPISODE_SIZE({ what: 'observations', found, expected });
  const { mean, std } = standardisation(episodes);
  return new ObservationScaling({ kind: 'fixed', observationSize, mean, std, clip });
}
